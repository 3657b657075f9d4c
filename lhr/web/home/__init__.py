"""The first screen of each role: what waits, why, since when."""
