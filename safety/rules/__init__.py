"""The rules of safety, one file a noun."""
