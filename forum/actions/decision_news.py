"""Tell those who took part that a decision took a step: on the site at once, by mail later.

Source: docs/decisions/0015-who-is-told.md and docs/decisions/0018-what-became-of-it.md
"""

from datetime import timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notices, take_back_where
from accounts.models import Notice
from core import mail
from forum.actions.owed import MAIL, SITE, hold_owed, pay, put_off
from forum.emails import Reader, decision_changed
from forum.models import DecisionFanOut, DecisionStep, Space, Thread
from forum.queries.decision_news import StepNews, people_to_tell_of_step
from forum.queries.told import Piece, ToTell
from forum.queries.visibility import THREAD_IS_LISTED
from forum.rules.decisions import address_of_decision, goes_back, key_of_step, step_words
from forum.rules.telling import PEOPLE_A_PIECE, UNDO_MINUTES

_ALL_OWED = (
    select(DecisionFanOut)
    .join(DecisionStep, DecisionStep.id == DecisionFanOut.step_id)
    .join(Thread, Thread.id == DecisionStep.thread_id)
)


def owe_step(session: Session, step: DecisionStep) -> None:
    """Have those whom a decision concerns told of its step, by the worker.

    A mail that is still to leave about an earlier step would only say what is not so any more.
    """
    earlier = select(DecisionStep.id).where(DecisionStep.thread_id == step.thread_id)
    of_it = (DecisionFanOut.step_id.in_(earlier), DecisionFanOut.way == MAIL)
    session.execute(delete(DecisionFanOut).where(*of_it))
    later = step.at + timedelta(minutes=UNDO_MINUTES)
    for way, due_at in ((SITE, step.at), (MAIL, later)):
        session.add(DecisionFanOut(step_id=step.id, way=way, due_at=due_at, after_id=0))
    session.flush()


def tell_step_due(session: Session, public_url: str, most: int = PEOPLE_A_PIECE) -> bool:
    """True when the next people of some step were told; what is owed to them is then paid."""
    owed = hold_owed(session, _ALL_OWED, DecisionFanOut.step_id)
    if owed is None:
        return False
    news = _news_of(session, owed.step_id)
    people: list[ToTell] = []
    if news is not None:
        piece = Piece(after_id=owed.after_id, most=most)
        people = people_to_tell_of_step(session.connection(), news, owed.way, piece)
        listen = [person for person in people if not person.muted]
        if owed.way == SITE:
            _give_notices(session, news, listen)
        else:
            _queue_mails(session, news, listen, public_url)
    pay(session, owed, people, most)
    return True


def put_off_steps(session: Session) -> None:
    """Let what could not be told wait, so that what stands behind it is told."""
    put_off(session, hold_owed(session, _ALL_OWED, DecisionFanOut.step_id))


def untell_steps(session: Session, thread_id: int) -> None:
    """Nobody is told of any step of this decision any more: its thread can't be seen."""
    steps = list(
        session.scalars(select(DecisionStep.id).where(DecisionStep.thread_id == thread_id))
    )
    session.execute(delete(DecisionFanOut).where(DecisionFanOut.step_id.in_(steps)))
    take_back_where(session, Notice.key.in_([key_of_step(step_id) for step_id in steps]))


def _news_of(session: Session, step_id: int) -> StepNews | None:
    """What there is to tell of a step; None when its thread is not to be seen just now."""
    row = session.execute(
        select(
            DecisionStep.id,
            DecisionStep.thread_id,
            Thread.space_id,
            DecisionStep.by_id,
            DecisionStep.stage,
            DecisionStep.words,
            Thread.notes,
            Thread.title,
        )
        .join(Thread, Thread.id == DecisionStep.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .where(DecisionStep.id == step_id, THREAD_IS_LISTED)
    ).first()
    return StepNews(*row) if row else None


def _stage_before(session: Session, news: StepNews) -> str:
    earlier = select(DecisionStep.stage).where(
        DecisionStep.thread_id == news.thread_id, DecisionStep.id < news.step_id
    )
    return session.scalars(earlier.order_by(DecisionStep.id.desc()).limit(1)).first() or "said"


def _give_notices(session: Session, news: StepNews, people: list[ToTell]) -> None:
    back = goes_back(_stage_before(session, news), news.stage)
    for shows_title in (True, False):
        words = step_words(news.stage, news.title if shows_title else None, back=back)
        those = [person.person_id for person in people if person.shows_title is shows_title]
        url = address_of_decision(news.thread_id)
        give_notices(session, those, key_of_step(news.step_id), words, url)


def _queue_mails(session: Session, news: StepNews, people: list[ToTell], public_url: str) -> None:
    thread = f"{public_url}/threads/{news.thread_id}"
    mail.queue_all(
        session,
        [
            decision_changed(
                news.step_id,
                Reader(
                    person_id=person.person_id,
                    name=person.name,
                    address=person.address or "",
                    url=f"{thread}#decision",
                    change_url=f"{thread}#follow",
                ),
            )
            for person in people
        ],
    )
