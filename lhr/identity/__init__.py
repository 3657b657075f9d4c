"""Accounts, passwords, card keys, sessions: who is signing in."""
