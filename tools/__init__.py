"""What run.py does, in parts; standard library only, since it runs before anything is installed."""
