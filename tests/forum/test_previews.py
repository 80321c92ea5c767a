"""How words will look, shown before they are sent, at each of the doors that take a post."""

import json

import pytest
from sqlalchemy.orm import Session

from forum.models import Draft, Post, PostRevision
from tests.cast import BEN
from tests.client import HouseClient
from tests.factories import a_thread, first_post_of
from tests.forum.places import box, door
from tests.reading import count

#: For each kind of writing, what htmx replaces.
ROOTS = {"reply": "reply", "answer": "reply", "thread": "writing", "change": "writing"}
PREVIEW = {"preview": "yes"}


@pytest.mark.parametrize("kind", ROOTS)
@pytest.mark.parametrize("htmx", [True, False])
def test_a_preview_shows_how_it_will_look(
    amina: HouseClient, session: Session, kind: str, *, htmx: bool
) -> None:
    path, _, more = door(session, kind)
    typed = {**more, "text": "It is *tea*.", "once": "a", "sequence": "0", **PREVIEW}
    answer = amina.post(path, typed, htmx=htmx)
    assert answer.status_code == 200
    assert "How it will look" in answer.text
    assert "<p>It is <em>tea</em>.</p>" in answer.text
    assert box(answer) == "It is *tea*."
    posts = 0 if kind == "thread" else 1
    assert (count(session, Post), count(session, PostRevision)) == (posts, 0)
    assert count(session, Draft) == 0
    if htmx:
        assert answer.text.startswith(("<section", "<div"))
        assert f'id="{ROOTS[kind]}"' in answer.text[:60]
        said = json.loads(answer.headers["HX-Trigger"])["announce"]["text"]
        assert said == "This is how it will look. Nothing is posted yet."


def test_a_preview_asks_for_no_title_yet(amina: HouseClient, session: Session) -> None:
    session.commit()
    answer = amina.post("/spaces/open/threads/new", {"text": "Hm.", **PREVIEW})
    assert answer.status_code == 200
    assert "Give it a title" not in answer.text


def test_a_preview_shows_no_quote_that_is_not_open(carol: HouseClient, session: Session) -> None:
    closed = a_thread(session, by=BEN, space=2, text="Ours alone.")
    thread = a_thread(session, by=BEN)
    secret = first_post_of(session, closed)
    session.commit()
    typed = {"text": f"> [quote {secret}]\n> Ours alone.\n\nHm.", **PREVIEW}
    preview = carol.post(f"/threads/{thread.id}/replies", typed, htmx=True).text
    shown = preview.partition("<textarea")[0]
    assert "The words quoted here are not open to you" in shown
    assert "Ours alone." not in shown


def test_what_is_hostile_is_harmless_in_a_preview(amina: HouseClient, session: Session) -> None:
    thread = a_thread(session, by=BEN)
    session.commit()
    text = "<img src=x onerror=alert(1)> </textarea><script>1</script> [x](javascript:1)"
    answer = amina.post(f"/threads/{thread.id}/replies", {"text": text, **PREVIEW})
    assert "<img src=x" not in answer.text
    assert 'href="javascript' not in answer.text
