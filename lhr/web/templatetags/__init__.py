"""The tags that templates speak with."""
