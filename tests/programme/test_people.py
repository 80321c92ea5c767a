"""Who has done this: people are found by what they listed, and a block is respected in SQL."""

import re

import pytest
from sqlalchemy.orm import Session

from accounts.actions.mutes import block_person, mute_person
from programme.actions import add_entry
from tests.cast import AMINA, BEN, CAROL, DEV, Member
from tests.client import HouseClient


def found_at(client: HouseClient, query: str = "") -> list[str]:
    """The names and words on the page, in order."""
    page = client.get(f"/people{query}").text
    entries = re.findall(r'<li class="thread">.*?<bdi>(.*?)</bdi>.*?<p>(.*?)</p>', page, re.S)
    return [f"{name}: {words}" for name, words in entries]


def lists(session: Session, who: Member, challenge: int | None, interest: str, words: str) -> int:
    number = add_entry(session, who.id, challenge, interest, words).id
    session.commit()
    return number


@pytest.fixture
def listed(session: Session) -> None:
    lists(session, AMINA, 3, "Bread", "Baked.")
    lists(session, BEN, None, "Gardens", "Dug.")
    lists(session, CAROL, 3, "", "Taught.")
    lists(session, DEV, 10, "Café gardening", "Planted.")


@pytest.mark.usefixtures("listed")
@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Dev: Planted.", "Carol: Taught.", "Ben: Dug.", "Amina: Baked."]),
        (
            "?challenge=&interest=",
            ["Dev: Planted.", "Carol: Taught.", "Ben: Dug.", "Amina: Baked."],
        ),
        ("?challenge=3", ["Carol: Taught.", "Amina: Baked."]),
        ("?interest=GARDEN", ["Dev: Planted.", "Ben: Dug."]),
        ("?interest=cafe", ["Dev: Planted."]),
        ("?challenge=10&interest=garden", ["Dev: Planted."]),
        ("?challenge=4", []),
        ("?interest=%25", []),
        ("?interest=_", []),
        ("?challenge=nonsense", ["Dev: Planted.", "Carol: Taught.", "Ben: Dug.", "Amina: Baked."]),
    ],
)
def test_looking_for_people(amina: HouseClient, query: str, found: list[str]) -> None:
    assert found_at(amina, query) == found


@pytest.mark.usefixtures("listed")
def test_who_blocked_somebody_is_not_found_by_them(
    session: Session, ben: HouseClient, carol: HouseClient
) -> None:
    everyone = ["Dev: Planted.", "Carol: Taught.", "Ben: Dug.", "Amina: Baked."]
    assert found_at(ben) == everyone
    block_person(session, AMINA.id, BEN.id)
    mute_person(session, CAROL.id, BEN.id)
    session.commit()
    assert found_at(ben) == ["Dev: Planted.", "Carol: Taught.", "Ben: Dug."]
    assert found_at(ben, "?challenge=3") == ["Carol: Taught."]
    assert found_at(ben, "?interest=bread") == []
    # Not even the word she chose is there, which nobody else has named.
    assert "Bread" not in ben.get("/people").text
    assert "Bread" in carol.get("/people").text
    assert "Amina: Baked." in found_at(carol)


@pytest.mark.usefixtures("listed")
def test_whom_one_would_rather_not_read_is_left_out(session: Session, ben: HouseClient) -> None:
    mute_person(session, BEN.id, DEV.id)
    block_person(session, BEN.id, CAROL.id)
    session.commit()
    assert found_at(ben) == ["Ben: Dug.", "Amina: Baked."]


@pytest.mark.usefixtures("listed")
def test_the_page_says_what_to_look_for(amina: HouseClient) -> None:
    page = amina.get("/people?challenge=3&interest=%22%3Cb%3E").text
    named = re.search(r"Interests that people have named: (.*?)</p>", page)
    assert named
    assert re.findall(r'href="([^"]+)">(.*?)</a>', named.group(1)) == [
        ("/people?interest=Bread", "Bread"),
        ("/people?interest=Caf%C3%A9%20gardening", "Café gardening"),
        ("/people?interest=Gardens", "Gardens"),
    ]
    assert '<option value="3" selected>' in page
    assert 'value="&#34;&lt;b&gt;"' in page
    assert "Nobody has listed this yet." in page


def test_nobody_listed_anything(amina: HouseClient) -> None:
    assert "Nobody has listed anything yet." in amina.get("/people").text
    assert "Nothing so far." in amina.get("/account/directory").text


def test_pages_hold_each_once_and_keep_what_was_asked(session: Session, amina: HouseClient) -> None:
    for number in range(30):
        who = (BEN, CAROL)[number % 2]
        lists(session, who, 3, "Tea & cake", f"Did {number:02}.")
        lists(session, AMINA, 4, "", f"Other {number}.") if number < 5 else None
    query = "?challenge=3&interest=tea+%26+cake"
    page = amina.get(f"/people{query}").text
    older = re.search(r'href="(/people\?[^"]+after=[^"]+)"', page)
    assert older
    address = older.group(1).replace("&amp;", "&")
    both = found_at(amina, query) + found_at(amina, address.removeprefix("/people"))
    assert [one[-8:] for one in both] == [
        f" Did {number:02}."[-8:] for number in reversed(range(30))
    ]
    beyond = amina.get("/people?challenge=3&after=0-1").text
    assert "That was the last of them." in beyond
