"""The writes of safety, one file a noun."""
