"""What every answer carries, be it a page, a redirect, an error or a file."""

import pytest
from flask import Flask

from core.settings import Settings
from front.app import create_app
from tests.cast import AMINA
from tests.client import HouseClient

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
EXPECTED = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
    "Access-Control-Allow-Origin": None,
    "Strict-Transport-Security": None,
}
#: (method, path, status for a visitor)
ANSWERS = [
    ("GET", "/sign-in", 200),
    ("HEAD", "/sign-in", 200),
    ("OPTIONS", "/sign-in", 200),
    ("GET", "/healthz", 200),
    ("GET", "/account", 303),
    ("POST", "/sign-in", 422),
    ("POST", "/account/name", 401),
    ("GET", "/probe/unmarked", 403),
    ("GET", "/nowhere", 404),
    ("HEAD", "/nowhere", 404),
    ("GET", "/probe/404", 404),
    ("POST", "/account", 405),
    ("TRACE", "/account", 405),
    ("GET", "/probe/409", 409),
    ("GET", "/probe/429", 429),
    ("GET", "/probe/500", 500),
    ("GET", "/probe/503", 503),
]


@pytest.mark.parametrize("signed_in", [True, False])
def test_every_answer_carries_them(probe: HouseClient, *, signed_in: bool) -> None:
    client = probe.as_(AMINA) if signed_in else probe
    ids = set()
    for method, path, _ in ANSWERS:
        told = {"Sec-Fetch-Site": "same-origin"}
        answer = client.browser.open(path, method=method, headers=told)
        found = {name: answer.headers.get(name) for name in EXPECTED}
        assert (method, path, found) == (method, path, EXPECTED)
        assert all(
            len(answer.headers.getlist(name)) == 1 for name, value in EXPECTED.items() if value
        )
        private = signed_in or method in {"POST", "TRACE"}
        assert answer.headers["Cache-Control"] == ("no-store" if private else "no-cache")
        assert "Server" not in answer.headers
        ids.add(answer.headers["X-Request-Id"])
    assert len(ids) == len(ANSWERS)


def test_the_answers_above_are_what_they_say(probe: HouseClient) -> None:
    found = []
    for method, path, _ in ANSWERS:
        told = {"Sec-Fetch-Site": "same-origin"}
        found.append(
            (method, path, probe.browser.open(path, method=method, headers=told).status_code)
        )
    assert found == ANSWERS


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "DELETE"])
@pytest.mark.parametrize("path", ["/sign-in/link/a-token", "/invitations/a-token"])
def test_a_page_behind_a_token_is_never_stored(
    visitor: HouseClient, path: str, method: str
) -> None:
    told = {"Sec-Fetch-Site": "same-origin"}
    answer = visitor.browser.open(path, method=method, headers=told)
    assert answer.headers["Cache-Control"] == "no-store"


def test_an_ended_sign_in_leaves_nothing_in_the_browser_either(probe: HouseClient) -> None:
    amina = probe.as_(AMINA)
    with amina.browser.session_transaction() as cookie:
        cookie["_user_id"] = "ended long ago"
    assert amina.get("/sign-in").headers["Cache-Control"] == "no-store"


def test_a_static_file_may_be_kept_and_is_what_it_says(visitor: HouseClient) -> None:
    answer = visitor.browser.get("/static/css/site.css?v=anything")
    found = {
        name: answer.headers.get(name)
        for name in ("Content-Type", "Cache-Control", "Access-Control-Allow-Origin")
    }
    answer.close()
    assert found == {
        "Content-Type": 'text/css; charset="utf-8"',
        "Cache-Control": "max-age=31536000, public",
        "Access-Control-Allow-Origin": None,
    }


@pytest.mark.parametrize(
    "path",
    [
        "/static/",
        "/static/../wsgi.py",
        "/static/%2e%2e/wsgi.py",
        "/static/css",
        "/wsgi.py",
        "/.git/config",
    ],
)
def test_nothing_but_the_static_folder_is_served(visitor: HouseClient, path: str) -> None:
    answer = visitor.browser.get(path)
    assert answer.status_code == 404
    assert "create_app" not in answer.get_data(as_text=True)


def test_pages_say_their_letters(visitor: HouseClient) -> None:
    assert visitor.get("/sign-in").headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.fixture(scope="module")
def secure_house(settings: Settings) -> Flask:
    """The app as it runs for real people: by https."""
    told = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    return create_app(Settings(**told | {"public_url": "https://network.example.org"}))


def test_behind_https_browsers_are_told_to_stay_there(secure_house: Flask) -> None:
    answer = secure_house.test_client().get("/healthz")
    found = answer.headers["Strict-Transport-Security"]
    assert found == "max-age=31536000; includeSubDomains"
