"""Every form on a page of safety is answered with what it replaces."""

import re

import pytest
from sqlalchemy.orm import Session

from tests.client import HouseClient, Outline
from tests.safety.stand_in import STAND_IN, a_held_item, a_post, a_report


def forms(text: str) -> list[tuple[str, str, dict[str, str]]]:
    """Each htmx form: where it posts, the id that it replaces, and what it holds already."""
    found = []
    for tag, inside in re.findall(r"(<form\b[^>]*hx-post=[^>]*>)(.*?)</form>", text, re.DOTALL):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)">', inside))
        found.append((given["hx-post"], given["hx-target"].removeprefix("#"), hidden))
    return found


def test_the_form_to_report(amina: HouseClient, session: Session) -> None:
    post_id = a_post(session)
    session.commit()
    address = f"/reports/{STAND_IN}/{post_id}"
    [(post, target, _)] = forms(amina.get(address).text)
    for typed, status in (({}, 422), ({"category": "other"}, 200)):
        answer = amina.post(post, typed, htmx=True)
        assert answer.status_code == status
        assert [root["id"] for root in Outline(answer.text).roots] == [target]


@pytest.mark.parametrize("held", [True, False])
@pytest.mark.parametrize("number", range(4))
def test_the_forms_of_an_item(
    dev: HouseClient, session: Session, number: int, *, held: bool
) -> None:
    post_id = a_post(session)
    item_id = a_held_item(session, post_id) if held else a_report(session, post_id).item_id
    session.commit()
    page = dev.get(f"/moderation/{item_id}").text
    found = forms(page)
    assert len(found) == 4
    post, target, hidden = found[number]
    filled = {"picked": "other", "own_words": "Be kind.", "days": "7", "told_why": "Because."}
    answer = dev.post(post, {**hidden, **filled}, htmx=True)
    assert answer.status_code == 200
    assert [root["id"] for root in Outline(answer.text).roots] == [target]
    assert len(re.findall(rf'\sid="{target}"', page)) == 1
    assert {replaced for _, replaced, _ in forms(answer.text)} <= {target}
    late = dev.post(post, {**hidden, **filled}, htmx=True)
    assert late.status_code == 409
    assert [root["id"] for root in Outline(late.text).roots] == [target]
