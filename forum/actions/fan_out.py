"""Tell people of a post: on the site at once, by mail after the undo window.

Source: docs/decisions/0015-who-is-told.md
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notices, renew_notices, take_back_where
from accounts.models import Notice, Person
from core import mail
from core.clock import now
from core.db import insert_into
from forum.actions.follows import follow_by_itself
from forum.actions.owed import MAIL, SITE, hold_owed, pay, put_off
from forum.emails import Reader, post_told
from forum.models import FanOut, Post, Space, Thread, ToldByMail
from forum.queries.told import News, Piece, ToTell, only_these, people_to_tell
from forum.queries.visibility import POST_IS_LIVE, THREAD_IS_LISTED
from forum.rules.telling import (
    PEOPLE_A_PIECE,
    UNDO_MINUTES,
    Why,
    address_of_post,
    key_in_person,
    key_of_thread,
    notice_words,
)
from forum.rules.words import ANONYMOUS_NAME

_ALL_OWED = (
    select(FanOut).join(Post, Post.id == FanOut.post_id).join(Thread, Thread.id == Post.thread_id)
)


def owe_news(session: Session, post: Post) -> None:
    """Have those whom the post concerns told of it, by the worker."""
    moment = now()
    owe(session, post.id, SITE, moment)
    owe(session, post.id, MAIL, moment + timedelta(minutes=UNDO_MINUTES))


def owe(session: Session, post_id: int, way: str, due_at: datetime) -> None:
    """Have people told of a post in one way, from the first of them on."""
    new = insert_into(session.connection(), FanOut.__table__).values(
        post_id=post_id, way=way, due_at=due_at, after_id=0
    )
    again = {"due_at": new.excluded.due_at, "after_id": 0}
    session.execute(new.on_conflict_do_update(index_elements=["post_id", "way"], set_=again))


def tell_due(session: Session, public_url: str, most: int = PEOPLE_A_PIECE) -> bool:
    """True when the next people of some post were told; what is owed to them is then paid."""
    owed = hold_owed(session, _ALL_OWED, FanOut.post_id)
    if owed is None:
        return False
    news = _news_of(session, owed.post_id)
    people: list[ToTell] = []
    if news is not None:
        piece = Piece(after_id=owed.after_id, most=most)
        people = people_to_tell(session.connection(), news, owed.way, piece)
        listen = [person for person in people if not person.muted]
        if owed.way == SITE:
            _give_notices(session, news, listen)
        else:
            _queue_mails(session, news, listen, public_url)
    pay(session, owed, people, most)
    return True


def put_off_news(session: Session) -> None:
    """Let what could not be told wait, so that the posts behind it are told of."""
    put_off(session, hold_owed(session, _ALL_OWED, FanOut.post_id))


def tell_these(session: Session, post: Post, person_ids: Iterable[int]) -> None:
    """Tell these people on the site at once, as far as the live post concerns them."""
    news = _news_of(session, post.id)
    if news is not None:
        people = people_to_tell(session.connection(), news, SITE, only_these(person_ids))
        _give_notices(session, news, [person for person in people if not person.muted])


def tell_changed_mentions(session: Session, post: Post, before: set[int], after: set[int]) -> None:
    """Tell those who are named in a post only now; who isn't any more need not wonder why."""
    changed = before ^ after
    if changed and post.state == "live":
        no_longer = Notice.person_id.in_(sorted(before - after))
        take_back_where(session, Notice.key == key_in_person(post.id), no_longer)
        tell_these(session, post, changed)


def _news_of(session: Session, post_id: int) -> News | None:
    """What there is to tell of a post; None when it is not to be seen just now."""
    row = session.execute(
        select(
            Post.id,
            Post.no,
            Post.thread_id,
            Thread.space_id,
            Space.key,
            Post.author_id,
            Person.display_name,
            Post.anonymous,
            Post.reply_to_id,
            Post.notes,
            Thread.notes,
            Thread.title,
            Post.words,
        )
        .join(Thread, Thread.id == Post.thread_id)
        .join(Space, Space.id == Thread.space_id)
        .join(Person, Person.id == Post.author_id)
        .where(Post.id == post_id, POST_IS_LIVE, THREAD_IS_LISTED)
    ).first()
    return News(*tuple(row)) if row else None


def _give_notices(session: Session, news: News, people: Sequence[ToTell]) -> None:
    for person in people:
        if person.why is Why.NAMED:
            follow_by_itself(session, person.person_id, news.thread_id, "mentioned")
    name = ANONYMOUS_NAME if news.anonymous else news.author_name
    alike: dict[tuple[bool, str], list[int]] = {}
    for person in people:
        title = news.title if person.shows_title else None
        words = notice_words(person.why, title, name)
        alike.setdefault((person.why.in_person, words), []).append(person.person_id)
    url = address_of_post(news.post_id)
    for (in_person, words), person_ids in alike.items():
        if in_person:
            give_notices(session, person_ids, key_in_person(news.post_id), words, url)
        else:
            renew_notices(session, person_ids, key_of_thread(news.thread_id), words, url)


def _queue_mails(session: Session, news: News, people: Sequence[ToTell], public_url: str) -> None:
    if not people:
        return
    mail.queue_all(session, [_mail(news, person, public_url) for person in people])
    insert = insert_into(session.connection(), ToldByMail.__table__)
    session.execute(
        insert.on_conflict_do_update(
            index_elements=["person_id", "thread_id"],
            set_={"post_no": insert.excluded.post_no},
            where=ToldByMail.post_no < insert.excluded.post_no,
        ),
        [
            {"person_id": person.person_id, "thread_id": news.thread_id, "post_no": news.no}
            for person in people
        ],
    )


def _mail(news: News, person: ToTell, public_url: str) -> mail.Email:
    first_unread = news.no if person.read_to is None else person.read_to + 1
    thread = f"{public_url}/threads/{news.thread_id}"
    follows_space = person.why is Why.FOLLOWS_SPACE
    place = f"{public_url}/spaces/{news.space_key}" if follows_space else thread
    reader = Reader(
        person_id=person.person_id,
        name=person.name,
        address=person.address or "",
        url=f"{thread}?from={first_unread}#p{first_unread}",
        change_url=f"{place}#follow",
    )
    return post_told(news.post_id, person.why, reader)
