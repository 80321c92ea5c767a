"""The doors of bookings, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("bookings", __name__)

# The files below hang their doors on the blueprint above.
from bookings.routes import events, places, ratings, registers, waiting_list  # noqa: E402

__all__ = ["blueprint", "events", "places", "ratings", "registers", "waiting_list"]
