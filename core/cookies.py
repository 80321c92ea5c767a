"""The signed cookie, with the one that signs made once and not twice for each request."""

from flask import Flask
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer


class HouseCookies(SecureCookieSessionInterface):
    """Flask's own signed cookie; the secret stays the same for as long as the app lives."""

    def __init__(self) -> None:
        """Make nothing yet: the secret is not known."""
        self._made: URLSafeTimedSerializer | None = None

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads cookies with the app's secret."""
        if self._made is None:
            self._made = super().get_signing_serializer(app)
        return self._made
