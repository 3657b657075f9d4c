"""Persons: one per ID number, names over time."""
