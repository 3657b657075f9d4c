"""Reference tables that a circular fixes: lines, titles, kinds of movement."""
