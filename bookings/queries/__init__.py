"""Reads of bookings: what this person may see, shaped for the page."""
