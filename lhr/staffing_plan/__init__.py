"""The three-year staffing plan: its core is the annual budget and the ceiling of what personnel may cost."""
