"""Decide about an item: what changes, who is told what, and what happens to whoever is late."""

import json
import re

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import AuditLine
from forum.models import Post
from safety.actions.decisions import Decision, decide_item
from safety.actions.items import Seen
from safety.models import Report, ReviewEvent
from safety.rules.items import HIDE_REASONS
from tests.cast import AMINA, BEN, DEV, GRACE
from tests.client import HouseClient
from tests.reading import rows
from tests.safety.decisions import HIDE, door, state_of, told
from tests.safety.stand_in import a_held_item, a_post, a_report


def test_let_through(dev: HouseClient, session: Session) -> None:
    post_id = a_post(session, text="Secret words.", title="Secret title")
    item_id = a_held_item(session, post_id)
    session.commit()
    answer = dev.post(door(item_id), {"version": "1", "decision": "approved"})
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/moderation/{item_id}"
    page = dev.get(f"/moderation/{item_id}")
    assert ">Others can see it now. Its author is told.</div>" in page.text
    assert "<bdi>Dev</bdi> decided this" in page.text
    assert state_of(session) == ("approved", 2, True, DEV.id, None)
    [(state, thread_id)] = rows(session, select(Post.state, Post.thread_id))
    assert state == "live"
    assert told(session) == {
        BEN.id: [
            (
                "A moderator has read your post. Others can see it now. Thank you for waiting.",
                f"/threads/{thread_id}",
            )
        ]
    }
    history = select(
        *(ReviewEvent.version, ReviewEvent.what, ReviewEvent.by_id, ReviewEvent.words)
    ).order_by(ReviewEvent.id)
    because = "A moderator reads everybody's first 3 posts before others do."
    assert rows(session, history) == [
        (1, "held", None, because),
        (2, "approved", DEV.id, ""),
    ]
    said = select(AuditLine.what, AuditLine.person_id, AuditLine.thing_id)
    assert rows(session, said.where(AuditLine.thing == "review_item").order_by(AuditLine.id)) == [
        ("thing_held", None, item_id),
        ("item_approved", DEV.id, item_id),
    ]


def test_hidden(dev: HouseClient, session: Session) -> None:
    post_id = a_post(session, text="Secret words.", title="Secret title")
    first = a_report(session, post_id, by=AMINA, words="Amina's words.")
    second = a_report(session, post_id, by=GRACE)
    session.commit()
    answer = dev.post(door(first.item_id), {"version": "2", **HIDE}, htmx=True)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "announce": {"text": "It is hidden. Its author is told why, and not by whom."}
    }
    assert re.search(r"<h2[^>]* data-focus>It is hidden</h2>", answer.text)
    reason = "It has private details in it. Please leave out the <street>."
    assert state_of(session) == ("hidden", 3, False, DEV.id, reason)
    [(state, because, thread_id)] = rows(
        session, select(Post.state, Post.state_because, Post.thread_id)
    )
    assert (state, because) == ("hidden", reason)
    thanks = "We looked, and we have hidden the post."
    assert told(session) == {
        BEN.id: [
            (
                (
                    "A moderator has hidden your post, so others can't see it now. "
                    "It has private details in it. Here is what they wrote to you. "
                    "You can change it and send it again, or talk to the team."
                ),
                f"/threads/{thread_id}",
            )
        ],
        AMINA.id: [
            (
                f"Thank you for telling us ({first.reference}). {thanks}",
                f"/reports/{first.reference}",
            )
        ],
        GRACE.id: [
            (
                f"Thank you for telling us ({second.reference}). {thanks}",
                f"/reports/{second.reference}",
            )
        ],
    }
    assert rows(session, select(Report.outcome).distinct()) == [("hidden",)]


def test_left_as_it_is(dev: HouseClient, session: Session) -> None:
    report = a_report(session, a_post(session), by=AMINA)
    session.commit()
    answer = dev.post(door(report.item_id), {"version": "1", "decision": "no_action"})
    assert answer.status_code == 303
    assert state_of(session) == ("no_action", 2, True, DEV.id, None)
    assert rows(session, select(Post.state)) == [("live",)]
    # Its author hears nothing: nothing has changed for them.
    assert told(session) == {
        AMINA.id: [
            (
                (
                    f"Thank you for telling us ({report.reference}). We looked, and the post can "
                    "stay as it is. If you see that differently, please talk to the team."
                ),
                f"/reports/{report.reference}",
            )
        ]
    }


def test_nothing_that_is_told_holds_words_or_names(dev: HouseClient, session: Session) -> None:
    """Neither the thing's words nor its title, nor who told us, nor which moderator it was."""
    post_id = a_post(session, text="Marker words.", title="Marker title")
    item_id = a_report(session, post_id, by=AMINA, words="Marker report.").item_id
    session.commit()
    # The moderator sees all of them.
    page = dev.get(f"/moderation/{item_id}").text
    assert all(mark in page for mark in ("Marker words.", "Marker title", "Marker report."))
    dev.post(door(item_id), {"version": "1", **HIDE})
    everything = json.dumps(told(session))
    assert len(told(session)) == 2
    for mark in ("Marker", "Amina", "Dev"):
        assert mark not in everything


def test_when_it_is_decided_nobody_is_called_any_more(dev: HouseClient, session: Session) -> None:
    report = a_report(session, a_post(session), category="danger")
    session.commit()
    assert DEV.id in told(session)
    dev.post(door(report.item_id), {"version": "1", "decision": "no_action"})
    assert DEV.id not in told(session)


@pytest.mark.parametrize(
    ("held", "decision"), [(True, "no_action"), (False, "approved")], ids=["held", "reported"]
)
def test_what_is_not_offered_is_refused(
    dev: HouseClient, session: Session, held: bool, decision: str
) -> None:
    post_id = a_post(session)
    item_id = a_held_item(session, post_id) if held else a_report(session, post_id).item_id
    session.commit()
    answer = dev.post(door(item_id), {"version": "1", "decision": decision})
    assert answer.status_code == 409
    assert state_of(session)[:2] == ("pending", 1)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"picked": ""}, "Pick the reason that fits best."),
        ({"own_words": " "}, "Write a sentence or two. The person will read them."),
        ({"own_words": "w" * 1_002}, "Please take out 2."),
    ],
)
def test_a_reason_is_needed_and_what_was_typed_comes_back(
    dev: HouseClient, session: Session, typed: dict[str, str], says: str, *, htmx: bool
) -> None:
    item_id = a_report(session, a_post(session)).item_id
    session.commit()
    sent = {**HIDE, **typed, "version": "1"}
    answer = dev.post(door(item_id), sent, htmx=htmx)
    assert answer.status_code == 422
    assert says in answer.text
    kept = sent["own_words"].replace("<", "&lt;").replace(">", "&gt;").strip()
    assert f">\n{kept}</textarea>" in answer.text
    assert len(re.findall(r'name="picked"[^>]* checked', answer.text)) == bool(sent["picked"])
    assert state_of(session)[:2] == ("pending", 1)


def test_a_new_report_opens_it_again_and_loses_nothing(dev: HouseClient, session: Session) -> None:
    post_id = a_post(session)
    first = a_report(session, post_id, words="First time.")
    session.commit()
    dev.post(door(first.item_id), {"version": "1", "decision": "no_action"})
    second = a_report(session, post_id, words="Second time.", category="danger")
    session.commit()
    assert second.item_id == first.item_id
    assert second.reference != first.reference
    assert state_of(session) == ("pending", 3, True, None, None)
    page = dev.get(f"/moderation/{first.item_id}").text
    assert all(words in page for words in ("First time.", "Second time.", "left it as it is"))
    assert rows(
        session, select(ReviewEvent.version, ReviewEvent.what).order_by(ReviewEvent.id)
    ) == [
        (1, "reported"),
        (2, "no_action"),
        (3, "reported"),
    ]
    dev.post(door(first.item_id), {"version": "3", **HIDE})
    assert rows(session, select(Report.outcome).order_by(Report.id)) == [
        ("no_action",),
        ("hidden",),
    ]


def test_each_reason_reaches_the_author(session: Session) -> None:
    for key, _, sentence in HIDE_REASONS:
        report = a_report(session, a_post(session, text=key))
        decision = Decision("hidden", sentence, "In my words.")
        decide_item(session, Seen(report.item_id, 1, DEV.id), decision)
    session.commit()
    assert [
        words.count(sentence)
        for (words, _), (_, _, sentence) in zip(told(session)[BEN.id], HIDE_REASONS, strict=True)
    ] == [1] * len(HIDE_REASONS)
