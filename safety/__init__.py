"""Keeping people safe: where to turn for help at once."""
