"""Requests that change something must come from our own pages; no tokens, so nothing goes stale.

Source: OWASP Cross-Site Request Forgery Prevention (Fetch Metadata);
docs/decisions/0003-csrf-by-header.md
"""

from urllib.parse import urlsplit

from flask import Flask, current_app, request

from core.db import SAFE_METHODS
from core.refusals import Forbidden


class CrossSite(Forbidden):
    """The request was sent by some other site's page."""


def init_app(app: Flask) -> None:
    """Check every unsafe request before any door sees it."""
    app.before_request(refuse_cross_site)


def refuse_cross_site() -> None:
    """Let the request pass if it is safe or from here. Raises: CrossSite."""
    if request.method in SAFE_METHODS or _from_here():
        return
    raise CrossSite


def _from_here() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    origin = request.headers.get("Origin")
    if origin is not None:
        return origin == _origin()
    # Neither header: an old tool or script. With a cookie it could be a forged form, so refuse.
    return current_app.config["SESSION_COOKIE_NAME"] not in request.cookies


def _origin() -> str:
    """Our own origin, as a browser writes it: scheme, name and any unusual port."""
    public = urlsplit(current_app.config["PUBLIC_URL"])
    if public.scheme != "https":
        # On this machine alone, which has more than one name for itself.
        return f"{request.scheme}://{request.host}"
    port = "" if public.port in {None, 443} else f":{public.port}"
    return f"https://{public.hostname}{port}"
