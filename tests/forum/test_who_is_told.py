"""Who hears of a post: each reason, and each thing that keeps somebody from being told.

What keeps somebody from it comes after the post was written: it counts when people are told.
"""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts.actions.breaks import start_break
from accounts.actions.mutes import block_person, mute_person
from accounts.models import Person
from core.clock import now
from forum.actions.reading import move_read_position
from forum.actions.states import hide_post
from forum.models import FollowSpace, FollowThread, MuteWord, NoteChoice, Post, Space, Thread
from tests.cast import AMINA, BEN, CAROL, CLOSED_SPACE, DEV, GRACE, OPEN_SPACE
from tests.factories import a_thread
from tests.forum.told import (
    WAYS_TO_HEAR,
    a_post_for,
    a_quiet_thread,
    follow,
    notices,
    reply,
    tell,
    tell_later,
    who_was_mailed,
    who_was_told,
)

Exclusion = Callable[[Session, Post], object]


def thread_of(session: Session, post: Post) -> Thread:
    return session.get_one(Thread, post.thread_id)


def says_nothing(session: Session, post: Post) -> None:
    key = {"person_id": CAROL.id, "thread_id": post.thread_id}
    session.merge(FollowThread(**key, level="nothing", reason="chosen"))


def moved_behind_a_door(session: Session, post: Post) -> None:
    thread_of(session, post).space_id = CLOSED_SPACE


def open_to_organisers_only(session: Session, post: Post) -> None:
    session.get_one(Space, OPEN_SPACE).readers = "organisers"


def mute_word(word: str) -> Exclusion:
    return lambda session, _: session.merge(
        MuteWord(person_id=CAROL.id, word_folded=word, word=word)
    )


def hides_a_note(session: Session, post: Post) -> None:
    session.merge(NoteChoice(person_id=CAROL.id, note="death", choice="hide"))


def went_into_another(session: Session, post: Post) -> None:
    thread_of(session, post).merged_into_id = a_thread(session, space=CLOSED_SPACE).id


NOBODY: list[str] = []
IN_PERSON = ["Ben named you in “Quiet nights”.", "Ben answered you in “Quiet nights”."]
ALL_WAYS = [
    *IN_PERSON,
    "Somebody replied in a thread you follow: “Quiet nights”",
    "There is a new thread in a space you follow: “Quiet nights”",
]

#: Each keeps everybody from being mailed; and what the site says all the same.
EXCLUSIONS: dict[str, tuple[Exclusion, list[str]]] = {
    "muted the author": (lambda s, _: mute_person(s, CAROL.id, BEN.id), NOBODY),
    "blocked the author": (lambda s, _: block_person(s, CAROL.id, BEN.id), NOBODY),
    "hides a note": (hides_a_note, NOBODY),
    "wants nothing of the thread": (says_nothing, NOBODY),
    "is not in the group": (moved_behind_a_door, NOBODY),
    "is no organiser": (open_to_organisers_only, NOBODY),
    "muted a word of the title": (mute_word("quiet"), NOBODY),
    "muted a word of the post": (mute_word("kettle"), NOBODY),
    "the post was hidden": (lambda s, post: hide_post(s, DEV.id, post.id, "x"), NOBODY),
    "the thread was hidden": (lambda s, p: setattr(thread_of(s, p), "hidden_at", now()), NOBODY),
    "the thread went into another": (went_into_another, NOBODY),
    "is on a break": (lambda s, _: start_break(s, CAROL.id, None), IN_PERSON),
    "has read it": (lambda s, p: move_read_position(s, CAROL.id, p.thread_id, 9), IN_PERSON),
    "has no address": (
        lambda s, _: setattr(s.get_one(Person, CAROL.id), "address", None),
        ALL_WAYS,
    ),
}


@pytest.mark.parametrize("name", EXCLUSIONS)
def test_what_keeps_somebody_from_being_told(session: Session, name: str) -> None:
    exclude, still_told = EXCLUSIONS[name]
    for how in WAYS_TO_HEAR:
        a_post_for(session, CAROL, how, notes=" death ")
    session.add(NoteChoice(person_id=CAROL.id, note="death", choice="show"))
    tell(session)
    tell_later(session)
    assert notices(session) == [("Carol", words) for words in ALL_WAYS]
    assert who_was_mailed(session) == ["Carol"] * 4
    session.execute(delete(FollowSpace))
    for how in WAYS_TO_HEAR:
        exclude(session, a_post_for(session, CAROL, how, notes=" death "))
    session.commit()
    tell(session)
    tell_later(session)
    assert notices(session)[4:] == [("Carol", words) for words in still_told]
    assert who_was_mailed(session) == ["Carol"] * 4


@pytest.mark.parametrize("how", WAYS_TO_HEAR)
def test_an_author_is_never_told_of_their_own_post(session: Session, how: str) -> None:
    for anonymous in (False, True):
        post = a_post_for(session, BEN, how, anonymous=anonymous)
        assert post.author_id == BEN.id
    tell(session)
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == ([], [])


@pytest.mark.parametrize("how", WAYS_TO_HEAR)
@pytest.mark.parametrize("keep_away", [mute_person, block_person])
def test_silence_does_not_tell_who_wrote_an_anonymous_post(
    session: Session, how: str, keep_away: Callable[[Session, int, int], None]
) -> None:
    keep_away(session, CAROL.id, BEN.id)
    a_post_for(session, CAROL, how, anonymous=True)
    session.commit()
    tell(session)
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == (["Carol"], ["Carol"])
    assert "Ben" not in repr(notices(session))


def test_a_break_that_is_over_pauses_nothing(session: Session) -> None:
    start_break(session, CAROL.id, 7)
    a_post_for(session, CAROL, "thread")
    session.commit()
    with time_machine.travel(now() + timedelta(days=8), tick=False):
        tell(session)
    assert (who_was_told(session), who_was_mailed(session)) == (["Carol"], ["Carol"])


def test_what_somebody_is_told_in_person_waits_for_their_return(session: Session) -> None:
    start_break(session, CAROL.id, None)
    for how in WAYS_TO_HEAR:
        a_post_for(session, CAROL, how)
    tell(session)
    assert notices(session) == [
        ("Carol", "Ben named you in “Quiet nights”."),
        ("Carol", "Ben answered you in “Quiet nights”."),
    ]


def test_each_is_told_for_the_nearest_reason_and_once(session: Session) -> None:
    thread_id = a_quiet_thread(session, title="Nights")
    for who in (GRACE, DEV, CAROL):
        follow(session, who, thread_id)
    mine = reply(session, thread_id, "Mine.", by=DEV).id
    tell(session)
    assert who_was_told(session) == ["Carol", "Grace"]
    move_read_position(session, CAROL.id, thread_id, 2)
    reply(session, thread_id, "@Grace and @Dev, yes.", reply_to_id=mine)
    tell(session)
    tell_later(session)
    assert notices(session) == [
        ("Carol", "Somebody replied in a thread you follow: “Nights”"),
        ("Dev", "Ben named you in “Nights”."),
        ("Grace", "Somebody replied in a thread you follow: “Nights”"),
        ("Grace", "Ben named you in “Nights”."),
    ]
    assert who_was_mailed(session) == ["Carol", "Dev", "Grace"]


@pytest.mark.parametrize(
    ("level", "reason", "told", "mailed"),
    [
        ("mail", "chosen", 1, 1),
        ("mail", "replied", 1, 1),
        ("site", "chosen", 1, 0),
        ("site", "replied", 1, 0),
        ("nothing", "chosen", 0, 0),
    ],
)
def test_levels_of_a_thread(
    session: Session, level: str, reason: str, told: int, mailed: int
) -> None:
    thread_id = a_quiet_thread(session)
    follow(session, CAROL, thread_id, level, reason)
    reply(session, thread_id)
    tell(session)
    tell_later(session)
    assert who_was_told(session) == ["Carol"] * told
    assert who_was_mailed(session) == ["Carol"] * mailed


@pytest.mark.parametrize(
    ("level", "reason", "told", "mailed"),
    [
        ("mail", "chosen", 1, 1),
        # They follow because they wrote here, and chose nothing: what is for them may be mailed.
        ("site", "mentioned", 1, 1),
        ("site", "chosen", 1, 0),
        ("nothing", "chosen", 0, 0),
    ],
)
def test_levels_of_a_thread_for_somebody_named(
    session: Session, level: str, reason: str, told: int, mailed: int
) -> None:
    thread_id = a_quiet_thread(session)
    follow(session, CAROL, thread_id, level, reason)
    reply(session, thread_id, "@Carol, look.")
    tell(session)
    tell_later(session)
    assert who_was_told(session) == ["Carol"] * told
    assert who_was_mailed(session) == ["Carol"] * mailed


def test_followers_of_a_space_hear_of_first_posts_only(session: Session) -> None:
    thread_id = a_post_for(session, CAROL, "space").thread_id
    tell(session)
    assert notices(session) == [
        ("Carol", "There is a new thread in a space you follow: “Quiet nights”")
    ]
    move_read_position(session, CAROL.id, thread_id, 1)
    reply(session, thread_id, by=AMINA)
    tell(session)
    tell_later(session)
    # Ben follows what he started.
    assert who_was_told(session) == ["Ben", "Carol"]


def test_a_name_in_a_closed_space_tells_nobody_outside(session: Session) -> None:
    thread_id = a_quiet_thread(session, space=CLOSED_SPACE)
    reply(session, thread_id, "@Carol and @Grace")
    tell(session)
    tell_later(session)
    assert (who_was_told(session), who_was_mailed(session)) == (["Grace"], ["Grace"])
