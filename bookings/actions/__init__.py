"""Writes in bookings, one file a noun."""
