"""The top floor: the app itself, home, search, the quiet pages; the only code that knows every room."""
