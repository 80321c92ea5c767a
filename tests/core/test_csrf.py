"""Forged requests are known by their headers: the whole table."""

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.models import SignIn
from tests.cast import AMINA
from tests.client import HouseClient

HERE = "http://localhost"
#: (Sec-Fetch-Site, Origin, what a signed-in browser gets, what one without a cookie gets)
TABLE = [
    ("same-origin", None, 200, 200),
    ("same-origin", "https://evil.example", 200, 200),
    ("same-site", None, 403, 403),
    ("cross-site", None, 403, 403),
    ("cross-site", HERE, 403, 403),
    ("none", None, 403, 403),
    ("", HERE, 403, 403),
    ("Same-Origin", None, 403, 403),
    (None, HERE, 200, 200),
    (None, "https://localhost", 403, 403),
    (None, "HTTP://localhost", 403, 403),
    (None, "http://localhost:8000", 403, 403),
    (None, "http://localhost.evil.example", 403, 403),
    (None, "http://evil.example", 403, 403),
    (None, "http://localhost@evil.example", 403, 403),
    (None, "http://[::1", 403, 403),
    (None, "null", 403, 403),
    (None, "", 403, 403),
    (None, None, 403, 200),
]


def headers(site: str | None, origin: str | None) -> dict[str, str]:
    told = {"Sec-Fetch-Site": site, "Origin": origin}
    return {name: value for name, value in told.items() if value is not None}


@pytest.mark.parametrize("htmx", [True, False])
def test_who_may_send_a_form(probe: HouseClient, *, htmx: bool) -> None:
    known, unknown = probe.as_(AMINA).browser, probe.browser
    found = []
    for site, origin, _, _ in TABLE:
        told = headers(site, origin) | ({"HX-Request": "true"} if htmx else {})
        answers = [who.post("/probe/for/anyone", headers=told) for who in (known, unknown)]
        found.append((site, origin, *(answer.status_code for answer in answers)))
    assert found == TABLE


@pytest.mark.parametrize("reached", ["https://network.example.org", "http://127.0.0.1:8000"])
@pytest.mark.parametrize(
    ("public", "origin", "status"),
    [
        ("https://network.example.org", "https://network.example.org", 404),
        ("https://Network.example.org:443", "https://network.example.org", 404),
        ("https://network.example.org:8443", "https://network.example.org:8443", 404),
        ("https://network.example.org:8443", "https://network.example.org", 403),
        ("https://network.example.org", "http://network.example.org", 403),
        ("https://network.example.org", "https://network.example.org:8443", 403),
        ("https://network.example.org", "ftp://network.example.org", 403),
        ("https://network.example.org", "http://127.0.0.1:8000", 403),
    ],
)
def test_behind_https_the_whole_origin_counts(
    house: Flask,
    monkeypatch: pytest.MonkeyPatch,
    *,
    reached: str,
    public: str,
    origin: str,
    status: int,
) -> None:
    monkeypatch.setitem(house.config, "PUBLIC_URL", public)
    told = {"Origin": origin}
    answer = house.test_client().post("/nowhere", base_url=reached, headers=told)
    assert answer.status_code == status


@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS"])
def test_asking_is_free(probe: HouseClient, method: str) -> None:
    answer = probe.as_(AMINA).browser.open(
        "/probe/for/member", method=method, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "INVENTED"])
def test_every_other_method_is_checked(probe: HouseClient, method: str) -> None:
    cross = {"Sec-Fetch-Site": "cross-site"}
    answer = probe.as_(AMINA).browser.open("/probe/for/member", method=method, headers=cross)
    assert answer.status_code == 403


def test_a_forged_form_changes_nothing_and_gives_the_words_back(
    amina: HouseClient, session: Session
) -> None:
    answer = amina.post(
        "/account/name",
        {"display_name": "Forged <name>", "password": "never-shown"},
        headers={"Sec-Fetch-Site": "cross-site"},
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 403
    assert "This did not come from one of our own pages, so we stopped it." in page
    assert "Forged &lt;name&gt;</textarea>" in page
    assert "never-shown" not in page
    assert amina.get("/account").get_data(as_text=True).count("<strong>Amina</strong>") == 1


def test_another_site_cannot_sign_somebody_out(amina: HouseClient, session: Session) -> None:
    told = {"Sec-Fetch-Site": "cross-site"}
    assert amina.post("/sign-out", headers=told).status_code == 403
    assert session.scalar(select(SignIn.ended_at).where(SignIn.id == AMINA.id)) is None
