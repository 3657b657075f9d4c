"""รอฉันตรวจ: what waits for the second hand, of every section of the ก.พ.๗, signed by card."""
