"""The threads of the demonstration, their posts, and how far each person has read them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import LONDON
from core.db import add_numbered_rows, add_rows
from core.text import RENDER_VERSION, clean, plain, render
from forum.models import KnownWriter, Post, ReadPosition, Space, Thread, ThreadTag
from forum.rules.words import notes_column
from front.demonstration.events import AddedEvent
from front.demonstration.people import Member
from front.demonstration.rows import Row, Told, chance, days, told
from programme.models import GroupMember

#: Everybody was last here between so long and so long ago. Unit: days.
LAST_VISIT_DAYS = (1, 9)

#: ... and has not opened one thread in so many. Unit: threads.
UNREAD_THREADS = 5

#: People write for 15 hours of the day.
WAKING_SHARE = 15 / 24


@dataclass(frozen=True, slots=True)
class WrittenThread:
    """A thread that is in the database, and the content that it was made from."""

    id: int
    space_id: int
    posts: Sequence[Told]


def add_discussions(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """Every thread with its posts, the oldest first, and where each reader has got to."""
    entries = sorted(told("threads", "thread"), key=lambda entry: -entry["days_ago"])
    spaces = dict(session.execute(select(Space.key, Space.id)).all())
    rows = [_thread_row(entry, spaces, people, moment) for entry in entries]
    numbers = add_numbered_rows(session, Thread, rows)
    threads = [
        WrittenThread(number, row["space_id"], entry["post"])
        for number, row, entry in zip(numbers, rows, entries, strict=True)
    ]
    posts = [
        _post_row(thread.id, no, post, people[post["author"]], moment)
        for thread in threads
        for no, post in enumerate(thread.posts, start=1)
    ]
    add_rows(session, Post, posts)
    # Whoever wrote before has had their first posts read by a moderator.
    add_rows(
        session, KnownWriter, [{"person_id": one} for one in {row["author_id"] for row in posts}]
    )
    tags = [
        {"thread_id": number, "tag": tag}
        for number, entry in zip(numbers, entries, strict=True)
        for tag in entry.get("tags", ())
    ]
    add_rows(session, ThreadTag, tags)
    add_rows(session, ReadPosition, _read_positions(session, threads, people))


def link_events(session: Session, events: Sequence[AddedEvent]) -> None:
    """Have each thread that content says is about an event lead to it."""
    numbers = {event.told["title"]: event.id for event in events}
    for entry in told("threads", "thread"):
        if "event" in entry:
            thread = update(Thread).where(Thread.title == entry["title"])
            session.execute(thread.values(event_id=numbers[entry["event"]]))


def _thread_row(
    entry: Told, spaces: Mapping[str, int], people: Mapping[str, Member], moment: datetime
) -> Row:
    return {
        "space_id": spaces[entry["space"]],
        "kind": entry.get("kind", "talk"),
        "title": entry["title"],
        "author_id": people[entry["started_by"]].id,
        "notes": notes_column(entry["post"][0].get("notes", [])),
        "started_at": written_at(moment, entry["days_ago"]),
        "last_post_no": len(entry["post"]),
        "last_posted_at": written_at(moment, entry["post"][-1]["days_ago"]),
        "pinned_at": moment if entry.get("pinned") else None,
        "locked_at": moment if entry.get("locked_because") else None,
        "locked_because": entry.get("locked_because"),
    }


def written_at(moment: datetime, days_ago: float) -> datetime:
    """The time of a post, between 7 in the morning and 10 at night; the order of posts is kept."""
    at = (moment - days(days_ago)).astimezone(LONDON)
    if at.date() == moment.astimezone(LONDON).date():
        return at.astimezone(UTC)
    midnight = at.replace(hour=0, minute=0, second=0, microsecond=0)
    awake = timedelta(hours=7) + (at - midnight) * WAKING_SHARE
    return (midnight + awake).astimezone(UTC)


def _post_row(thread_id: int, no: int, post: Told, author: Member, moment: datetime) -> Row:
    markdown = clean(post["text"])
    html = render(markdown)
    posted_at = written_at(moment, post["days_ago"])
    return {
        "thread_id": thread_id,
        "no": no,
        "author_id": author.id,
        "markdown": markdown,
        "html": html,
        "words": plain(html),
        "render_version": RENDER_VERSION,
        "notes": notes_column(post.get("notes", [])),
        "posted_at": posted_at,
        "once": None,
    }


def _read_positions(
    session: Session, threads: Sequence[WrittenThread], people: Mapping[str, Member]
) -> list[Row]:
    """How far each person had read when they were last here; what they wrote they have read."""
    enters = _entrances(session)
    choose = chance("reading")
    rows: list[Row] = []
    for key, person in people.items():
        last_visit, skipped = choose.uniform(*LAST_VISIT_DAYS), choose.randrange(UNREAD_THREADS)
        for place, thread in enumerate(threads):
            closed_to = thread.space_id in enters and person.id not in enters[thread.space_id]
            seen = 0 if place % UNREAD_THREADS == skipped else _posts_before(thread, last_visit)
            no = max(seen, _last_own_post(thread, key))
            if no and not closed_to:
                rows.append({"person_id": person.id, "thread_id": thread.id, "no": no})
    return rows


def _entrances(session: Session) -> dict[int, set[int]]:
    """For each closed space, the people who may enter it."""
    found: dict[int, set[int]] = {}
    members = select(Space.id, GroupMember.person_id).join(
        GroupMember, GroupMember.group_id == Space.group_id
    )
    for space_id, person_id in session.execute(members):
        found.setdefault(space_id, set()).add(person_id)
    return found


def _posts_before(thread: WrittenThread, days_ago: float) -> int:
    return sum(post["days_ago"] > days_ago for post in thread.posts)


def _last_own_post(thread: WrittenThread, key: str) -> int:
    return max((no for no, post in enumerate(thread.posts, 1) if post["author"] == key), default=0)
