"""Who looks after a decision: only somebody who can see it, and who is told of it kindly."""

from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.mutes import mute_person
from accounts.models import Notice
from forum.models import Decision, MuteWord, Space
from forum.rules.decisions import owner_words
from tests.cast import AMINA, BEN, CLOSED_GROUP, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_decision
from tests.forum.deciding import STANDS, steps, take, typed
from tests.reading import rows

OUT = f"/groups/{CLOSED_GROUP}/members/{DEV.id}/remove"


def looked_after(session: Session, **told: Any) -> int:
    """The number of a decision that Dev looks after."""
    thread = a_decision(session, by=BEN, **told)
    take(session, thread.id, "decided", owner_id=DEV.id)
    session.commit()
    return thread.id


def owners(session: Session) -> list[object]:
    return [owner for _, owner, *_ in rows(session, STANDS.order_by(Decision.thread_id))]


def test_whoever_leaves_a_group_looks_after_nothing_in_it(
    grace: HouseClient, dev: HouseClient, session: Session
) -> None:
    closed, _ = looked_after(session, space=CLOSED_SPACE), looked_after(session)
    assert owners(session) == [DEV.id, DEV.id]
    dev.follow(f"/groups/{CLOSED_GROUP}/leave")
    assert owners(session) == [None, DEV.id]
    assert "Nobody looks after it yet." in grace.get(f"/threads/{closed}/decision").text


def test_so_does_whoever_is_taken_out_and_nobody_else(grace: HouseClient, session: Session) -> None:
    looked_after(session, space=CLOSED_SPACE)
    take(session, looked_after(session, space=CLOSED_SPACE), "decided", owner_id=BEN.id)
    session.commit()
    assert grace.post(OUT).status_code == 303
    assert owners(session) == [None, BEN.id]


def test_a_space_that_is_closed_frees_those_whom_it_leaves_out(
    grace: HouseClient, session: Session
) -> None:
    looked_after(session)
    take(session, looked_after(session), "decided", owner_id=GRACE.id)
    session.commit()
    told = {"name": "Ours", "purpose": "To plan.", "readers": "organisers", "version": "1"}
    answer = grace.post("/spaces/open/settings", {**told, "writers": "everyone"})
    assert answer.status_code == 303
    assert rows(session, select(Space.readers).where(Space.key == "open")) == [("organisers",)]
    assert owners(session) == [None, GRACE.id]


@pytest.mark.parametrize("other", [{"owner": "Dev"}, {"due": "2999-01-01"}, {"post": "1"}])
def test_the_same_words_with_something_else_are_not_the_same_twice(
    grace: HouseClient, session: Session, other: dict[str, str]
) -> None:
    thread = a_decision(session, by=BEN)
    session.commit()
    at = f"/threads/{thread.id}/decision"
    assert grace.post(at, typed()).status_code == 303
    assert grace.post(at, typed()).status_code == 303
    answer = grace.post(at, {**typed(), **other})
    assert (answer.status_code, "Somebody else changed this" in answer.text) == (409, True)
    assert len(steps(session)) == 1


def test_whoever_is_asked_does_not_meet_what_they_cover(session: Session) -> None:
    session.add(MuteWord(person_id=DEV.id, word="Kettle", word_folded="kettle"))
    mute_person(session, GRACE.id, AMINA.id)
    for by, owner in ((AMINA, DEV), (AMINA, GRACE), (BEN, GRACE), (AMINA, BEN)):
        thread = a_decision(session, by=by, title="A kettle for the ward")
        take(session, thread.id, "decided", owner_id=owner.id, by=GRACE if owner != GRACE else DEV)
    session.commit()
    told = select(Notice.words).where(Notice.key.startswith("step:")).order_by(Notice.id)
    shown, hidden = owner_words("A kettle for the ward"), owner_words(None)
    assert [words for (words,) in rows(session, told)] == [hidden, hidden, shown, shown]
