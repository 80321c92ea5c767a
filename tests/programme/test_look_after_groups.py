"""Groups: who knows of them, who is in them, and what changes when somebody comes or goes."""

import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice
from accounts.models import Notice
from core.audit import AuditLine
from forum.models import Space
from forum.rules.telling import key_of_thread
from programme.models import Group, GroupMember
from programme.routes.groups import NOBODY, NOT_QUITE
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, CLOSED_SPACE, GRACE
from tests.client import HouseClient
from tests.factories import a_person, a_thread
from tests.reading import rows

HERE = f"/groups/{CLOSED_GROUP}"


def members(session: Session) -> list[int]:
    wanted = select(GroupMember.person_id).where(GroupMember.group_id == CLOSED_GROUP)
    return [number for (number,) in rows(session, wanted.order_by(GroupMember.person_id))]


def told(session: Session, person_id: int) -> list[tuple[object, ...]]:
    return rows(session, select(Notice.words, Notice.url).where(Notice.person_id == person_id))


def test_members_and_organisers_know_of_a_group_and_nobody_else(
    amina: HouseClient, grace: HouseClient, carol: HouseClient, session: Session
) -> None:
    session.add(Group(id=50, name="Another group", about=""))
    session.add(GroupMember(group_id=50, person_id=CAROL.id))
    session.commit()
    named = {
        who: re.findall(r'<h3><a href="(/groups/\d+)">', client.get("/groups").text)
        for who, client in (("amina", amina), ("grace", grace), ("carol", carol))
    }
    assert named == {"amina": [HERE], "grace": [HERE, "/groups/50"], "carol": ["/groups/50"]}
    assert [who.get(HERE).status_code for who in (amina, grace, carol)] == [200, 200, 404]
    assert [who.get("/groups/50").status_code for who in (amina, grace, carol)] == [404, 200, 200]
    page = amina.get(HERE).text
    assert re.findall(r"<bdi>(\w+)</bdi>", page) == ["Amina", "Ben", "Dev", "Grace"]
    assert ('href="/spaces/closed"' in page, "Take out" in page) == (True, False)


def test_an_organiser_makes_a_group_and_its_space(
    grace: HouseClient, carol: HouseClient, session: Session
) -> None:
    page = grace.follow("/groups/new", {"name": "Tea set", "about": "We drink tea."})
    [(number,)] = rows(session, select(Group.id).where(Group.name == "Tea set"))
    assert (page.request.path, "Nobody so far." in page.text) == (f"/groups/{number}", True)
    [way] = re.findall(r'href="(/spaces/new\?group=\d+)"', page.text)
    assert f'<option value="everyone-{number}" selected>' in grace.get(way).text
    typed = {"name": "Tea room", "purpose": "To brew.", "writers": "everyone"}
    page = grace.follow("/spaces/new", {**typed, "readers": f"everyone-{number}"})
    assert page.request.path == f"/groups/{number}"
    assert "open to its members only" in page.text
    assert "Tea room" not in page.text
    assert grace.get("/spaces/tea-room").status_code == 404
    grace.post(f"/groups/{number}/members", {"who": "carol"})
    assert carol.get("/spaces/tea-room").status_code == 200
    assert 'href="/spaces/tea-room"' in carol.get(f"/groups/{number}").text
    assert rows(session, select(Space.group_id).where(Space.key == "tea-room")) == [(number,)]


@pytest.mark.parametrize("path", ["/groups/new", f"{HERE}/about"])
def test_two_groups_have_two_names(grace: HouseClient, session: Session, path: str) -> None:
    session.add(Group(id=50, name="Tea set", about=""))
    session.commit()
    answer = grace.post(path, {"name": "Tea set", "about": "Zqabout."})
    assert answer.status_code == 409
    assert "Another group has this name." in answer.text
    assert "\nZqabout.</textarea>" in answer.text
    assert grace.post(path, {"name": " "}).status_code == 422
    assert grace.post(path, {"name": "Coffee set"}).status_code == 303


@pytest.mark.parametrize("who", ["Carol", "cárol", "carol@example.org", "CAROL@Example.org"])
def test_somebody_is_added_by_name_or_address_and_told(
    grace: HouseClient, carol: HouseClient, session: Session, who: str
) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    session.commit()
    assert carol.get(f"/threads/{thread.id}").status_code == 404
    for _ in range(2):
        page = grace.follow(f"{HERE}/members", {"who": who})
        assert "Carol is in the group now." in page.text
    assert members(session) == [1, 2, 3, 4, 5]
    assert told(session, CAROL.id) == [("You are in the group “Closed group” now.", HERE)]
    assert carol.get(f"/threads/{thread.id}").status_code == 200
    assert rows(session, select(AuditLine.what, AuditLine.person_id))[-1:] == [
        ("member_added", GRACE.id)
    ]


@pytest.mark.parametrize(
    ("who", "says"),
    [
        ("Nobody Here", NOBODY),
        ("nobody@example.org", NOBODY),
        ("carol@example", NOBODY),
        ("c", NOBODY),
        ("%%", NOBODY),
        ("", "Write the name or the address of the person."),
        ("aro", NOT_QUITE),
    ],
)
def test_nobody_is_added_by_chance(
    grace: HouseClient, session: Session, who: str, says: str
) -> None:
    answer = grace.post(f"{HERE}/members", {"who": who})
    assert (answer.status_code, says in answer.text) == (422, True)
    assert f'value="{who}"' in answer.text or not who
    assert members(session) == [1, 2, 3, 4]


def test_one_of_those_who_are_called_alike_is_picked(grace: HouseClient, session: Session) -> None:
    numbers = [a_person(session, name) for name in ("Sam Oak", "Sam Ash")]
    session.commit()
    offered = grace.post(f"{HERE}/members", {"who": "sam"})
    assert re.findall(r'name="chosen" value="(\d+)"', offered.text) == [
        *map(str, reversed(numbers))
    ]
    assert "Sam Ash is in the group now." in (
        grace.follow(f"{HERE}/members", {"chosen": str(numbers[1])}).text
    )
    assert members(session) == [1, 2, 3, 4, numbers[1]]


def test_an_address_means_whoever_gets_its_mail_and_not_who_is_called_so(
    grace: HouseClient, session: Session
) -> None:
    for address in (CAROL.address, "new@example.org"):
        a_person(session, address)
    session.commit()
    assert (
        "Carol is in the group now." in grace.follow(f"{HERE}/members", {"who": CAROL.address}).text
    )
    answer = grace.post(f"{HERE}/members", {"who": "new@example.org"})
    assert (answer.status_code, NOBODY in answer.text) == (422, True)
    assert 'name="chosen"' not in answer.text
    assert members(session) == [1, 2, 3, 4, CAROL.id]


@pytest.mark.parametrize("who", ["a\0" * 6_000, "\ufffd" * 9_000, ""])
def test_whoever_was_picked_and_is_not_there_is_nobody(
    grace: HouseClient, session: Session, who: str
) -> None:
    answer = grace.post(f"{HERE}/members", {"chosen": "999999", "who": who})
    assert (answer.status_code, NOBODY in answer.text) == (422, True)
    assert members(session) == [1, 2, 3, 4]


@pytest.mark.parametrize("name", ["\u200e", "\u00ad\u200b", "\u2800", "\u3164"])
@pytest.mark.parametrize("path", ["/groups/new", f"{HERE}/about", "/spaces/new"])
def test_a_name_can_be_seen(grace: HouseClient, path: str, name: str) -> None:
    told = {"purpose": "To rest.", "readers": "everyone", "writers": "everyone"}
    answer = grace.post(path, {"name": name, **told})
    assert (answer.status_code, "Give it a name" in answer.text) == (422, True)


def test_a_group_shows_a_space_of_organisers_to_those_alone(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    closed = {
        "ground_rules": "",
        "group_id": CLOSED_GROUP,
        "readers": "organisers",
        "writers": "everyone",
    }
    session.add(Space(key="worries", name="Our worries", purpose="", position=9, **closed))
    session.commit()
    seen = [("Our worries" in who.get(HERE).text) for who in (amina, grace)]
    assert seen == [False, True]
    assert [who.get("/spaces/worries").status_code for who in (amina, grace)] == [404, 200]


def test_who_may_not_know_learns_nothing_about_an_address(
    amina: HouseClient, carol: HouseClient
) -> None:
    """Known or not, the answer is the same, and nobody can tell from it."""
    for client, status in ((amina, 403), (carol, 404)):
        answers = []
        for who in ("carol@example.org", "nobody@example.org"):
            answer = client.post(f"{HERE}/members", {"who": who})
            reference = answer.headers["X-Request-Id"]
            answers.append(answer.text.replace(reference, "").replace(who, ""))
            assert answer.status_code == status
        assert answers[0] == answers[1]


def test_somebody_is_taken_out_kindly(
    grace: HouseClient, amina: HouseClient, session: Session
) -> None:
    thread = a_thread(session, by=BEN, space=CLOSED_SPACE)
    words = ("Ben wrote in “A thread”.", f"/threads/{thread.id}")
    for who in (AMINA, BEN):
        give_notice(session, who.id, key_of_thread(thread.id), *words)
    session.commit()
    before = grace.get(f"{HERE}/members/1")
    assert "Amina gets a notice" in before.text
    page = grace.follow(f"{HERE}/members/1/remove")
    assert "Amina is not in the group any more." in page.text
    assert members(session) == [2, 3, 4]
    assert [amina.get(path).status_code for path in (HERE, "/spaces/closed")] == [404, 404]
    [(said, url)] = told(session, AMINA.id)
    assert (str(said).startswith("You are not in the group “Closed group” any more."), url) == (
        True,
        "/groups",
    )
    assert told(session, BEN.id) == [words]
    assert grace.post(f"{HERE}/members/1/remove").status_code == 404
    assert grace.get(f"{HERE}/members/5").status_code == 404


def test_one_leaves_by_oneself_and_nobody_is_told(amina: HouseClient, session: Session) -> None:
    assert "nobody asks why" in amina.get(f"{HERE}/leaving").text
    page = amina.follow(f"{HERE}/leave")
    assert "You have left the group “Closed group”." in page.text
    assert members(session) == [2, 3, 4]
    assert rows(session, select(Notice.id)) == []
    assert rows(session, select(AuditLine.what, AuditLine.person_id)) == [("group_left", AMINA.id)]
    assert amina.post(f"{HERE}/leave").status_code == 404
