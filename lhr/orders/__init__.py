"""คำสั่ง: an order entered once, seen on every record before it is written, applied or undone as a whole."""
