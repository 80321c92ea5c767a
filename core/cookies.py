"""The signed cookie, as Flask has it, without what Flask does anew for each request."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin
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

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie if it changed; an answer that was made with it says so in any case."""
        if session.modified:
            super().save_session(app, session, response)
        elif session.accessed and "Cookie" not in response.headers.get("Vary", ""):
            response.vary.add("Cookie")
