"""Who hears that a decision took a step: those who took part, once, and only what they may see."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import delete
from sqlalchemy.orm import Session

from accounts.actions.breaks import start_break
from accounts.actions.mutes import mute_person
from accounts.models import Notice
from core.clock import now
from forum.actions.decision_news import put_off_steps
from forum.actions.follows import follow_thread
from forum.actions.states import hide_post
from forum.actions.tags import Description, describe_thread
from forum.actions.threads import move_thread, rename_thread
from forum.actions.untelling import untell_outsiders_of_group
from forum.emails import Reader, decision_changed
from forum.models import DecisionFanOut, MuteWord, NoteChoice, Thread
from forum.queries.decision_news import step_is_due
from forum.rules.telling import PUT_OFF_MINUTES
from programme.models import GroupMember
from tests.cast import AMINA, BEN, CAROL, CLOSED_GROUP, CLOSED_SPACE, DEV, GRACE, Member
from tests.client import HouseClient
from tests.factories import first_post_of
from tests.forum.deciding import mailed, take, tell_steps, tell_steps_later
from tests.forum.told import URL, a_quiet_thread, follow, followers, notices, reply, who_was_told
from tests.reading import count

SAID = "You said, we did: “Quiet nights”."


def a_quiet_decision(session: Session, **told: object) -> int:
    """A decision that Amina raised, in a thread that nobody follows."""
    thread_id = a_quiet_thread(session, title="Quiet nights", **told)
    describe_thread(session, AMINA.id, thread_id, Description("decision"))
    return thread_id


def test_those_who_wrote_and_those_who_follow_hear_of_it_once(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    reply(session, thread_id, by=BEN, anonymous=True)
    reply(session, thread_id, by=AMINA)
    follow(session, CAROL, thread_id, "site")
    follow(session, DEV, thread_id, "nothing")
    take(session, thread_id, "done")
    session.execute(delete(Notice))
    tell_steps(session)
    assert notices(session) == [("Amina", SAID), ("Ben", SAID), ("Carol", SAID)]
    assert tell_steps(session) == 0
    take(session, thread_id, "considered")
    tell_steps(session)
    back = "It went back a step, and the thread says why: “Quiet nights”."
    assert [words for _, words in notices(session)] == [SAID, back] * 3


def test_whoever_took_the_step_hears_nothing(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    follow(session, GRACE, thread_id)
    take(session, thread_id, "done", by=GRACE)
    tell_steps(session)
    tell_steps_later(session)
    assert (who_was_told(session), mailed(session)) == (["Amina"], [])


def test_more_words_at_the_same_step_tell_nobody(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    take(session, thread_id, "said", words="We have read it.")
    assert (count(session, DecisionFanOut), tell_steps(session)) == (0, 0)


def test_by_mail_whoever_follows_by_mail_and_only_of_the_newest_step(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    for who, level in ((BEN, "mail"), (CAROL, "site"), (DEV, "mail")):
        follow(session, who, thread_id, level)
    take(session, thread_id, "considered")
    take(session, thread_id, "done")
    tell_steps(session)
    assert mailed(session) == []
    tell_steps_later(session)
    assert mailed(session) == ["Ben", "Dev"]
    assert count(session, DecisionFanOut) == 0


def test_the_mail_says_no_word_of_it() -> None:
    reader = Reader(7, "Ben", "ben@example.org", f"{URL}/threads/4#decision", f"{URL}/x")
    mail = decision_changed(3, reader)
    assert (mail.key, mail.subject) == (
        "decision_changed:3:7",
        "News about something that was raised",
    )
    assert mail.text == (
        "Hello Ben,\n\n"
        "In a conversation that you follow at the Peer Innovators Network, something that was "
        "raised has taken a step. You can read what was said, and what happens now, here:\n\n"
        f"{URL}/threads/4#decision\n\n"
        "There is no hurry.\n\n"
        "We send this because you follow the conversation by e-mail. You can change that here:\n\n"
        f"{URL}/x\n"
    )


def out_of_the_group(session: Session, who: Member, thread_id: int) -> None:
    session.execute(delete(GroupMember).where(GroupMember.person_id == who.id))


def on_a_break(session: Session, who: Member, thread_id: int) -> None:
    start_break(session, who.id, 7)


def who_muted_grace(session: Session, who: Member, thread_id: int) -> None:
    mute_person(session, who.id, GRACE.id)


def who_muted_a_word(session: Session, who: Member, thread_id: int) -> None:
    session.add(MuteWord(person_id=who.id, word="kettles", word_folded="kettles"))


def who_hides_the_note(session: Session, who: Member, thread_id: int) -> None:
    session.get_one(Thread, thread_id).notes = " death "
    session.add(NoteChoice(person_id=who.id, note="death", choice="hide"))


def who_chose_nothing(session: Session, who: Member, thread_id: int) -> None:
    follow_thread(session, who.id, thread_id, "nothing")


@pytest.mark.parametrize(
    "keep_away",
    [
        out_of_the_group,
        on_a_break,
        who_muted_grace,
        who_muted_a_word,
        who_hides_the_note,
        who_chose_nothing,
    ],
)
def test_who_is_not_told(session: Session, keep_away) -> None:
    thread_id = a_quiet_decision(session, space=CLOSED_SPACE)
    for who in (BEN, DEV):
        reply(session, thread_id, by=who)
    session.execute(delete(Notice))
    take(session, thread_id, "done", words="Two kettles.")
    keep_away(session, BEN, thread_id)
    tell_steps(session)
    assert who_was_told(session) == ["Amina", "Dev"]


def test_a_title_is_left_out_for_those_who_want_a_warning(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    session.get_one(Thread, thread_id).notes = " death "
    take(session, thread_id, "done", owner_id=DEV.id)
    tell_steps(session)
    assert notices(session) == [
        ("Amina", "You said, we did: something that was raised."),
        ("Dev", "You are asked to look after this: something that was raised."),
    ]


def test_whoever_is_to_look_after_it_is_told_that_and_not_the_step_too(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    take(session, thread_id, "decided", owner_id=AMINA.id)
    tell_steps(session)
    told = [("Amina", "You are asked to look after this: “Quiet nights”.")]
    assert notices(session) == told
    take(session, thread_id, "decided", owner_id=AMINA.id, words="Still so.")
    take(session, thread_id, "decided", owner_id=GRACE.id, words="Mine now.")
    tell_steps(session)
    assert notices(session) == told


def test_many_people_are_told_in_pieces(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    followers(session, thread_id, 7)
    take(session, thread_id, "done")
    assert tell_steps(session, 3) == 3
    assert count(session, Notice) == 8


def test_what_can_not_be_told_is_put_off(session: Session) -> None:
    put_off_steps(session)
    take(session, a_quiet_decision(session), "done")
    session.commit()
    assert step_is_due(session.connection())
    put_off_steps(session)
    assert (tell_steps(session), count(session, Notice)) == (0, 0)
    with time_machine.travel(now() + timedelta(minutes=PUT_OFF_MINUTES, seconds=1), tick=False):
        tell_steps(session)
    assert who_was_told(session) == ["Amina"]


@pytest.mark.parametrize("page", ["/threads/{}", "/threads/{}/decision"])
def test_looking_at_it_reads_the_notice(amina: HouseClient, session: Session, page: str) -> None:
    thread_id = a_quiet_decision(session)
    take(session, thread_id, "done")
    tell_steps(session)
    assert "1 new notice" in amina.get("/account").text
    assert f'href="/threads/{thread_id}#decision"' in amina.get("/notices").text
    amina.get(page.format(thread_id))
    assert "new notice" not in amina.get("/account").text


def test_a_new_title_and_a_closed_door_are_minded(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    follow(session, CAROL, thread_id)
    take(session, thread_id, "done")
    tell_steps(session)
    rename_thread(session, DEV.id, thread_id, "Calm nights")
    session.commit()
    assert notices(session) == [
        (name, "You said, we did: “Calm nights”.") for name in ("Amina", "Carol")
    ]
    move_thread(session, AMINA.id, thread_id, CLOSED_SPACE)
    session.commit()
    assert "Carol" not in who_was_told(session)


def test_whoever_leaves_the_group_is_told_nothing_more_of_it(session: Session) -> None:
    thread_id = a_quiet_decision(session, space=CLOSED_SPACE)
    reply(session, thread_id, by=BEN)
    session.execute(delete(Notice))
    take(session, thread_id, "done")
    tell_steps(session)
    assert who_was_told(session) == ["Amina", "Ben"]
    out_of_the_group(session, BEN, thread_id)
    untell_outsiders_of_group(session, CLOSED_GROUP)
    session.commit()
    assert who_was_told(session) == ["Amina"]


def test_of_a_hidden_thread_nobody_is_told(session: Session) -> None:
    thread_id = a_quiet_decision(session)
    post_id = first_post_of(session, session.get_one(Thread, thread_id))
    follow(session, CAROL, thread_id)
    take(session, thread_id, "considered")
    tell_steps(session)
    assert who_was_told(session) == ["Amina", "Carol"]
    take(session, thread_id, "done")
    hide_post(session, DEV.id, post_id, "Unkind.")
    tell_steps(session)
    tell_steps_later(session)
    assert (who_was_told(session), mailed(session)) == ([], [])
