"""The tests: they mirror the house, room by room."""
