"""Every door × everybody × what is open, what is closed to outsiders, and what is not there."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.identity import Role
from tests import group_doors, space_doors, thread_doors
from tests.cast import AMINA, CAROL, DEV, GRACE, Member
from tests.client import HouseClient
from tests.doors import Door, doors
from tests.world import ADA, EVERYONE, MISSING, World, a_world

OUTSIDERS = {CAROL, ADA}

MUTES = [f"accounts.{verb}_person" for verb in ("mute", "unmute", "block", "unblock")]
NOT_AMINA = {who for who in EVERYONE if who is not AMINA}

#: Who may, where seeing the thing is not enough. Both events are Grace's, and Amina was there.
MAY: dict[str, set[Member | None]] = {
    "bookings.register": {GRACE, ADA},
    "bookings.mark_attendance": {GRACE, ADA},
    "bookings.ratings": {GRACE, ADA},
    "bookings.feedback": {AMINA},
    "bookings.rate_session": {AMINA},
    "forum.editing": {AMINA},
    "forum.note_post": {DEV, ADA},
    "forum.edit_post": {AMINA},
    "forum.withdrawal": {AMINA},
    "forum.withdraw_post": {AMINA},
    "forum.react_to_post": NOT_AMINA,
    **thread_doors.MAY,
    **space_doors.MAY,
    **group_doors.MAY,
    **dict.fromkeys(MUTES, NOT_AMINA),
}

#: What an empty form gets at the doors that write; at all others a page is 200.
EMPTY = {
    "accounts.rename_person": 422,
    "accounts.change_password": 409,
    "accounts.end_sign_in": 303,
    "accounts.invite_person": 422,
    "accounts.accept_invitation": 422,
    "accounts.sign_in": 422,
    "accounts.request_sign_in_link": 422,
    "accounts.use_sign_in_link": 303,
    "accounts.sign_out": 303,
    **dict.fromkeys(MUTES, 303),
    "accounts.change_profile": 303,
    "programme.add_entry": 422,
    "programme.remove_entry": 303,
    "accounts.start_break": 422,
    "accounts.end_break": 303,
    "accounts.read_notice": 303,
    "accounts.read_all_notices": 303,
    "bookings.book_place": 422,
    "bookings.give_up_place": 303,
    "bookings.join_waiting_list": 422,
    "bookings.leave_waiting_list": 303,
    "bookings.rate_session": 422,
    "bookings.mark_attendance": 422,
    "forum.save_draft": 422,
    "forum.discard_draft": 303,
    "forum.edit_post": 422,
    "forum.note_post": 303,
    "forum.withdraw_post": 303,
    "forum.react_to_post": 422,
    "forum.add_picture": 422,
    "forum.delete_picture": 303,
    "forum.follow_thread": 422,
    "forum.follow_space": 422,
    "forum.mark_all_read": 303,
    "forum.mark_thread_read": 303,
    "forum.show_new_replies": 303,
    "forum.save_post": 303,
    "forum.unsave_post": 303,
    "forum.choose_notes": 303,
    "forum.mute_word": 422,
    "forum.unmute_word": 303,
    "safety.report_thing": 422,
    "safety.decide_item": 422,
    "safety.restrict_author": 422,
    # Without the version that their page showed, what is there now is not what was seen.
    **dict.fromkeys((f"safety.{verb}_item" for verb in ("claim", "release", "reopen")), 409),
    "safety.end_restriction": 409,
    "forum.start_thread": 422,
    "forum.write_reply": 422,
    **thread_doors.EMPTY,
    **space_doors.EMPTY,
    **group_doors.EMPTY,
}

#: Doors with a secret in the address: which of the two secrets opens them.
SECRETS = {
    "accounts.invitation": "open",
    "accounts.accept_invitation": "open",
    "accounts.sign_in_link": "closed",
    "accounts.use_sign_in_link": "closed",
}


#: Names whose doors answer the same, whether there is such a thing or not.
SAYS_NOTHING = {"token", "sign_in_id", "entry_id"}

#: Names of what belongs to one person: the open one is Amina's, the closed one somebody else's.
OWN = {"notice_id", "reference", "draft_id"}

#: Doors for the owner alone, to what others may see at another.
OWNERS_DOORS = {"forum.own_picture", "forum.delete_picture"}


def hidden_from_some(door: Door) -> bool:
    """Whether the door leads to something that not everyone whom it is for may see.

    Whoever is here sees that a person is here, and moderators look after closed places too.
    """
    return bool(set(door.names) - (SAYS_NOTHING | {"person_id", "item_id"}))


def not_there(door: Door, who: Member | None, what: str) -> bool:
    """Whether what the address names is missing, closed to this person, or somebody else's own."""
    if door.endpoint == "forum.feed":
        # A feed is for anybody or for nobody.
        return what != "open"
    if what == "missing":
        return bool(set(door.names) - SAYS_NOTHING)
    if OWN & set(door.names) or door.endpoint in OWNERS_DOORS:
        return what == "closed" or who is not AMINA
    return hidden_from_some(door) and what == "closed" and who in outsiders(door)


def outsiders(door: Door) -> set[Member]:
    """Who may not see what is closed. Those who look after groups see that one is there."""
    looked_after = "group_id" in door.names and door.endpoint not in group_doors.MEMBERS_DOORS
    return OUTSIDERS - {ADA} if looked_after else OUTSIDERS


def expected(  # noqa: PLR0911 - one line a reason reads best
    door: Door, who: Member | None, what: str
) -> int:
    """What follows from the audience, then from what may be seen, then from the policy."""
    roles = set() if who is None else set(who.roles)
    if door.audience != "anyone" and who is None:
        return 303 if door.method == "GET" else 401
    if door.audience in {role.value for role in Role} and not roles & {
        door.audience,
        "administrator",
    }:
        return 403
    if door.endpoint in SECRETS and what != SECRETS[door.endpoint]:
        return 409
    if door.endpoint == "accounts.sign_in_form" and who is not None:
        return 303
    if not_there(door, who, what):
        return 404
    if who not in MAY.get(door.endpoint, {who}):
        return 403
    if door.method == "GET":
        return 302 if door.endpoint in {"forum.post", "forum.new_replies"} else 200
    return EMPTY[door.endpoint]


def ask(client: HouseClient, door: Door, values: dict[str, object]) -> TestResponse:
    address = door.address(values)
    return client.get(address) if door.method == "GET" else client.post(address)


def in_turn(app: Flask) -> list[Door]:
    """Every door; those that end a sign-in, or take away what others lead to, come last."""
    last = (
        "forum.delete_picture",
        "forum.archive_space",
        "programme.leave_group",
        "accounts.end_sign_in",
        "accounts.use_sign_in_link",
        "accounts.sign_out",
    )
    turns = {endpoint: turn for turn, endpoint in enumerate(last, start=1)}
    return sorted(doors(app), key=lambda door: turns.get(door.endpoint, 0))


@pytest.fixture
def world(session: Session) -> World:
    found = a_world(session)
    session.commit()
    return found


@pytest.mark.parametrize("who", EVERYONE, ids=lambda who: who.name if who else "visitor")
def test_each_door_gives_what_follows_from_its_audience(
    app: Flask, visitor: HouseClient, world: World, who: Member | None
) -> None:
    wrong = []
    for door in in_turn(app):
        for what, values in (("missing", MISSING), ("closed", world.closed), ("open", world.open)):
            client = visitor.as_(who) if who else visitor
            # Whose own sign-in ends is another test's matter.
            named = {**values, "sign_in_id": MISSING["sign_in_id"]}
            found = ask(client, door, named).status_code
            if found != expected(door, who, what):
                wrong.append((str(door), what, found, expected(door, who, what)))
    assert wrong == []


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("who", [CAROL, ADA], ids=lambda who: str(who.name))
def test_what_is_closed_looks_like_what_is_missing(
    app: Flask, visitor: HouseClient, world: World, who: Member, *, htmx: bool
) -> None:
    """The body is the same but for the reference; what is closed is really there."""
    numbered = [door for door in doors(app) if hidden_from_some(door) and who in outsiders(door)]
    assert len(numbered) > 10
    for door in numbered:
        bodies = []
        for values in (world.closed, MISSING):
            client = visitor.as_(who)
            send = client.get if door.method == "GET" else client.post
            answer = send(door.address(values), htmx=htmx)
            assert answer.status_code == 404, str(door)
            bodies.append(answer.text.replace(answer.headers["X-Request-Id"], "REFERENCE"))
        assert bodies[0] == bodies[1], str(door)
    assert visitor.as_(DEV).get(f"/threads/{world.closed['thread_id']}").status_code == 200


def test_somebody_elses_sign_in_cannot_be_ended(
    amina: HouseClient, dev: HouseClient, session: Session
) -> None:
    """The answer is the same whether the number is somebody's or nobody's, and nothing ends."""
    answers = [
        amina.post(f"/account/sign-ins/{number}/end") for number in (DEV.id, MISSING["sign_in_id"])
    ]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert dev.get("/account").status_code == 200


def test_the_table_knows_every_door_that_writes(app: Flask) -> None:
    assert sorted(EMPTY) == sorted(door.endpoint for door in doors(app) if door.method == "POST")
    endpoints = {door.endpoint for door in doors(app)}
    assert sorted({*MAY, *SECRETS} - endpoints) == []
