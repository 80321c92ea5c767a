"""The tables of bookings, one file a noun."""

from bookings.models.events import Event, EventFacilitator, EventSession
from bookings.models.places import Attendance, Booking, Waiting
from bookings.models.ratings import Rating, RatingGiven
from bookings.models.search import EventSearch

__all__ = [
    "Attendance",
    "Booking",
    "Event",
    "EventFacilitator",
    "EventSearch",
    "EventSession",
    "Rating",
    "RatingGiven",
    "Waiting",
]
