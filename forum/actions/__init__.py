"""Writes in discussions, one file a noun."""
