"""What must work before anything is installed: standard library only, except server.py."""
