"""The book of changes, the book of readings, save receipts, and the guards that keep them whole."""
