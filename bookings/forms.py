"""The forms of bookings: take a place, rate a session."""

from bookings.rules.places import COMES_AS
from bookings.rules.ratings import ANSWER_MAX_CHARS, RATINGS
from core.forms import HouseForm, choice, words


class BookPlace(HouseForm):
    """What somebody comes as, this time."""

    comes_as = choice(
        "Which of these fits you best this time?",
        COMES_AS,
        asks="Pick one. You can say that you would rather not say.",
        hint="We only count the answers. Nobody sees yours beside your name.",
    )


class MarkAttendance(HouseForm):
    """Whether somebody was there."""

    present = choice("Were they there?", (("yes", "Yes"), ("no", "No")), asks="Say yes or no.")


class RateSession(HouseForm):
    """A word, and as many more as somebody likes."""

    rating = choice("How was this session for you?", RATINGS, asks="Pick one of the five words.")
    worked_well = words(
        "What worked well?",
        asks=None,
        most_chars=ANSWER_MAX_CHARS,
        hint="Please leave out names.",
        rows="4",
    )
    would_change = words(
        "What would you change?",
        asks=None,
        most_chars=ANSWER_MAX_CHARS,
        hint="This is not read straight away; if you need help now, use the numbers below.",
        rows="4",
    )
