"""Discussions: spaces, threads of numbered posts, and how far each person has read."""
