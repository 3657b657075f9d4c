"""Provinces, districts, offices and local governments, with names, kinds and superiors over time."""
