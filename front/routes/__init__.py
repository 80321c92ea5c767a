"""The doors of the top floor: home, search, the quiet pages, and whether the site is well."""

from flask import Blueprint

blueprint = Blueprint("front", __name__)

# The files below hang their doors on the blueprint above.
from front.routes import health, home, pages, search  # noqa: E402

__all__ = ["blueprint", "health", "home", "pages", "search"]
