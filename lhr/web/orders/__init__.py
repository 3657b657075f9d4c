"""คำสั่ง: the orders of an LGO, drawn up, seen on every record, signed and written into the records."""
