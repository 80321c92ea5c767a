"""What a page of trouble gives back: enough for any form of ours, no button for another's."""

import pytest
from werkzeug.datastructures import MultiDict

from core.errors import KEPT_FIELDS
from core.forms import CHOICES_MADE, MANY_CHOICES, WORDS_TYPED
from tests.client import HouseClient

TYPED = {"text": "Mine <b>", "title": "Mine too", "once": "abc", "roles": "moderator"}


@pytest.mark.parametrize(("site", "sendable"), [("cross-site", False), ("same-origin", True)])
def test_a_forged_form_can_be_copied_and_not_sent(
    probe: HouseClient, site: str, *, sendable: bool
) -> None:
    answer = probe.post("/probe/409", TYPED, headers={"Sec-Fetch-Site": site}, htmx=True)
    page = answer.get_data(as_text=True)
    assert ("Mine &lt;b&gt;</textarea>" in page, "Mine too</textarea>" in page) == (True, True)
    for sign in ("<form", "<button", "<input", ' name="', "action=", "abc", "moderator"):
        assert (sign, sign in page) == (sign, sendable)
    assert page.count(" readonly ") == (0 if sendable else 2)


def test_a_name_comes_back_once(probe: HouseClient) -> None:
    many = MultiDict([("text", "x")] * 900)
    page = probe.post("/probe/409", many, htmx=True).get_data(as_text=True)
    assert (page.count("<textarea"), len(page) < 5_000) == (1, True)


def test_only_many_choices_come_back_more_than_once(probe: HouseClient) -> None:
    assert "roles" in MANY_CHOICES
    many = MultiDict([("roles", f"role{number}") for number in range(2)] + [("once", "a")] * 2)
    page = probe.post("/probe/409", many, htmx=True).get_data(as_text=True)
    assert (page.count('name="roles"'), page.count('name="once"')) == (2, 1)


def test_no_more_comes_back_than_a_form_could_hold(probe: HouseClient) -> None:
    many = MultiDict([("roles", f"role{number}") for number in range(900)])
    page = probe.post("/probe/409", many, htmx=True).get_data(as_text=True)
    assert page.count("<input") == KEPT_FIELDS >= len(WORDS_TYPED) + len(CHOICES_MADE)
