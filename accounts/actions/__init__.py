"""Writes about people, one file a noun."""
