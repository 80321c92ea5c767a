"""What a session was rated: nothing under five answers, then the figures, then the words."""

import re
from math import sqrt

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from bookings.models import Event, EventSession, Rating
from bookings.rules.ratings import FEWEST_SHOWN
from tests.cast import AMINA, BEN, CLOSED_GROUP, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_session_held
from tests.world import ADA, an_administrator


def rated(session: Session, held: EventSession, *ratings: str) -> None:
    for number, rating in enumerate(ratings):
        session.add(
            Rating(
                session_id=held.id,
                key=f"key{number}",
                rating=rating,
                worked_well=f"Worked {9 - number} <b>",
                would_change="Longer breaks." if number == 0 else "",
                released=len(ratings) >= FEWEST_SHOWN,
            )
        )
    session.flush()


def test_four_answers_show_nothing_but_the_reason(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA, BEN, DEV))
    rated(session, held, "excellent", "excellent", "poor", "good")
    session.commit()
    main = (
        grace.get(f"/sessions/{held.id}/ratings").text.partition("<main")[2].partition("</main>")[0]
    )
    words = " ".join(re.sub(r"<[^>]+>", " ", main.partition("</h1>")[2]).split())
    assert words.endswith(
        "Fewer than 5 people have answered so far. With so few, someone could guess who said what, "
        "so we show nothing yet. 3 people were marked present."
    )
    for leak in ("Worked", "Longer", "Excellent", "Poor", "%", "<svg", "<table", "4 "):
        assert leak not in main.partition("Fewer than")[2]


def test_the_same_page_whatever_the_four_said(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA, BEN, DEV))
    session.commit()
    empty = grace.get(f"/sessions/{held.id}/ratings").text
    rated(session, held, "poor", "poor", "poor", "poor")
    session.commit()
    assert grace.get(f"/sessions/{held.id}/ratings").text == empty


def test_the_fifth_answer_reveals_the_figures(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA, BEN, DEV))
    rated(session, held, "excellent", "very_good", "very_good", "good", "poor")
    session.commit()
    text = grace.get(f"/sessions/{held.id}/ratings").text
    z2 = 1.959963984540054**2
    middle, half = (3 + z2 / 2) / (5 + z2), sqrt(z2 * (3 * 2 / 5 + z2 / 4)) / (5 + z2)
    assert (
        "3 of 5 people (60%) said Excellent or Very good. The more people answer, the surer we can "
        f"be. For now, the real share is most likely between {round(100 * (middle - half))}% and "
        f"{round(100 * (middle + half))}%."
    ) in text
    assert "<p>5 people answered.</p>" in text
    table = re.findall(
        r'</svg>([^<]+)</th><td class="number">(\d+)</td><td class="number">(\d+)%</td>', text
    )
    assert table == [
        ("Excellent", "1", "20"),
        ("Very good", "2", "40"),
        ("Good", "1", "20"),
        ("Fair", "0", "0"),
        ("Poor", "1", "20"),
    ]
    bars = re.findall(r'<rect class="step-(\d)" [^>]*x="([\d.]+)" width="([\d.]+)"', text)
    assert [(step, float(x), float(width)) for step, x, width in bars] == [
        ("5", 0.0, 20.0),
        ("4", 20.0, 40.0),
        ("3", 60.0, 20.0),
        ("2", 80.0, 0.0),
        ("1", 80.0, 20.0),
    ]


def test_words_stand_in_an_order_that_tells_nothing(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA,))
    rated(session, held, *["good"] * 5)
    session.commit()
    text = grace.get(f"/sessions/{held.id}/ratings").text
    lines = re.findall(r"<li><bdi>([^\n]+?)</bdi></li>", text)
    assert lines == [*(f"Worked {number} &lt;b&gt;" for number in range(5, 10)), "Longer breaks."]


def test_halves_are_rounded_up(grace: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA,))
    rated(session, held, "excellent", *["good"] * 7)
    session.commit()
    text = grace.get(f"/sessions/{held.id}/ratings").text
    assert "1 of 8 people (13%)" in text
    assert re.findall(r'class="number">(\d+)%</td>', text) == ["13", "0", "88", "0", "0"]


def test_another_sessions_answers_do_not_count(grace: HouseClient, session: Session) -> None:
    held, other = (a_session_held(session, (AMINA,)) for _ in "ab")
    rated(session, held, "good", "good")
    rated(session, other, "good", "good", "good")
    session.commit()
    for session_id in (held.id, other.id):
        assert "we show nothing yet" in grace.get(f"/sessions/{session_id}/ratings").text


@pytest.mark.parametrize(
    ("who", "status"), [(None, 303), (AMINA, 403), (DEV, 403), (BEN, 200), (GRACE, 200), (ADA, 200)]
)
def test_who_sees_it(visitor: HouseClient, session: Session, who: object, status: int) -> None:
    """Ben facilitates; Grace is an organiser, though not of this one; Ada runs the site."""
    an_administrator(session)
    held = a_session_held(session, (AMINA,))
    event = session.get_one(Event, held.event_id)
    event.organiser_id = BEN.id
    rated(session, held, *["good"] * 5)
    session.commit()
    client = visitor.as_(who) if who else visitor  # type: ignore[arg-type]
    assert client.get(f"/sessions/{held.id}/ratings").status_code == status


def test_an_outsider_finds_nothing(carol: HouseClient, session: Session) -> None:
    held = a_session_held(session, (AMINA,))
    session.execute(update(Event).values(group_id=CLOSED_GROUP))
    session.commit()
    assert carol.get(f"/sessions/{held.id}/ratings").status_code == 404
