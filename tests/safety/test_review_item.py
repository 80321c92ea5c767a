"""The page of one item: the whole thing, who told us, what happened, what can be done."""

import re

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from forum.models import Post
from safety.actions.decisions import claim_item
from safety.actions.holds import let_go
from safety.actions.items import Seen
from tests.cast import AMINA, DEV, GRACE
from tests.client import HouseClient
from tests.safety.stand_in import STAND_IN, a_held_item, a_post, a_report
from tests.world import ADA, an_administrator


def buttons(page: TestResponse) -> list[str]:
    """The buttons in the main part, by their ids."""
    main = page.text.partition("<main")[2].partition("</main>")[0]
    return re.findall(r'<button[^>]*\sid="([\w-]+)"', main)


def test_it_holds_all_that_a_moderator_needs(dev: HouseClient, session: Session) -> None:
    post_id = a_post(session, title="Sleep", text="*All* of the words.")
    report = a_report(session, post_id, category="private", words="My <b>street</b> is in it.")
    a_report(session, post_id, by=GRACE, category="unkind")
    session.execute(update(Post).values(html="<p>Changed words.</p>"))
    session.commit()
    page = dev.get(f"/moderation/{report.item_id}")
    text = " ".join(page.text.split())
    for shown in (
        'By <bdi>Ben</bdi>, in <a href="/threads/',
        "Others can see it now.",
        "<p>Changed words.</p>",
        "<p><em>All</em> of the words.</p>",
        "It has private details about somebody",
        "told by <bdi>Amina</bdi>",
        "told by <bdi>Grace</bdi>",
        report.reference,
        "My &lt;b&gt;street&lt;/b&gt; is in it.",
        "<bdi>Amina</bdi> told us about it",
    ):
        assert shown in text, shown
    assert re.findall(r'name="version" value="(\d+)"', page.text) == ["2"] * 4
    assert buttons(page) == ["state-button", "let-be-button", "hide-button", "restrict-button"]


def test_words_that_have_not_changed_are_shown_once(dev: HouseClient, session: Session) -> None:
    report = a_report(session, a_post(session, text="Only once."))
    session.commit()
    page = dev.get(f"/moderation/{report.item_id}")
    assert page.text.count("Only once.") == 1
    assert "The words have not changed since." in page.text


def test_what_was_held_says_why(dev: HouseClient, session: Session) -> None:
    item_id = a_held_item(
        session, a_post(session), why="rule", because="There is a phone number in it."
    )
    session.commit()
    page = dev.get(f"/moderation/{item_id}")
    assert page.text.count("There is a phone number in it.") == 2
    assert "Others can't see it now." in page.text
    assert "Who told us" not in page.text
    assert ">Let others see it</button>" in page.text


def test_whose_an_anonymous_thing_is_stays_hidden(dev: HouseClient, session: Session) -> None:
    plain = a_report(session, a_post(session))
    report = a_report(session, a_post(session, anonymous=True))
    session.commit()
    # The name would be there, if it were not anonymous.
    assert "<bdi>Ben</bdi>" in dev.get(f"/moderation/{plain.item_id}").text
    page = dev.get(f"/moderation/{report.item_id}")
    assert "By <bdi>Somebody</bdi>" in page.text
    assert "Ben" not in page.text


def test_whoever_told_us_does_not_decide(
    dev: HouseClient, visitor: HouseClient, session: Session
) -> None:
    an_administrator(session)
    report = a_report(session, a_post(session), by=DEV)
    session.commit()
    page = dev.get(f"/moderation/{report.item_id}")
    assert "You told us about this yourself, so somebody else decides." in page.text
    assert buttons(page) == []
    typed = {"version": "1", "decision": "no_action", "days": "7", "told_why": "Because."}
    for door in ("claim", "release", "decision", "restriction", "restriction/end", "reopen"):
        assert dev.post(f"/moderation/{report.item_id}/{door}", typed).status_code == 403
    ada = visitor.as_(ADA)
    assert ada.post(f"/moderation/{report.item_id}/decision", typed).status_code == 303


@pytest.mark.parametrize("door", ["claim", "release", "decision", "reopen", "restriction"])
def test_nobody_decides_about_their_own_words(
    dev: HouseClient, session: Session, door: str
) -> None:
    item_id = a_report(session, a_post(session, by=DEV), by=AMINA).item_id
    session.commit()
    typed = {"version": "1", "decision": "no_action", "days": "7", "told_why": "Because."}
    assert dev.post(f"/moderation/{item_id}/{door}", typed).status_code == 404


def test_what_its_author_took_back(dev: HouseClient, session: Session) -> None:
    waits = a_held_item(session, a_post(session, text="Taken."))
    gone = a_report(session, a_post(session, text="Taken as well."))
    session.execute(update(Post).values(state="withdrawn"))
    let_go(session, STAND_IN, gone.thing_id)
    session.commit()
    page = dev.get(f"/moderation/{waits}")
    assert "It is not there any more: its author took it back." in page.text
    assert ">Close this</button>" in page.text
    assert "hide-button" not in buttons(page)
    settled = dev.get(f"/moderation/{gone.item_id}")
    assert "This was settled" in settled.text
    assert buttons(settled) == ["restrict-button"]
    # The snapshot is kept.
    assert "Taken as well." in settled.text
    assert "Taken" not in dev.get("/moderation/decided").text


def test_somebody_else_is_looking(dev: HouseClient, session: Session) -> None:
    an_administrator(session)
    item_id = a_report(session, a_post(session)).item_id
    claim_item(session, Seen(item_id, 1, ADA.id))
    session.commit()
    page = dev.get(f"/moderation/{item_id}")
    assert "<bdi>Ada</bdi> is looking at this" in page.text
    assert ">Take it over</button>" in page.text
    assert buttons(page) == ["state-button", "restrict-button"]


def test_htmx_gets_the_item_alone(dev: HouseClient, session: Session) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    answer = dev.get(f"/moderation/{item_id}", htmx=True)
    assert answer.text.lstrip().startswith('<div id="item"')
