"""How large a picture may be and how often one may be sent; the words always come back."""

import re

import pytest
from sqlalchemy.orm import Session

from core.pictures import MAX_FILE_BYTES, TOO_LARGE
from core.rate_limits import count_try
from forum.models import Picture
from forum.rules.pictures import PICTURES
from tests.cast import AMINA
from tests.client import HouseClient
from tests.forum.places import value_of
from tests.forum.sending import DOOR, error_at, typed
from tests.pictures import a_file, as_sent, upload
from tests.reading import count

#: Larger than the door takes, and no picture at all.
FAR_TOO_LARGE = b"x" * (MAX_FILE_BYTES + 100_000)


def test_a_file_that_is_too_large_gives_the_words_back(
    amina: HouseClient, session: Session
) -> None:
    answer = amina.post(DOOR, **as_sent(typed(FAR_TOO_LARGE, back="/threads/12")))
    assert answer.status_code == 413
    assert error_at(answer.text, "picture") == [TOO_LARGE]
    assert "A red door, [ajar] &amp; *new*</textarea>" in answer.text
    assert (value_of(answer, "once"), value_of(answer, "back")) == ("abc-1", "/threads/12")
    assert count(session, Picture) == 0


def test_htmx_is_told_the_limit_and_nothing_is_replaced(amina: HouseClient) -> None:
    answer = amina.post(DOOR, **as_sent(typed(FAR_TOO_LARGE)), htmx=True)
    assert answer.status_code == 413
    assert re.findall(r"data-sentence>(.*?)</p>", answer.text) == [TOO_LARGE]


def test_the_largest_file_is_taken(amina: HouseClient, session: Session) -> None:
    picture = a_file()
    sent = typed(picture + b"\0" * (MAX_FILE_BYTES - len(picture)))
    answer = amina.post(DOOR, **as_sent(sent))
    assert (answer.status_code, count(session, Picture)) == (303, 1)


def test_a_byte_more_is_not(amina: HouseClient, session: Session) -> None:
    picture = a_file()
    sent = typed(picture + b"\0" * (MAX_FILE_BYTES - len(picture) + 1))
    answer = amina.post(DOOR, **as_sent(sent))
    assert answer.status_code == 422
    assert error_at(answer.text, "picture") == [TOO_LARGE]
    assert count(session, Picture) == 0


def test_no_other_door_takes_so_much(amina: HouseClient) -> None:
    sent = {"title": "Mine", "text": "Words.", "picture": upload(b"x" * 2_000_000)}
    answer = amina.post("/spaces/open/threads/new", **as_sent(sent))
    assert answer.status_code == 413
    assert ">\nMine</textarea>" in answer.text


def test_whoever_was_signed_out_meanwhile_has_their_words(visitor: HouseClient) -> None:
    answer = visitor.post(DOOR, **as_sent(typed(b"x" * 3_000_000)))
    assert answer.status_code == 401
    assert "A red door, [ajar] &amp; *new*</textarea>" in answer.text


@pytest.mark.parametrize("sent", [None, b"no picture"], ids=["a picture", "no picture"])
def test_thirty_a_day(amina: HouseClient, session: Session, sent: bytes | None) -> None:
    for _ in range(PICTURES.most - 1):
        count_try(session, PICTURES, str(AMINA.id))
    session.commit()
    assert PICTURES.most == 30
    assert amina.post(DOOR, typed(sent)).status_code == (422 if sent else 303)
    answer = amina.post(DOOR, typed(sent, once="abc-2"))
    assert answer.status_code == 429
    assert "about 24 hours" in answer.text
    assert "A red door, [ajar] &amp; *new*</textarea>" in answer.text
    assert count(session, Picture) == (0 if sent else 1)


def test_a_missing_word_is_no_try(amina: HouseClient, session: Session) -> None:
    for _ in range(PICTURES.most - 1):
        count_try(session, PICTURES, str(AMINA.id))
    session.commit()
    assert amina.post(DOOR, typed(alt="")).status_code == 422
    assert amina.post(DOOR, typed()).status_code == 303
