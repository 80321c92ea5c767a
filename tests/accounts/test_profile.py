"""Somebody's own page: what its owner chose to show stands on it, and nothing else."""

import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.mutes import block_person, mute_person
from accounts.actions.profiles import change_profile
from accounts.models import Person, Profile, SignIn
from accounts.queries.profiles import Shown
from tests.accounts.people import audit_lines
from tests.cast import AMINA, BEN, DEV, GRACE, Member
from tests.client import HouseClient
from tests.factories import a_thread
from tests.reading import rows, snapshot

WHOLE = Shown("I *bake*.", "Leeds", shows_roles=True, shows_joined=True)


def has(session: Session, who: Member, shown: Shown) -> None:
    change_profile(session, who.id, shown)
    session.commit()


def main_part(client: HouseClient, who: Member) -> str:
    """What stands on the page between its frame."""
    found = re.search(r"<main.*?</main>", client.get(f"/people/{who.id}").text, re.S)
    assert found
    return found.group(0)


def test_a_page_shows_what_was_chosen(session: Session, amina: HouseClient) -> None:
    has(session, GRACE, WHOLE)
    page = main_part(amina, GRACE)
    assert '<div class="post-body" hx-ignore><p>I <em>bake</em>.</p>\n</div>' in page
    assert re.findall(r"<dt>(.*?)</dt><dd>(.*?)</dd>", page) == [
        ("From", "<bdi>Leeds</bdi>"),
        ("What they do here", "facilitator, organiser"),
        ("Here since", "1 January 2024"),
    ]


@pytest.mark.parametrize(
    ("shown", "stands"),
    [
        (Shown(), set()),
        (Shown(about="I *bake*."), {"bake"}),
        (Shown(from_where="Leeds"), {"Leeds"}),
        (Shown(shows_roles=True), {"organiser"}),
        (Shown(shows_joined=True), {"January"}),
        (WHOLE, {"bake", "Leeds", "organiser", "January"}),
    ],
)
def test_what_was_not_chosen_stands_nowhere(
    session: Session, amina: HouseClient, shown: Shown, stands: set[str]
) -> None:
    """Grace is busy: she has roles, an address, posts, a sign-in. Only what she chose is there."""
    has(session, GRACE, WHOLE)
    a_thread(session, by=GRACE, title="Planted title", replies=7)
    moment = "2019-05-04 03:02:01"
    session.execute(update(SignIn).where(SignIn.person_id == GRACE.id).values(token_hash=moment))
    session.commit()
    assert "bake" in main_part(amina, GRACE)
    has(session, GRACE, shown)
    page = main_part(amina, GRACE)
    secrets = {"bake", "Leeds", "organiser", "January", "2024", "@", "8 posts", "Planted", "2019"}
    allowed = stands | ({"2024"} if shown.shows_joined else set())
    assert {secret for secret in secrets if secret in page} == allowed


def test_nothing_chosen_is_the_page_of_somebody_who_never_chose(
    session: Session, amina: HouseClient
) -> None:
    before = main_part(amina, GRACE)
    has(session, GRACE, WHOLE)
    assert main_part(amina, GRACE) != before
    has(session, GRACE, Shown())
    assert main_part(amina, GRACE) == before
    assert "Grace is part of the network." in before


@pytest.mark.parametrize("reader", [BEN, DEV], ids=lambda who: who.name)
def test_whom_the_owner_blocked_sees_what_strangers_see_of_a_plain_page(
    session: Session, visitor: HouseClient, reader: Member
) -> None:
    """Byte for byte, a moderator too; the other pages of the site do not change either."""
    client = visitor.as_(reader)

    def whole() -> str:
        answer = client.get(f"/people/{GRACE.id}")
        assert answer.status_code == 200
        return answer.text.replace(answer.headers["X-Request-Id"], "")

    without = whole()
    has(session, GRACE, WHOLE)
    assert whole() != without
    block_person(session, GRACE.id, reader.id)
    session.commit()
    assert whole() == without
    assert "bake" in main_part(visitor.as_(AMINA), GRACE)


def test_whom_the_owner_muted_sees_the_page(session: Session, ben: HouseClient) -> None:
    has(session, GRACE, WHOLE)
    mute_person(session, GRACE.id, BEN.id)
    session.commit()
    assert "bake" in main_part(ben, GRACE)


def test_who_blocked_the_owner_still_sees_the_page_and_the_way_back(
    session: Session, ben: HouseClient
) -> None:
    has(session, GRACE, WHOLE)
    block_person(session, BEN.id, GRACE.id)
    session.commit()
    page = main_part(ben, GRACE)
    assert "bake" in page
    assert "You have blocked <bdi>Grace</bdi>." in page


def test_ones_own_page_has_a_way_to_change_it(session: Session, amina: HouseClient) -> None:
    page = main_part(amina, AMINA)
    assert '<a href="/account/profile">' in page
    assert "<form" not in page


def test_nobody_and_a_visitor(visitor: HouseClient, amina: HouseClient) -> None:
    assert amina.get("/people/99001").status_code == 404
    assert visitor.get(f"/people/{AMINA.id}").status_code == 303


def test_changing_what_others_see(session: Session, amina: HouseClient) -> None:
    typed = {"about": "I *sing*. <b>x</b>", "from_where": " York ", "shows_joined": "y"}
    page = amina.follow("/account/profile", typed)
    assert "This is your page now, as others see it." in page.text
    assert rows(session, select(Profile.about, Profile.about_html, Profile.about_words)) == [
        (
            "I *sing*. <b>x</b>",
            "<p>I <em>sing</em>. &lt;b&gt;x&lt;/b&gt;</p>\n",
            "I sing . <b>x</b>",
        )
    ]
    columns = (Profile.person_id, Profile.from_where, Profile.shows_roles, Profile.shows_joined)
    assert rows(session, select(*columns)) == [(AMINA.id, "York", False, True)]
    assert audit_lines(session) == [(AMINA.id, "profile_changed")]
    form = amina.get("/account/profile").text
    assert ">\nI *sing*. &lt;b&gt;x&lt;/b&gt;</textarea>" in form
    assert 'value="York"' in form
    assert len(re.findall(r'<input[^>]* name="shows_\w+"[^>]* checked', form)) == 1


def test_what_is_taken_out_is_gone(session: Session, amina: HouseClient) -> None:
    has(session, AMINA, WHOLE)
    amina.post("/account/profile", {})
    [row] = snapshot(session)["profile"].values()
    assert {name: row[name] for name in ("about", "about_html", "about_words", "from_where")} == {
        "about": "",
        "about_html": "",
        "about_words": "",
        "from_where": "",
    }
    assert (row["shows_roles"], row["shows_joined"]) == (False, False)


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"about": "w" * 3001, "from_where": "York"}, "This can be 3,000 characters at most."),
        ({"about": "Mine.", "from_where": "y" * 81}, "This can be 80 characters at most."),
    ],
)
def test_too_long_comes_back_whole(
    session: Session, amina: HouseClient, typed: dict[str, str], says: str
) -> None:
    answer = amina.post("/account/profile", typed)
    assert answer.status_code == 422
    assert says in answer.text
    assert "<title>Error: What others see of you" in answer.text
    assert f">\n{typed['about']}</textarea>" in answer.text
    assert f'value="{typed["from_where"]}"' in answer.text
    assert rows(session, select(Profile.person_id)) == []


def test_a_visitor_changes_nothing(session: Session, visitor: HouseClient) -> None:
    answer = visitor.post("/account/profile", {"about": "Mine."})
    assert (answer.status_code, "Mine." in answer.text) == (401, True)
    assert rows(session, select(Profile.person_id)) == []


def test_words_of_posts_are_not_carried_here(session: Session, amina: HouseClient) -> None:
    has(session, AMINA, Shown(about="> [quote 1]\n> Their words.\n\nMine."))
    page = main_part(amina, AMINA)
    assert ("Their words." in page, "Mine." in page) == (False, True)


def test_a_name_that_looks_like_html_is_text(session: Session, amina: HouseClient) -> None:
    session.execute(update(Person).where(Person.id == BEN.id).values(display_name="<b>Ben</b>"))
    session.commit()
    assert "<h1>&lt;b&gt;Ben&lt;/b&gt;</h1>" in amina.get(f"/people/{BEN.id}").text
