"""The doors of safety, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("safety", __name__)

# The files below hang their doors on the blueprint above.
from safety.routes import help_now, items, queue, reports, restrictions  # noqa: E402

__all__ = ["blueprint", "help_now", "items", "queue", "reports", "restrictions"]
