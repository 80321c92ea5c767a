"""Who meets what, where: every role × every state × every surface, in one table of equalities."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from core.db import Database
from tests.client import HouseClient, Ledger
from tests.databases import copy_of
from tests.forum.matrix import ROLES, Matrix, a_matrix
from tests.forum.surfaces import (
    OTHERS,
    STATES,
    SURFACES,
    Reader,
    mails_to,
    marks_in,
)

Built = tuple[Database, Matrix]

MEMBERS = set(ROLES) - {"signed out"}
GROUP = {"group member", "author"}

#: Who reads what is in each state. What is missing here is read by nobody but in OWN and QUEUE.
READERS = {
    "live": MEMBERS,
    "locked": MEMBERS,
    "archived": MEMBERS,
    "anonymous": MEMBERS,
    "private": GROUP,
    "moved": GROUP,
}

#: What stands of it on each surface, for whoever reads it.
READ = {
    "home": "title",
    "space": "title",
    "tag": "title",
    "what's new": "title",
    "search": "title words",
    "saved": "title words",
    "notices": "title",
    "mail": "told",
    "you said, we did": "title step",
    "decision": "title step",
    "thread": "title words step",
    "fragments": "words",
    "print": "title words step",
    "text": "title words step",
    "post": "title words step",
    "options": "title words",
    "reply": "title words",
    "history": "title words old",
    "quotes": "quoted",
}

#: Where somebody who reads more is shown less: the states that are left. Home has room for five
#: threads, one of them the quotes'; what one wrote is no news; and nothing is, to a newcomer.
LEFT = {
    "newcomer": {"what's new": "", "notices": "", "mail": ""},
    "group member": {"home": "live archived anonymous private"},
    "author": {
        "home": "live archived anonymous private",
        "what's new": "anonymous",
        "notices": "anonymous",
        "mail": "anonymous",
    },
}

#: What an author meets of their own, as states and what stands of them; and others do not.
WHAT_WAITS = "pending: title words"
WHAT_IS_HIDDEN = "hidden: title words, hiddenreply: words"
OWN = {
    "drafts": "draft: words, live: title",
    "decision": "pending: title",
    "thread": f"{WHAT_WAITS}, draft: words",
    "print": "pending: title",
    "text": "pending: title",
    "post": f"{WHAT_WAITS}, {WHAT_IS_HIDDEN}, draft: words",
    "options": f"{WHAT_WAITS}, {WHAT_IS_HIDDEN}",
    "reply": f"{WHAT_WAITS}, {WHAT_IS_HIDDEN}",
    "history": f"{WHAT_WAITS}, hidden: title words old, hiddenreply: words old",
    "edit": (
        f"{WHAT_WAITS}, {WHAT_IS_HIDDEN}, live: title words, locked: title words, "
        "archived: title words, private: title words, moved: title words"
    ),
}

#: What waits for those who decide, which is not the same as reading it in its place.
QUEUE = {"moderator", "administrator"}

#: Titles that anybody may follow: of what is in a space that says so and goes on.
PUBLIC = {"livetitle", "lockedtitle", "anonymoustitle"}


def told(text: str) -> set[str]:
    """The marks that a line of OWN stands for."""
    parts = (part.split(": ") for part in text.split(", ") if part)
    return {state + kind for state, kinds in parts for kind in kinds.split()}


def expected(role: str) -> dict[str, set[str]]:
    """What this role meets on each surface, as the tables above say."""
    found: dict[str, set[str]] = {surface: set() for surface in SURFACES}
    for surface, kinds in READ.items():
        left = LEFT.get(role, {}).get(surface)
        states = {state for state, readers in READERS.items() if role in readers}
        shown = states if left is None else set(left.split())
        found[surface] |= {state + kind for state in shown for kind in kinds.split()}
    if role == "author":
        for surface, text in OWN.items():
            found[surface] |= told(text)
    if role in QUEUE:
        found["queue"] |= told(WHAT_WAITS)
    if role in MEMBERS:
        found["profile"] |= {"profile", "nameless"}
        found["directory"] |= {"entry"}
    found["Atom"] |= PUBLIC
    return found


def build(template: str, folder: Path, *, begun_only: bool = False) -> Iterator[Built]:
    with copy_of(template, folder) as url:
        database = Database(url)
        with database.write() as session:
            made = a_matrix(session, begun_only=begun_only)
        yield database, made
        database.close()


@pytest.fixture(scope="module")
def built(template: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Built]:
    """The world, made once: looking changes nothing but how far somebody has read."""
    yield from build(template, tmp_path_factory.mktemp("matrix"))


@pytest.fixture
def begun(template: str, tmp_path: Path) -> Iterator[Built]:
    """The same, before anything was hidden, taken back or moved."""
    yield from build(template, tmp_path, begun_only=True)


def met_by(house: Flask, world: Built, role: str) -> dict[str, set[str]]:
    """The marks that a role finds on each surface."""
    database, made = world
    house.extensions["database"] = database
    with database.write() as session:
        mails = mails_to(session, made, ROLES[role])
    reader = Reader(HouseClient(house, Ledger(), ROLES[role]), made, mails)
    return {surface: marks_in(look(reader)) for surface, look in SURFACES.items()}


@pytest.mark.parametrize("role", ROLES)
def test_each_role_meets_what_it_may_and_nothing_else(
    house: Flask, built: Built, role: str
) -> None:
    assert met_by(house, built, role) == expected(role)


def test_what_is_hidden_and_taken_back_could_be_read_before(house: Flask, begun: Built) -> None:
    """So that not meeting it any more means something: on each surface where live words stand."""
    met = met_by(house, begun, "member")
    # Home has room for five threads; all other lists have room for all.
    for surface in set(SURFACES) - {"home"}:
        live = {mark for mark in met[surface] if mark.startswith("livet")}
        for state in ("hidden", "withdrawn", "moved"):
            there = {mark for mark in met[surface] if mark.startswith(f"{state}t")}
            assert there == {mark.replace("live", state) for mark in live}, surface
    for state in ("hiddenreply", "withdrawnreply"):
        for surface in ("search", "saved", "thread", "fragments", "print", "text", "post"):
            assert f"{state}words" in met[surface], surface


def test_the_table_knows_every_state() -> None:
    """Each is read by somebody, or by its author alone, or by nobody at all."""
    everywhere = set().union(*(marks for role in ROLES for marks in expected(role).values()))
    seen = {state for state in STATES if any(mark.startswith(state) for mark in everywhere)}
    assert set(STATES) - seen == {"withdrawn", "withdrawnreply"}
    assert everywhere >= set(OTHERS)
