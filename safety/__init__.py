"""Keeping people safe: where to turn for help at once, reports, what waits for a moderator."""
