"""Measurements. Everything is a ratio taken in one run: ours against the raw work, interleaved; errors are counted and
a run with errors is not quoted. `python3 run.py bench [name …]` runs the files b_*.py."""
