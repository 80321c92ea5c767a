"""A form that is too large: the words that stand before its file are saved, whatever it holds."""

from typing import Any

import pytest
from flask import Flask, request
from hypothesis import given
from hypothesis import strategies as st

from core.request_body import PATIENCE_BYTES, START_BYTES, words_before_file
from tests.pictures import as_sent, upload

FILE = upload(b"x" * START_BYTES)


def saved(app: Flask, **told: Any) -> tuple[dict[str, str], int]:
    """What is saved of a request, and how much of it was left unread."""
    with app.test_request_context(method="POST", **told):
        found = words_before_file().to_dict()
        return found, len(request.environ["wsgi.input"].read())


def test_what_stands_before_the_file_is_saved(house: Flask) -> None:
    fields = {"once": "a-1", "alt": "A dóor\r\n--ed\r\n", "picture": FILE, "later": "lost"}
    assert saved(house, **as_sent(fields)) == (
        {"once": "a-1", "alt": "A dóor\r\n--ed\r\n"},
        0,
    )


def test_what_is_cut_off_is_not_saved(house: Flask) -> None:
    fields = {"once": "a-1", "alt": "w" * START_BYTES, "picture": FILE}
    assert saved(house, **as_sent(fields)) == ({"once": "a-1"}, 0)


def test_a_form_without_a_file_is_saved_whole(house: Flask) -> None:
    assert saved(house, **as_sent({"one": "1", "two": "2"})) == ({"one": "1", "two": "2"}, 0)


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("multipart/form-data", b"--edge\r\n"),
        ("multipart/form-data; boundary=\u00e9", b"--edge\r\n"),
        ("multipart/form-data; boundary=edge", b"no form at all"),
        ("multipart/form-data; boundary=edge", b"--edge\r\nno head\r\n\r\nwords\r\n--edge--"),
        ("application/x-www-form-urlencoded", b"alt=words"),
        ("", b"words"),
    ],
)
def test_what_is_no_form_is_no_trouble(house: Flask, kind: str, data: bytes) -> None:
    assert saved(house, data=data, content_type=kind) == ({}, 0)


@pytest.mark.parametrize(("more", "left"), [(0, 0), (1, PATIENCE_BYTES + 1)])
def test_our_patience_with_the_rest_ends(house: Flask, more: int, left: int) -> None:
    """A browser that may send it all shows our page; one that never ends is not listened to."""
    told = as_sent({"alt": "words", "picture": FILE})
    told["data"] = told["data"].ljust(START_BYTES + PATIENCE_BYTES + more, b"x")
    assert saved(house, **told) == ({"alt": "words"}, left)


@given(st.binary(max_size=300), st.integers(0, 300))
def test_anything_may_come(house: Flask, noise: bytes, at: int) -> None:
    told = as_sent({"one": "1", "two": "2", "picture": upload(b"x")})
    told["data"] = told["data"][:at] + noise + told["data"][at:]
    found, left = saved(house, **told)
    assert left == 0
    assert all(isinstance(value, str) for value in found.values())
