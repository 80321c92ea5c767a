"""The naughty strings in every field for words, as the reporter and as moderators see them."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import Database
from safety.models import Report, Restriction, ReviewItem
from tests.client import HouseClient, faults_of
from tests.corpora import naughty
from tests.hostile import forget_tries, send_form
from tests.reading import rows
from tests.safety.stand_in import STAND_IN, a_post

EVERY = 7


def test_naughty_words_are_kept_and_shown_as_words(
    amina: HouseClient, dev: HouseClient, database: Database, session: Session
) -> None:
    strings = naughty()[::EVERY]
    assert len(strings) > 60
    posts = [a_post(session, text=text or "Empty") for text in strings]
    session.commit()
    for number, (post_id, text) in enumerate(zip(posts, strings, strict=True)):
        if number % 15 == 0:
            forget_tries(database)
        told = {"category": "other", "more": text}
        assert send_form(amina, f"/reports/{STAND_IN}/{post_id}", told) == 303
        [(item_id,)] = rows(session, select(ReviewItem.id).where(ReviewItem.thing_id == post_id))
        door = f"/moderation/{item_id}"
        asked = {"version": "1", "days": "7", "told_why": text}
        restricted = send_form(dev, f"{door}/restriction", asked)
        hides = {"decision": "hidden", "picked": "other", "own_words": text}
        version = "2" if restricted == 303 else "1"
        hidden = send_form(dev, f"{door}/decision", {**hides, "version": version})
        assert {restricted, hidden} <= {303, 422}
        page = dev.browser.get(door).get_data(as_text=True)
        assert faults_of(page, fragment=False) == []
    for (reference,) in rows(session, select(Report.reference)):
        page = amina.browser.get(f"/reports/{reference}").get_data(as_text=True)
        assert faults_of(page, fragment=False) == []
    for client, path in ((dev, "/moderation"), (dev, "/moderation/decided"), (amina, "/notices")):
        page = client.browser.get(path).get_data(as_text=True)
        assert faults_of(page, fragment=False) == []
    assert len(rows(session, select(Restriction.id))) > 55
    assert len(rows(session, select(ReviewItem.id).where(ReviewItem.state == "hidden"))) > 55
