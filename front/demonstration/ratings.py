"""What people in the demonstration thought of the sessions that are over, kept without names."""

import random
import secrets
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bookings.models import Rating, RatingGiven
from bookings.rules.ratings import FEWEST_SHOWN, RATINGS
from core.db import add_rows
from front.demonstration.places import HeldSession
from front.demonstration.rows import Row, Told, chance


def add_ratings(session: Session, held: Sequence[HeldSession]) -> None:
    """As many answers to each session as content says; whoever a newcomer can be has given none."""
    choose = chance("ratings")
    given: list[Row] = []
    ratings: list[Row] = []
    for one in held:
        words = _words(one)
        answerers = choose.sample([who for who in one.present if not who.offered], len(words))
        given += [{"session_id": one.id, "person_id": who.id} for who in answerers]
        ratings += _rating_rows(one, words, choose)
    # Neither table may tell, by its order, which answer is whose.
    choose.shuffle(given)
    choose.shuffle(ratings)
    add_rows(session, RatingGiven, given)
    add_rows(session, Rating, ratings)


def _words(held: HeldSession) -> list[str]:
    """The word that each answer picked, best first."""
    counts: list[int] = held.event.told["ratings"][held.no - 1]
    return [word for (word, _), count in zip(RATINGS, counts, strict=True) for _ in range(count)]


def _rating_rows(held: HeldSession, words: Sequence[str], choose: random.Random) -> list[Row]:
    """The answers, with the comments spread over those to the last session."""
    comments: list[Told] = held.event.told["comments"] if held.is_last else []
    spread = comments[: len(words)] + [{}] * (len(words) - len(comments))
    choose.shuffle(spread)
    return [
        {
            "session_id": held.id,
            "key": secrets.token_hex(12),
            "rating": word,
            "worked_well": comment.get("well", ""),
            "would_change": comment.get("better", ""),
            "released": len(words) >= FEWEST_SHOWN,
        }
        for word, comment in zip(words, spread, strict=True)
    ]
