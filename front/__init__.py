"""The top floor: the app, home, search, the quiet pages; the only code that knows every room."""
