"""The site, for any WSGI server."""

from front.app import create_app

app = create_app()
