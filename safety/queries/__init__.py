"""The reads of safety, one file a noun."""
