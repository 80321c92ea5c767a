"""One door, two dresses."""

import json
from pathlib import Path

import pytest

from core.html import asset
from tests.client import HouseClient

HTMX = {"HX-Request": "true"}


@pytest.mark.parametrize(
    ("headers", "fragment"),
    [
        ({}, False),
        (HTMX, True),
        ({"HX-Request": "false"}, False),
        (HTMX | {"HX-Boosted": "true"}, False),
        (HTMX | {"HX-History-Restore-Request": "true"}, False),
        ({"HX-Boosted": "true"}, False),
    ],
)
def test_the_fragment_is_for_htmx_alone(
    probe: HouseClient, headers: dict[str, str], *, fragment: bool
) -> None:
    answer = probe.browser.get("/probe/dressed", headers=headers)
    body = answer.get_data(as_text=True)
    assert (body.startswith("<section id="), body.startswith("<!DOCTYPE html>")) == (
        fragment,
        not fragment,
    )
    assert body.count('<section id="error"') == 1
    assert "HX-Request" in [name.strip() for name in answer.headers["Vary"].split(",")]


def test_a_change_that_was_kept_is_spoken_aloud_to_htmx(probe: HouseClient) -> None:
    answer = probe.post("/probe/dressed", htmx=True)
    assert answer.status_code == 200
    assert json.loads(answer.headers["HX-Trigger"]) == {"announce": {"text": "It is done."}}
    assert "said" not in answer.headers.get("Set-Cookie", "")


def test_a_change_that_was_kept_leads_everyone_else_on(probe: HouseClient) -> None:
    answer = probe.post("/probe/dressed")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/probe/dressed?by=post")
    line = '<div id="announce" role="status" aria-live="polite" aria-atomic="true">'
    assert f"{line}It is done.</div>" in probe.get("/probe/dressed").get_data(as_text=True)
    assert f"{line}</div>" in probe.get("/probe/dressed").get_data(as_text=True)


@pytest.mark.parametrize("htmx", [True, False])
def test_each_browser_is_led_on_in_its_own_words(visitor: HouseClient, *, htmx: bool) -> None:
    answer = visitor.post("/sign-out", htmx=htmx)
    found = (answer.status_code, answer.headers.get("Location"), answer.headers.get("HX-Redirect"))
    assert found == ((200, None, "/") if htmx else (303, "/", None))


def test_an_address_of_a_static_file_changes_with_its_content(
    probe: HouseClient, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(probe.app.config, "STATIC", tmp_path)
    found = []
    for content in (b"one", b"two", b"one"):
        (tmp_path / "a.css").write_bytes(content)
        with probe.app.app_context():
            found.append(asset.__wrapped__("a.css"))
    assert found[0] == found[2] == "/static/a.css?v=7692c3ad35"
    assert found[1] == "/static/a.css?v=3fc4ccfe74"


def test_every_static_file_that_a_page_names_is_there(visitor: HouseClient) -> None:
    page = visitor.get("/sign-in").get_data(as_text=True)
    named = [part.split('"')[0] for part in page.split('"/static/')[1:]]
    assert len(named) >= 4
    for name in named:
        answer = visitor.browser.get(f"/static/{name}")
        assert (name, answer.status_code) == (name, 200)
        answer.close()
