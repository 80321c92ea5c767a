"""Reads of discussions: what this person may see, shaped for the page."""
