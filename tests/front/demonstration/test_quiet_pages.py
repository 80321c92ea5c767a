"""The pages that anyone can read: sound on an empty network, and true figures on a full one."""

import pytest

from bookings.models import Rating
from bookings.rules.registers import REGISTER_DAYS
from tests.cast import AMINA
from tests.client import HouseClient
from tests.factories import a_session_held

QUIET = ["/", "/about", "/ground-rules", "/privacy", "/accessibility", "/help-now"]


def words(answer) -> str:
    return " ".join(answer.get_data(as_text=True).split())


@pytest.fixture
def full(house, seeded, ledger) -> HouseClient:
    """A visitor's browser on the seeded network."""
    house.extensions["database"] = seeded
    return HouseClient(house, ledger)


@pytest.mark.parametrize("path", QUIET)
def test_a_visitor_reads_every_quiet_page(visitor, path):
    assert visitor.get(path).status_code == 200


@pytest.mark.parametrize("path", QUIET)
def test_a_member_reads_every_quiet_page(amina, path):
    assert amina.get(path).status_code == 200


def test_an_empty_network_boasts_of_nothing(visitor):
    page = words(visitor.get("/"))
    assert 'id="figures-h"' not in page
    assert 'href="/sign-in"' in page


def test_the_welcome_says_the_figures_with_part_whole_and_range(full):
    page = words(full.get("/"))
    assert (
        "We have held 9 learning sets. People came 450 times: 383 different people in all." in page
    )
    assert "Of the 450 answers, 90 (20%) were" in page
    assert "342 of 360 ratings (95%) were Excellent or Very good." in page
    assert "For now, the real share is most likely between 92% and 97%." in page


def test_one_person_at_one_set_reads_as_one(visitor, session):
    held = a_session_held(session, (AMINA,), days_ago=REGISTER_DAYS + 1)
    session.add(
        Rating(
            session_id=held.id,
            key="k",
            rating="good",
            worked_well="",
            would_change="",
            released=False,
        )
    )
    session.commit()
    page = words(visitor.get("/"))
    assert "We have held 1 learning set. One person came." in page
    assert "ratings" not in page


@pytest.mark.parametrize(
    "number",
    [
        "tel:999",
        "tel:112",
        "tel:111",
        "tel:116123",
        "tel:08088088000",
        "sms:85258?body=SHOUT",
        "sms:50808",
    ],
)
def test_help_now_says_each_number_itself_and_not_only_in_the_footer(visitor, number):
    page = words(visitor.get("/help-now")).partition("<footer")[0]
    assert f'href="{number}"' in page
