"""What must work before anything is installed: standard library only, one file a noun."""
