"""The forms of safety: tell us about something, decide, ask somebody for patience."""

from wtforms import HiddenField

from core.forms import HouseForm, choice, words
from safety.rules.items import HIDE_REASONS, OWN_WORDS_MAX_CHARS
from safety.rules.reports import CATEGORIES, MORE_MAX_CHARS
from safety.rules.restrictions import REASON_MAX_CHARS, WAITS_DAYS


class ReportThing(HouseForm):
    """What it is about, and as many words as somebody likes."""

    category = choice("What is it about?", CATEGORIES, asks="Pick the one that fits best.")
    more = words(
        "Would you like to say more?",
        asks=None,
        most_chars=MORE_MAX_CHARS,
        hint="Only moderators read this. You need not explain yourself.",
        rows="4",
    )


class SeenForm(HouseForm):
    """A form that says which version of the item its page showed."""

    version = HiddenField()

    def seen_version(self) -> int:
        """The version, or 0 when the form came without one that could be ours."""
        told = self.typed("version")
        return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0  # noqa: PLR2004


class DecideItem(SeenForm):
    """To show it or to leave it as it is."""

    decision = choice(
        "What do you decide?",
        (("approved", "Let others see it"), ("hidden", "Hide it"), ("no_action", "Leave it")),
        asks="Pick one.",
    )


class HideThing(DecideItem):
    """To hide it, with a reason that its author will read."""

    picked = choice(
        "Why?",
        [(key, offered) for key, offered, _ in HIDE_REASONS],
        asks="Pick the reason that fits best.",
    )
    own_words = words(
        "In your own words, to the person who wrote it",
        asks="Write a sentence or two. The person will read them.",
        most_chars=OWN_WORDS_MAX_CHARS,
        hint="They read this. Say kindly what could be different. Leave out who told us.",
        rows="4",
    )


class RestrictAuthor(SeenForm):
    """For how long somebody's posts wait, and what to tell them."""

    days = choice(
        "For how long?",
        [(str(days), f"{days} days") for days in WAITS_DAYS],
        asks="Pick how long.",
    )
    told_why = words(
        "Why, in words to the person",
        asks="Write a sentence or two. The person will read them.",
        most_chars=REASON_MAX_CHARS,
        hint="They read this. It is meant as care, not as a punishment.",
        rows="3",
    )
