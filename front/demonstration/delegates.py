"""The invented people who filled the learning sets beside those whom content names."""

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from accounts.models import Person
from core.db import add_numbered_rows
from core.text import folded
from front.demonstration.events import AddedEvent
from front.demonstration.people import Member, person_row
from front.demonstration.rows import CONTENT, chance

#: How many at each learning set had been to one before, by what they come as. Unit: people.
COME_BACK = {"service_user": 1, "carer": 1, "peer_worker": 1, "staff": 4}

LETTERS = "ABCDEFGHIJKLMNOPRSTVWY"


def invite_delegates(
    session: Session, events: Sequence[AddedEvent], people: Mapping[str, Member], moment: datetime
) -> dict[int, list[Member]]:
    """Who else was at each event that counts who came, by the event's number."""
    crowd = _Crowd()
    drawn = {event.id: _draw(crowd, event, people) for event in events if "came_as" in event.told}
    taken = {folded(member.display_name) for member in people.values()}
    names = _names(len(crowd.comes_as), taken)
    numbers = add_numbered_rows(
        session, Person, [person_row(name, None, None, moment) for name in names]
    )
    members = [
        Member(number, name, comes_as, offered=False)
        for number, name, comes_as in zip(numbers, names, crowd.comes_as, strict=True)
    ]
    return {event_id: [members[place] for place in places] for event_id, places in drawn.items()}


class _Crowd:
    """People who do not have names yet: each is a place in a list of what they come as."""

    def __init__(self) -> None:
        self.comes_as: list[str] = []
        self._choose = chance("delegates")

    def draw(self, comes_as: str, count: int) -> list[int]:
        """So many people of one kind; a few have been before, the others are new."""
        met = [place for place, kind in enumerate(self.comes_as) if kind == comes_as]
        back = self._choose.sample(met, min(COME_BACK[comes_as], len(met), count))
        first_new = len(self.comes_as)
        self.comes_as += [comes_as] * (count - len(back))
        return back + list(range(first_new, len(self.comes_as)))


def _draw(crowd: _Crowd, event: AddedEvent, people: Mapping[str, Member]) -> list[int]:
    named = Counter(people[key].comes_as for key in event.told["booked"])
    return [
        place
        for comes_as, count in event.told["came_as"].items()
        for place in crowd.draw(comes_as, count - named[comes_as])
    ]


def _names(count: int, taken: set[str]) -> list[str]:
    """So many different names that nobody else here has."""
    first_names = tomllib.loads((CONTENT / "delegates.toml").read_text("utf-8"))["names"]
    free = [
        name
        for first in first_names
        for letter in LETTERS
        if folded(name := f"{first} {letter}") not in taken
    ]
    return chance("names").sample(free, count)
