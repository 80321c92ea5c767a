"""When something goes wrong: plain words, the numbers to ring, and everything that was typed."""

import json
from pathlib import Path

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from core.db import Database
from core.request_body import MAX_FORM_FIELDS
from tests.cast import AMINA
from tests.client import HouseClient, Ledger
from tests.core.conftest import MARKER, Lines, lost_database
from tests.factories import an_event

WORDS = "What I wrote,\nfor an hour: <b>&amp; more</b>"
SHOWN = "What I wrote,\nfor an hour: &lt;b&gt;&amp;amp; more&lt;/b&gt;</textarea>"
TYPED = {"text": WORDS, "password": "never-1", "new_password": "never-2", "once": "abc"}
STATUSES = [401, 403, 404, 405, 409, 429, 500, 503]
AT = {401: "/account/name", 403: "/probe/unmarked", 405: "/search"}


@pytest.fixture
def out_of_reach(workshop: Flask, database: Database) -> HouseClient:
    """Amina's browser, at a moment when the database is gone."""
    client = HouseClient(workshop, Ledger(), AMINA)
    workshop.extensions["database"] = lost_database()
    return client


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("status", STATUSES)
def test_every_trouble_is_a_plain_page(
    probe: HouseClient, lines: Lines, status: int, *, htmx: bool
) -> None:
    answer = probe.post(AT.get(status, f"/probe/{status}"), TYPED, htmx=htmx)
    page = answer.get_data(as_text=True)
    reference = answer.headers["X-Request-Id"]
    assert answer.status_code == status
    assert f"please say: <strong>{reference}</strong>" in page
    logged = [json.loads(line) for line in lines.lines if reference in line]
    assert [line["status"] for line in logged if line["says"] == "request"] == [status]
    assert (page.count('href="tel:116123"'), page.count('href="sms:85258')) == (
        (0, 0) if htmx else (2, 1)
    )
    assert page.count('href="/help-now"') >= 1
    for secret in (MARKER, "Traceback", "RuntimeError", "sqlalchemy", "/nowhere/at/all"):
        assert secret not in page


@pytest.mark.parametrize(("kind", "status"), [(1500, 500), (1503, 503)])
def test_a_broken_database_is_told_from_a_broken_rule(
    probe: HouseClient, kind: int, status: int
) -> None:
    answer = probe.get(f"/probe/{kind}")
    assert (answer.status_code, MARKER in answer.get_data(as_text=True)) == (status, False)


@pytest.mark.parametrize("htmx", [True, False])
@pytest.mark.parametrize("status", STATUSES)
def test_what_was_typed_comes_back(probe: HouseClient, status: int, *, htmx: bool) -> None:
    page = probe.post(AT.get(status, f"/probe/{status}"), TYPED, htmx=htmx).get_data(as_text=True)
    assert SHOWN in page
    assert '<input type="hidden" name="once" value="abc">' in page
    assert "never-" not in page


def test_a_form_that_does_not_fit_keeps_its_words_too(amina: HouseClient) -> None:
    long = "A name that is far too long for anybody to read, " * 2
    page = amina.post("/account/name", {"display_name": long})
    assert page.status_code == 422
    assert f'value="{long.strip()}"' in page.get_data(as_text=True)


@pytest.mark.parametrize("status", [429, 503])
def test_it_says_when_to_come_back(probe: HouseClient, status: int) -> None:
    assert probe.get(f"/probe/{status}").headers["Retry-After"] == {429: "90", 503: "30"}[status]


def test_htmx_hears_what_went_wrong(probe: HouseClient) -> None:
    answer = probe.post("/probe/409", htmx=True)
    spoken = json.loads(answer.headers["HX-Trigger"])
    assert spoken == {"announce": {"text": "The last one went just now."}}


@pytest.mark.parametrize(
    ("path", "status"), [("/account", 503), ("/nowhere", 404), ("/healthz", 200), ("/sign-in", 503)]
)
def test_a_lost_database_still_leaves_a_page(
    out_of_reach: HouseClient, path: str, status: int
) -> None:
    answer = out_of_reach.get(path)
    assert answer.status_code == status
    assert ("116 123" in answer.get_data(as_text=True)) is (status != 200)


@pytest.mark.parametrize(("path", "status"), [("/account", 503), ("/nowhere", 404)])
def test_a_file_that_is_no_database_still_leaves_a_page(
    out_of_reach: HouseClient, workshop: Flask, tmp_path: Path, path: str, status: int
) -> None:
    (tmp_path / "broken.sqlite3").write_bytes(b"not a database " * 1_000)
    workshop.extensions["database"] = Database(f"sqlite:///{tmp_path / 'broken.sqlite3'}")
    answer = out_of_reach.get(path)
    assert (answer.status_code, "116 123" in answer.get_data(as_text=True)) == (status, True)


def test_whatever_the_database_says_while_a_trouble_is_told(
    probe: HouseClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def ask() -> None:
        if not g.get("database_lost"):
            raise ProgrammingError("SELECT", None, ValueError(MARKER))

    monkeypatch.setattr("core.html.maybe_person", ask)
    assert probe.get("/nowhere").status_code == 404


def test_a_lost_database_takes_no_words_with_it(out_of_reach: HouseClient) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    refused = out_of_reach.post("/account/name", TYPED, headers=cross)
    lost = out_of_reach.post("/account/name", TYPED)
    assert (refused.status_code, lost.status_code) == (403, 503)
    assert (SHOWN in refused.get_data(as_text=True), SHOWN in lost.get_data(as_text=True)) == (
        True,
        True,
    )


def ask(
    browser: FlaskClient, method: str = "POST", path: str = "/sign-in", **kwargs: object
) -> int:
    headers = {"Sec-Fetch-Site": "same-origin"} | kwargs.pop("headers", {})  # type: ignore[operator]
    answer = browser.open(path, method=method, headers=headers, **kwargs)  # type: ignore[arg-type]
    page = answer.get_data(as_text=True)
    assert method == "HEAD" or page.count("<h1>") == 1
    return answer.status_code


@pytest.mark.parametrize("path", ["/sign-in", "/account/name", "/nowhere"])
@pytest.mark.parametrize("site", ["same-origin", "cross-site"])
def test_too_much_at_once_is_a_page_on_every_way(
    visitor: HouseClient, path: str, site: str
) -> None:
    status = ask(
        visitor.browser,
        path=path,
        data={"address": "a" * 1_100_000},
        headers={"Sec-Fetch-Site": site},
    )
    expected = {"/sign-in": 413, "/account/name": 401, "/nowhere": 404}[path]
    assert status == (403 if site == "cross-site" else expected)


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"\xff\xfe\x00junk", "application/x-www-form-urlencoded"),
        (b"%zz=%", "application/x-www-form-urlencoded"),
        (b"no boundary at all", "multipart/form-data"),
        (b"--x\r\nbroken", "multipart/form-data; boundary=x"),
        (
            b"--x\r\nContent-Disposition: nonsense\r\n\r\n\r\n--x--",
            "multipart/form-data; boundary=x",
        ),
        (b"--\xff\r\n", "multipart/form-data; boundary=\xff".encode("latin-1").decode("latin-1")),
        (b'{"address": 1}', "application/json"),
        (b"<xml/>", "text/xml"),
        (b"anything", "not a type at all;;;=;"),
        (b"anything", ""),
    ],
)
def test_junk_is_no_more_than_an_empty_form(visitor: HouseClient, body: bytes, kind: str) -> None:
    assert ask(visitor.browser, data=body, content_type=kind) in {400, 422}


def test_too_many_parts_are_refused(visitor: HouseClient) -> None:
    many = {f"field{number}": "x" for number in range(300)}
    assert ask(visitor.browser, data=many, content_type="multipart/form-data") == 413


def test_too_many_fields_are_refused_before_they_are_read(visitor: HouseClient) -> None:
    form = "application/x-www-form-urlencoded"
    found = {
        fields: ask(visitor.browser, data=b"&".join([b"a"] * fields), content_type=form)
        for fields in (MAX_FORM_FIELDS, MAX_FORM_FIELDS + 1, 400_000)
    }
    assert found == {MAX_FORM_FIELDS: 422, MAX_FORM_FIELDS + 1: 413, 400_000: 413}


@pytest.mark.parametrize("method", ["TRACE", "DELETE", "PUT", "PATCH", "INVENTED"])
def test_a_method_that_a_door_does_not_know(visitor: HouseClient, method: str) -> None:
    answer = visitor.browser.open(
        "/account", method=method, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert (answer.status_code, answer.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_head_is_get_without_its_words(visitor: HouseClient) -> None:
    for path, status in (("/sign-in", 200), ("/nowhere", 404), ("/account", 303)):
        answer = visitor.browser.head(path)
        assert (answer.status_code, answer.get_data()) == (status, b"")


def test_a_very_long_address_or_header_is_only_long(visitor: HouseClient) -> None:
    browser = visitor.browser
    assert ask(browser, "GET", "/" + "a" * 60_000) == 404
    assert ask(browser, "GET", "/sign-in?next=/" + "a" * 60_000) == 200
    assert ask(browser, "GET", "/sign-in", headers={"Accept-Language": "x" * 60_000}) == 200
    assert ask(browser, "GET", "/sign-in/link/%00%ff%ed%a0%80") == 409


@pytest.mark.parametrize("path", ["//evil.example/x", "/\\evil.example/x", "/%5cevil.example"])
def test_the_words_go_back_to_us_alone(visitor: HouseClient, path: str) -> None:
    told = {"Sec-Fetch-Site": "same-origin"}
    answer = visitor.browser.open(
        path, base_url="http://localhost", method="POST", data={"text": "mine"}, headers=told
    )
    page = answer.get_data(as_text=True)
    assert (answer.status_code, "mine</textarea>" in page) == (404, True)
    assert 'action="//' not in page
    assert 'action="/\\' not in page


def test_a_slug_that_no_database_can_hold_is_not_found(amina: HouseClient) -> None:
    assert amina.get("/spaces/open").status_code == 200
    assert amina.get("/spaces/%00%ff%ed%a0%80").status_code == 404


def test_a_number_too_large_for_a_key_is_not_found(amina: HouseClient, session: Session) -> None:
    event = an_event(session)
    session.commit()
    assert amina.get(f"/events/{event.id}").status_code == 200
    for number in (0, 2**31, 10**30):
        assert amina.get(f"/events/{number}").status_code == 404
