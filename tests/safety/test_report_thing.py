"""Tell the moderators about something, with htmx and without."""

import json
import re

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Notice
from core.audit import AuditLine
from forum.models import Post
from safety.models import Report, ReviewEvent, ReviewItem
from safety.rules.reports import CATEGORIES
from tests.cast import AMINA, BEN, CLOSED_SPACE, DEV, GRACE
from tests.client import HouseClient
from tests.reading import count, rows
from tests.safety.stand_in import STAND_IN, a_post, a_report
from tests.world import ADA, an_administrator

TYPED = {"category": "unkind", "more": "It made me <sad>."}
REFERENCE = r"R-[234679CDFHJKMNPQRTVWXY]{4}-[234679CDFHJKMNPQRTVWXY]{2}"


def address(post_id: int, kind: str = STAND_IN) -> str:
    return f"/reports/{kind}/{post_id}"


def test_the_page_offers_the_categories_and_the_numbers(
    amina: HouseClient, session: Session
) -> None:
    post_id = a_post(session, title="Sleep", text="Words nobody need repeat.")
    session.commit()
    page = amina.get(address(post_id))
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert re.findall(r'name="category"[^>]*value="(\w+)"', main) == [key for key, _ in CATEGORIES]
    assert {"tel:999", "tel:111", "tel:116123", "/help-now"} <= set(
        re.findall(r'href="([^"]+)"', main)
    )
    assert "It is by <bdi>Ben</bdi>, in Sleep." in main
    assert "usually within two days" in main
    assert "Words nobody need repeat." not in main


def test_it_leads_to_a_page_with_the_reference(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session, text="*Some* words.")
    session.commit()
    answer = amina.post(address(post_id), TYPED)
    [(reference, item_id)] = rows(session, select(Report.reference, Report.item_id))
    assert re.fullmatch(REFERENCE, reference)
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/reports/{reference}"
    page = amina.get(f"/reports/{reference}")
    assert f">Thank you for telling us. Your reference is {reference}.</div>" in page.text
    assert "It made me &lt;sad&gt;." in page.text
    assert rows(
        session,
        select(
            *(Report.kind, Report.thing_id, Report.reporter_id, Report.category, Report.words),
            *(Report.snapshot_html, Report.snapshot_words, Report.outcome),
        ),
    ) == [
        (
            *(STAND_IN, post_id, AMINA.id, "unkind", "It made me <sad>."),
            *("<p><em>Some</em> words.</p>\n", "Some words.", None),
        )
    ]
    assert rows(
        session,
        select(
            *(ReviewItem.id, ReviewItem.author_id, ReviewItem.why, ReviewItem.because),
            *(ReviewItem.first_line, ReviewItem.live, ReviewItem.turn),
            *(ReviewItem.state, ReviewItem.version),
        ),
    ) == [
        (
            *(item_id, BEN.id, "report", "Somebody told us about it."),
            *("Some words.", True, 1, "pending", 1),
        )
    ]
    assert rows(session, select(ReviewEvent.what, ReviewEvent.by_id, ReviewEvent.version)) == [
        ("reported", AMINA.id, 1)
    ]
    [(report_id,)] = rows(session, select(Report.id))
    said = select(AuditLine.person_id, AuditLine.thing, AuditLine.thing_id)
    assert rows(session, said.where(AuditLine.what == "thing_reported")) == [
        (AMINA.id, "report", report_id)
    ]


def test_htmx_gets_the_reference_in_place_of_the_form(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session)
    session.commit()
    answer = amina.post(address(post_id), TYPED, htmx=True)
    [(reference,)] = rows(session, select(Report.reference))
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<section id="report"')
    assert f"data-focus>Your reference is {reference}</h2>" in answer.text
    assert "<form" not in answer.text
    assert json.loads(answer.headers["HX-Trigger"]) == {
        "announce": {"text": f"Thank you for telling us. Your reference is {reference}."}
    }


def test_pressing_twice_gives_the_same_reference(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session)
    session.commit()
    where = {amina.post(address(post_id), TYPED).headers["Location"] for _ in range(3)}
    assert len(where) == 1
    assert (count(session, Report), count(session, ReviewEvent)) == (1, 1)
    assert rows(session, select(ReviewItem.version)) == [(1,)]


def test_telling_more_adds_to_what_was_told(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session)
    session.commit()
    amina.post(address(post_id), TYPED)
    amina.post(address(post_id), {"category": "danger", "more": "And now I worry."})
    amina.post(address(post_id), {"category": "other", "more": ""})
    assert rows(session, select(Report.category, Report.words)) == [
        ("danger", "It made me <sad>.\n\nAnd now I worry.")
    ]
    # Whoever looks at it just now must hear of it: the version moves. It comes to the front, too.
    assert rows(session, select(ReviewItem.version, ReviewItem.turn)) == [(2, 0)]


def test_each_person_has_a_report_of_their_own(
    amina: HouseClient, grace: HouseClient, session: Session
) -> None:
    post_id = a_post(session)
    session.commit()
    amina.post(address(post_id), TYPED)
    grace.post(address(post_id), {**TYPED, "category": "selling"})
    assert rows(session, select(Report.reporter_id, Report.category).order_by(Report.id)) == [
        (AMINA.id, "unkind"),
        (GRACE.id, "selling"),
    ]
    assert rows(session, select(ReviewItem.version, ReviewItem.turn)) == [(2, 1)]


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ({"category": "", "more": "Hm."}, "Pick the one that fits best."),
        ({"category": "gossip", "more": "Hm."}, "Not a valid choice"),
        ({"category": "other", "more": "w" * 2_003}, "Please take out 3."),
    ],
)
def test_what_does_not_fit_comes_back(
    amina: HouseClient, session: Session, typed: dict[str, str], says: str, *, htmx: bool
) -> None:
    post_id = a_post(session)
    session.commit()
    answer = amina.post(address(post_id), typed, htmx=htmx)
    assert answer.status_code == 422
    assert says in answer.text
    assert f">\n{typed['more']}</textarea>" in answer.text
    assert count(session, Report) == 0


@pytest.mark.parametrize("htmx", [True, False])
def test_what_they_cannot_see_they_cannot_report(
    carol: HouseClient, amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    post_id = a_post(session, space=CLOSED_SPACE, title="Behind the door")
    held = a_post(session, title="Not yet")
    session.execute(update(Post).where(Post.id == held).values(state="pending"))
    session.commit()
    for client, path in (
        (carol, address(post_id)),
        (amina, address(post_id + 1_000)),
        (amina, address(post_id, "no-such-kind")),
        (amina, address(held)),
    ):
        for answer in (client.get(path, htmx=htmx), client.post(path, TYPED, htmx=htmx)):
            assert answer.status_code == 404, path
            assert "Behind the door" not in answer.text
            assert "Not yet" not in answer.text
    assert count(session, Report) == 0
    assert amina.post(address(post_id), TYPED, htmx=htmx).status_code < 400


@pytest.mark.parametrize("htmx", [True, False])
def test_a_visitor_gets_the_words_back(
    visitor: HouseClient, session: Session, *, htmx: bool
) -> None:
    post_id = a_post(session)
    session.commit()
    answer = visitor.post(address(post_id), TYPED, htmx=htmx)
    assert answer.status_code == 401
    assert ">\nIt made me &lt;sad&gt;.</textarea>" in answer.text


@pytest.mark.parametrize("htmx", [True, False])
def test_the_twenty_first_of_a_day_is_answered_kindly(
    amina: HouseClient, session: Session, *, htmx: bool
) -> None:
    posts = [a_post(session, text=f"Words {number}.") for number in range(21)]
    session.commit()
    for post_id in posts[:20]:
        assert amina.post(address(post_id), TYPED).status_code == 303
    answer = amina.post(address(posts[20]), TYPED, htmx=htmx)
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 86_000
    assert re.search(r"data-sentence>You have told us about many things today\.", answer.text)
    assert ">\nIt made me &lt;sad&gt;.</textarea>" in answer.text
    assert re.search(r'value="unkind"[^>]* checked', answer.text)
    assert count(session, Report) == 20


def notices(session: Session) -> list[tuple[object, ...]]:
    return rows(session, select(Notice.person_id, Notice.words, Notice.url).order_by(Notice.id))


def test_danger_calls_the_moderators(amina: HouseClient, session: Session) -> None:
    an_administrator(session)
    post_id = a_post(session, text="Very private words.")
    session.commit()
    amina.post(address(post_id), {"category": "danger", "more": "Worried words."})
    [(item_id, turn)] = rows(session, select(ReviewItem.id, ReviewItem.turn))
    assert turn == 0
    words = "Somebody may be in danger. Please look at this as soon as you can."
    assert notices(session) == [
        (DEV.id, words, f"/moderation/{item_id}"),
        (ADA.id, words, f"/moderation/{item_id}"),
    ]


def test_nobody_is_called_about_what_they_wrote_or_told(session: Session) -> None:
    an_administrator(session)
    a_report(session, a_post(session, by=DEV), by=ADA, category="danger")
    a_report(session, a_post(session), by=AMINA, category="unkind")
    session.commit()
    assert notices(session) == []


def test_what_was_told_stays_as_it_was_told(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session, text="Before.")
    session.commit()
    amina.post(address(post_id), TYPED)
    changed = {"html": "<p>After.</p>", "words": "After."}
    session.execute(update(Post).where(Post.id == post_id).values(**changed))
    session.commit()
    assert rows(session, select(Report.snapshot_words, Report.snapshot_html)) == [
        ("Before.", "<p>Before.</p>\n")
    ]
