"""The doors of the programme, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("programme", __name__)

# The files below hang their doors on the blueprint above.
from programme.routes import directory, groups  # noqa: E402

__all__ = ["blueprint", "directory", "groups"]
