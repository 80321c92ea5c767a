"""The door that gives a person the name they chose, everywhere it stands."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from sqlalchemy.orm import Session

from accounts.actions.people import rename_person
from accounts.rules import NameTaken
from core.clock import now
from core.db import Database
from forum.actions.posts import write_reply
from forum.actions.writing import Written
from tests.accounts.people import audit_lines, everything, signed_in_as
from tests.cast import AMINA, BEN, CAROL, DEV, GRACE
from tests.client import HouseClient
from tests.factories import a_thread

TAKEN = "Somebody here already uses that name. Please choose another."


def names_in(html: str) -> list[str]:
    return [part.partition("</bdi>")[0] for part in html.split("<bdi>")[1:]]


@pytest.mark.parametrize("htmx", [True, False])
def test_the_old_name_stands_nowhere(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    thread = a_thread(session, title="Old hens", replies=1)
    write_reply(session, BEN.identity(), thread.id, Written("Mine."))
    number = thread.id
    session.commit()
    assert "Amina" in repr(everything(session))
    answer = amina.post("/account/name", {"display_name": " Aisha  <b>B</b> "}, htmx=htmx)
    assert answer.headers["HX-Redirect" if htmx else "Location"] == "/account"
    assert signed_in_as(amina) == "Aisha &lt;b&gt;B&lt;/b&gt;"
    page = amina.as_(BEN).get(f"/threads/{number}").text
    cards = [name for name in names_in(page) if name == BEN.name or name.startswith("Aisha")]
    assert cards[-3:] == ["Aisha &lt;b&gt;B&lt;/b&gt;"] * 2 + ["Ben"]
    assert "Amina" not in page
    told = repr(everything(session))
    assert ("Amina" in told, "Aisha" in told) == (False, True)
    assert audit_lines(session)[-1] == (AMINA.id, "person_renamed")


def test_the_next_page_says_so(amina: HouseClient) -> None:
    page = amina.follow("/account/name", {"display_name": "Aisha"}).text
    assert ">You are now called Aisha.</div>" in page


@pytest.mark.parametrize("name", ["Ben", "ben", "BÉN", " Ben ", "Be\u200bn", "Ｂｅｎ", "Ben\ufeff"])
def test_a_name_that_looks_like_anothers_is_taken(
    amina: HouseClient, session: Session, name: str
) -> None:
    before = everything(session)
    answer = amina.post("/account/name", {"display_name": name})
    assert (answer.status_code, answer.text.count(TAKEN)) == (409, 2)
    assert f'value="{name.strip()}"' in answer.text
    assert everything(session) == before


@pytest.mark.parametrize("name", ["AMINA", "Ámina", "Amina"])
def test_ones_own_name_may_be_written_another_way(amina: HouseClient, name: str) -> None:
    assert amina.post("/account/name", {"display_name": name}).status_code == 303
    assert signed_in_as(amina) == name


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("", "Choose a name."),
        (" \n\t", "Choose a name."),
        ("\x00\x07", "Choose a name."),
        ("\u200b\u2060", "Choose a name that people can read."),
        ("\u3164", "Choose a name that people can read."),
        ("x" * 41, "This can be 40 characters at most. Please take out 1."),
    ],
)
def test_a_name_that_is_none_is_asked_for_again(
    amina: HouseClient, session: Session, name: str, sentence: str
) -> None:
    before = everything(session)
    answer = amina.post("/account/name", {"display_name": name})
    assert (answer.status_code, answer.text.count(f"</span> {sentence}")) == (422, 1)
    assert everything(session) == before


def test_of_many_who_choose_one_name_at_once_one_gets_it(database: Database) -> None:
    def choose(number: int) -> bool:
        with database.write() as session:
            try:
                rename_person(session, number, "The Same")
            except NameTaken:
                return False
            session.commit()
            return True

    cast = [who.id for who in (AMINA, BEN, CAROL, DEV, GRACE)]
    with ThreadPoolExecutor(5) as crowd:
        assert sorted(crowd.map(choose, cast)) == [False] * 4 + [True]


def test_nobody_else_and_nothing_else_is_changed(amina: HouseClient, session: Session) -> None:
    before = everything(session)
    more = {"id": "2", "person_id": "2", "roles": "administrator", "address": "x@example.org"}
    amina.post("/account/name", {"display_name": "Aisha", **more})
    after = everything(session)
    changed = [name for name in before if before[name] != after[name]]
    assert sorted(changed) == ["audit_line", "person", "rate_count"]
    assert len(set(before["person"]) - set(after["person"])) == 1


def test_after_five_in_a_day_it_asks_to_wait(amina: HouseClient, ben: HouseClient) -> None:
    with time_machine.travel(now(), tick=False) as clock:
        for number in range(5):
            # A name that is taken costs nothing.
            assert amina.post("/account/name", {"display_name": "Grace"}).status_code == 409
            assert amina.post("/account/name", {"display_name": f"A {number}"}).status_code == 303
        answer = amina.post("/account/name", {"display_name": "Aisha"})
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "86400")
        assert "Aisha</textarea>" in answer.text
        assert signed_in_as(amina) == "A 4"
        assert ben.as_(BEN).post("/account/name", {"display_name": "Benny"}).status_code == 303
        clock.shift(86_400)
        assert amina.as_(AMINA).post("/account/name", {"display_name": "Aisha"}).status_code == 303


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("Moderator", "People might think that you speak for the whole site."),
        ("Вen", "Please write your name in one alphabet"),
    ],
)
def test_a_name_that_deceives_is_refused_in_words(
    amina: HouseClient, session: Session, name: str, sentence: str
) -> None:
    before = everything(session)
    answer = amina.post("/account/name", {"display_name": name})
    assert (answer.status_code, answer.text.count(f"</span> {sentence}")) == (422, 1)
    assert f'value="{name}"' in answer.text
    assert everything(session) == before


def test_signed_out_gets_the_words_back(visitor: HouseClient) -> None:
    answer = visitor.post("/account/name", {"display_name": "Aisha"})
    assert (answer.status_code, "Aisha</textarea>" in answer.text) == (401, True)
