"""Who may do what, where: one table and pure functions."""
