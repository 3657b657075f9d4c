"""Screens of the jobs that an officer asked for."""
