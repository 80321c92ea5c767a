"""What every installation begins with: a space to say hello and one for each of the ten challenges.

Source: ten key organisational challenges, Sainsbury Centre for Mental Health 2009, in the order of
the programme's slides of 2013; names and words are this project's own. Keys never change, numbers
may.
"""

import tomllib
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from forum.models import Space

SPACES = Path(__file__).parent / "spaces.toml"


def lay_out_spaces(session: Session) -> None:
    """Add the spaces that are not there yet; those that are keep their words."""
    there = set(session.scalars(select(Space.key)))
    for position, told in enumerate(tomllib.loads(SPACES.read_text("utf-8"))["space"]):
        if told["key"] not in there:
            session.add(
                Space(
                    key=told["key"],
                    name=told["name"],
                    purpose=told["purpose"],
                    challenge=told.get("challenge"),
                    writers="everyone",
                    position=position,
                )
            )
    session.flush()
