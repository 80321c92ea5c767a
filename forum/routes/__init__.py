"""The doors of discussions, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("forum", __name__)

# The files below hang their doors on the blueprint above.
from forum.routes import replies, spaces, threads  # noqa: E402

__all__ = ["blueprint", "replies", "spaces", "threads"]
