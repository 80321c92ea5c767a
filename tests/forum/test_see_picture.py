"""Who sees a picture: its owner, who may read a post that shows it now, and who has to judge it."""

from collections.abc import Callable

import pytest
from sqlalchemy import delete, update
from sqlalchemy.orm import Session

from core.clock import now
from core.headers import CONTENT_SECURITY_POLICY
from forum.actions.shown_pictures import note_pictures
from forum.models import Picture, Post, PostPicture, Space, Thread
from programme.models import GroupMember
from tests.cast import AMINA, BEN, CAST, CLOSED_SPACE, DEV, GRACE, OPEN_SPACE, Member
from tests.client import HouseClient
from tests.factories import a_picture, a_thread
from tests.world import ADA, an_administrator

EVERYONE = (*CAST, ADA)
GROUP = {AMINA, BEN, GRACE, DEV}


@pytest.fixture
def sees(visitor: HouseClient, session: Session) -> Callable[[Picture], set[Member]]:
    """Who is given the picture; all others are told that there is none."""
    an_administrator(session)

    def who(picture: Picture) -> set[Member]:
        session.commit()
        answers = {m: visitor.as_(m).get(f"/pictures/{picture.key}") for m in EVERYONE}
        assert {answer.status_code for answer in answers.values()} <= {200, 404}
        return {m for m, answer in answers.items() if answer.status_code == 200}

    return who


Sees = Callable[[Picture], set[Member]]


def shown(session: Session, space: int) -> tuple[Picture, Thread]:
    """A picture of Ben's in a thread of Ben's."""
    thread = a_thread(session, by=BEN, space=space)
    return a_picture(session, by=BEN, thread=thread), thread


def test_until_it_is_in_a_post_only_the_owner_sees_it(sees: Sees, session: Session) -> None:
    a_thread(session, by=BEN)
    assert sees(a_picture(session, by=BEN)) == {BEN}


@pytest.mark.parametrize(("space", "readers"), [(OPEN_SPACE, set(EVERYONE)), (CLOSED_SPACE, GROUP)])
def test_then_those_who_read_the_post_see_it(
    sees: Sees, session: Session, space: int, readers: set[Member]
) -> None:
    picture, _ = shown(session, space)
    assert sees(picture) == readers


def test_whoever_leaves_the_group_sees_it_no_more(sees: Sees, session: Session) -> None:
    picture, _ = shown(session, CLOSED_SPACE)
    assert AMINA in sees(picture)
    session.execute(delete(GroupMember).where(GroupMember.person_id == AMINA.id))
    assert sees(picture) == GROUP - {AMINA}


def test_a_space_that_only_organisers_read(sees: Sees, session: Session) -> None:
    picture, _ = shown(session, OPEN_SPACE)
    session.execute(update(Space).where(Space.id == OPEN_SPACE).values(readers="organisers"))
    assert sees(picture) == {BEN, GRACE, ADA}


@pytest.mark.parametrize("space", [OPEN_SPACE, CLOSED_SPACE])
@pytest.mark.parametrize(
    ("state", "others"),
    [("pending", {DEV, ADA}), ("hidden", {DEV, ADA}), ("withdrawn", set())],
)
def test_a_post_that_is_not_live(
    sees: Sees, session: Session, space: int, state: str, others: set[Member]
) -> None:
    """Those who have to judge it see it; a post taken back takes its picture along."""
    picture, thread = shown(session, space)
    assert len(sees(picture)) >= len(GROUP)
    session.execute(update(Post).where(Post.thread_id == thread.id).values(state=state))
    assert sees(picture) == {BEN} | others


@pytest.mark.parametrize("why", ["hidden", "merged", "waiting"])
def test_a_thread_that_is_not_listed(sees: Sees, session: Session, why: str) -> None:
    picture, thread = shown(session, OPEN_SPACE)
    other = a_thread(session, by=BEN)
    session.flush()
    changes: dict[str, dict[str, object]] = {
        "hidden": {"hidden_at": now()},
        "merged": {"merged_into_id": other.id},
        "waiting": {"last_post_no": 0},
    }
    session.execute(update(Thread).where(Thread.id == thread.id).values(**changes[why]))
    assert sees(picture) == {BEN}


def test_one_post_that_may_be_read_is_enough(sees: Sees, session: Session) -> None:
    picture, _ = shown(session, CLOSED_SPACE)
    thread = a_thread(session, by=BEN)
    [post] = session.query(Post).filter_by(thread_id=thread.id)
    note_pictures(session, post.id, BEN.id, {picture.key})
    assert sees(picture) == set(EVERYONE)
    session.execute(delete(PostPicture).where(PostPicture.post_id == post.id))
    assert sees(picture) == GROUP


@pytest.mark.parametrize("media_type", ["image/jpeg", "image/png"])
def test_what_a_browser_is_told(amina: HouseClient, session: Session, media_type: str) -> None:
    picture = a_picture(session)
    picture.media_type = media_type
    session.commit()
    answer = amina.get(f"/pictures/{picture.key}")
    assert answer.get_data() == b"bytes of A red door."
    told = answer.headers
    assert told["Content-Type"] == media_type
    name = {"image/jpeg": "picture.jpg", "image/png": "picture.png"}[media_type]
    assert told["Content-Disposition"] == f'inline; filename="{name}"'
    assert told.getlist("X-Content-Type-Options") == ["nosniff"]
    # Both are obeyed: nothing of what either forbids is allowed.
    assert told.getlist("Content-Security-Policy") == [
        "default-src 'none'; sandbox",
        CONTENT_SECURITY_POLICY,
    ]
    assert told.getlist("Cache-Control") == ["no-store"]
    assert told["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "ETag" not in told


def test_nothing_in_the_answer_says_whose_it_is(
    amina: HouseClient, carol: HouseClient, session: Session
) -> None:
    """A picture in an anonymous post must not tell on its author."""
    thread = a_thread(session, by=AMINA)
    picture = a_picture(session, by=AMINA, thread=thread)
    session.commit()
    assert "Amina" in amina.get(f"/account/pictures/{picture.key}").text
    answer = carol.get(f"/pictures/{picture.key}")
    assert answer.status_code == 200
    assert "Amina" not in f"{answer.headers}{answer.get_data(as_text=True)}"
    assert carol.get(f"/account/pictures/{picture.key}").status_code == 404


def test_a_visitor_signs_in_first(visitor: HouseClient, session: Session) -> None:
    picture, _ = shown(session, OPEN_SPACE)
    session.commit()
    answer = visitor.get(f"/pictures/{picture.key}")
    assert answer.status_code == 303
    assert answer.headers["Location"] == f"/sign-in?next=/pictures/{picture.key}"


@pytest.mark.parametrize("name", ["a" * 21, "a" * 23, "a" * 21 + ".", "..%2f..%2fetc%2fpasswd0"])
def test_what_is_no_key_is_not_there(amina: HouseClient, name: str) -> None:
    assert amina.get(f"/pictures/{name}").status_code == 404
