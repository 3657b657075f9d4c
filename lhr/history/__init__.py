"""Versions on two time axes: when a fact holds in the world, and when the register knew it."""
