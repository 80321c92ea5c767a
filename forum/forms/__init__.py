"""The forms of discussions, one file a noun."""
