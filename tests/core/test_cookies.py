"""The cookie is sent when it changed, and only then; a page made with it says so."""

from tests.client import HouseClient


def varies(answer: object) -> set[str]:
    return {name.strip() for name in answer.headers["Vary"].split(",")}  # type: ignore[attr-defined]


def test_a_page_that_changes_nothing_sends_no_cookie(amina: HouseClient) -> None:
    answer = amina.get("/spaces")
    assert "Set-Cookie" not in answer.headers
    assert {"Cookie", "HX-Request"} <= varies(answer)


def test_a_change_sends_the_cookie_anew_and_the_next_page_uses_it_up(amina: HouseClient) -> None:
    answer = amina.post("/sign-out")
    assert answer.headers["Set-Cookie"].startswith("network=")
    # What the next page says once was in the cookie; after it the cookie is empty, and goes.
    assert amina.get("/").headers["Set-Cookie"].startswith("network=;")
    assert "Set-Cookie" not in amina.get("/").headers
