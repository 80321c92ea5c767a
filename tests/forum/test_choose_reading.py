"""The page "What I see": notes and words, chosen by somebody and known to nobody else."""

import logging
import re

import pytest
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.actions.mutes import mute_person
from accounts.models import Person, PersonMute
from core.audit import AuditLine
from forum.actions.wishes import choose_notes, mute_word
from forum.models import MuteWord, NoteChoice
from forum.rules.wishes import MOST_MUTE_WORDS, EnoughWords
from forum.rules.words import NOTES
from tests.cast import AMINA, BEN, JOINED
from tests.client import HouseClient
from tests.reading import count, rows

PAGE = "/account/reading"
WORDS = f"{PAGE}/words"


def choices(session: Session) -> list[tuple[object, ...]]:
    columns = (NoteChoice.person_id, NoteChoice.note, NoteChoice.choice)
    return rows(session, select(*columns).order_by(*columns))


def words(session: Session) -> list[tuple[object, ...]]:
    columns = (MuteWord.person_id, MuteWord.word_folded, MuteWord.word)
    return rows(session, select(*columns).order_by(*columns))


def chosen_on(client: HouseClient) -> dict[str, str]:
    """What the page has marked, by the field of each note."""
    inputs = re.findall(r"<input [^>]*govuk-radios__input[^>]*>", client.get(PAGE).text)
    return {
        re.findall('name="([^"]+)"', one)[0]: re.findall('value="([^"]+)"', one)[0]
        for one in inputs
        if " checked" in one
    }


def test_whoever_chose_nothing_has_all_of_it_covered(amina: HouseClient) -> None:
    fields = [f"note_{note.replace('-', '_')}" for note in NOTES]
    assert chosen_on(amina) == dict.fromkeys(fields, "fold")
    assert "You cover no words." in amina.get(PAGE).text
    assert f'<a href="{PAGE}">' in amina.get("/account").text


@pytest.mark.parametrize("htmx", [True, False])
def test_choose_what_happens_to_notes(
    amina: HouseClient, ben: HouseClient, session: Session, *, htmx: bool
) -> None:
    typed = {"note_death": "hide", "note_self_harm": "show", "note_abuse": "fold"}
    answer = amina.post(f"{PAGE}/notes", typed, htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    assert choices(session) == [(AMINA.id, "death", "hide"), (AMINA.id, "self-harm", "show")]
    assert (chosen_on(amina)["note_death"], chosen_on(ben)["note_death"]) == ("hide", "fold")
    # What is not told of stays; what is folded again is no choice any more.
    amina.post(f"{PAGE}/notes", {"note_death": "fold", "note_eating": "nonsense"}, htmx=htmx)
    assert choices(session) == [(AMINA.id, "self-harm", "show")]
    assert count(session, AuditLine) == 0


@pytest.mark.parametrize("htmx", [True, False])
def test_cover_a_word_and_take_it_out(
    amina: HouseClient, ben: HouseClient, session: Session, *, htmx: bool
) -> None:
    for typed in ("Kettles", "kettle", "  Café ", "KETTLE"):
        answer = amina.post(WORDS, {"word": typed}, htmx=htmx)
        assert answer.status_code == (200 if htmx else 303)
    assert words(session) == [(AMINA.id, "cafe", "Café"), (AMINA.id, "kettl", "Kettles")]
    text = amina.get(PAGE).text
    assert re.findall("<bdi>([^<]+)</bdi>", text) == ["Café", "Kettles"]
    assert "Kettles" not in ben.get(PAGE).text
    ben.post(f"{WORDS}/remove", {"covered": "Kettles"}, htmx=htmx)
    assert len(words(session)) == 2
    amina.post(f"{WORDS}/remove", {"covered": "Kettles"}, htmx=htmx)
    amina.post(f"{WORDS}/remove", {}, htmx=htmx)
    assert words(session) == [(AMINA.id, "cafe", "Café")]
    assert count(session, AuditLine) == 0


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("", "Write the word that you would rather not meet."),
        ("?!", "Write a word with letters or numbers in it."),
        ("the", "That stands in nearly every post. Write a word that is less common."),
        ("w" * 61, "This can be 60 characters at most. Please take out 1."),
    ],
)
def test_what_was_typed_comes_back(
    amina: HouseClient, session: Session, typed: str, says: str, *, htmx: bool
) -> None:
    answer = amina.post(WORDS, {"word": typed}, htmx=htmx)
    assert (answer.status_code, words(session)) == (422, [])
    assert says in answer.text
    assert re.findall('id="word"[^>]*value="([^"]*)"', answer.text) == [typed]


@pytest.mark.parametrize("htmx", [True, False])
def test_there_is_room_for_so_many(amina: HouseClient, session: Session, *, htmx: bool) -> None:
    for number in range(MOST_MUTE_WORDS):
        mute_word(session, AMINA.id, f"word{number}")
    session.commit()
    answer = amina.post(WORDS, {"word": "kettle"}, htmx=htmx)
    assert answer.status_code == 409
    assert EnoughWords.sentence in answer.text
    assert 'value="kettle"' in answer.text
    # One that is covered already is no more.
    assert amina.post(WORDS, {"word": "Word5"}, htmx=htmx).status_code in {200, 303}
    assert count(session, MuteWord) == MOST_MUTE_WORDS


def test_focus_stays_where_one_can_go_on(amina: HouseClient) -> None:
    added = amina.post(WORDS, {"word": "zqkettle"}, htmx=True)
    assert ('id="word"' in added.text, "data-focus" in added.text) == (True, False)
    removed = amina.post(f"{WORDS}/remove", {"covered": "zqkettle"}, htmx=True)
    assert '<h2 id="mute-words-h" tabindex="-1" data-focus>' in removed.text
    # What is said aloud does not say the word: somebody may be listening.
    said = [answer.headers["HX-Trigger"] for answer in (added, removed)]
    assert [word for word in said if "zqkettle" in word] == []


def test_nothing_of_it_is_logged(amina: HouseClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        amina.post(WORDS, {"word": "zqkettle"})
        amina.post(f"{PAGE}/notes", {"note_eating": "hide"})
        amina.get(PAGE)
        amina.post(f"{WORDS}/remove", {"covered": "zqkettle"})
    logged = "\n".join(f"{record.getMessage()} {vars(record)}" for record in caplog.records)
    assert "forum.mute_word" in logged or "mute_word" in logged
    assert ("zqkettle" in logged, "eating" in logged) == (False, False)


def test_what_somebody_chose_goes_with_them(session: Session) -> None:
    goes, stays = 901, 902
    for number in (goes, stays):
        told = {"display_name": f"P{number}", "name_folded": f"p{number}", "demonstration": False}
        session.add(Person(id=number, joined_at=JOINED, **told))
    session.flush()
    for who, other in ((goes, stays), (stays, goes)):
        choose_notes(session, who, {"death": "hide"})
        mute_word(session, who, "kettle")
        mute_person(session, who, other)
    mute_person(session, stays, BEN.id)
    session.commit()
    session.execute(delete(Person).where(Person.id == goes))
    session.commit()
    assert choices(session) == [(stays, "death", "hide")]
    assert [row[0] for row in words(session)] == [stays]
    mutes = rows(session, select(PersonMute.person_id, PersonMute.other_id))
    assert mutes == [(stays, BEN.id)]
