"""Measures the house on this machine, against the least that the same server could do."""
