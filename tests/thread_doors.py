"""What the tables of all doors need to know of those by which threads are looked after."""

from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from forum.actions.tags import Description, describe_thread
from forum.models import Post, ReadPosition, Thread
from tests.cast import BEN, DEV, GRACE, OPEN_SPACE, Member
from tests.world import ADA

PRESSED = ("pin", "unpin", "unlock", "archive", "unarchive")
FILLED_IN = ("lock_thread", "rename_thread", "move_thread", "split_thread", "merge_threads")
BY_PRESS = [f"forum.{verb}_thread" for verb in PRESSED]

#: Those who look after threads. Nobody else does: the threads of the world are Ben's.
RUN_THREADS: set[Member | None] = {GRACE, DEV, ADA}
MAY: dict[str, set[Member | None]] = dict.fromkeys(
    [
        *BY_PRESS,
        *(f"forum.{name}" for name in FILLED_IN),
        "forum.thread_tools",
        "forum.splitting",
        "forum.merging",
        "forum.describe_thread",
        "forum.change_decision",
    ],
    RUN_THREADS,
)

EMPTY = {
    **dict.fromkeys([*BY_PRESS, "forum.describe_thread"], 303),
    **{f"forum.{name}": 422 for name in FILLED_IN},
    "forum.change_decision": 422,
}

#: The number of the thread that `stage` makes, which no counter gives.
ANOTHER = 31

TYPED = {"because": "We go on at the next meeting.", "space": "closed", "posts": "2"}
TYPED |= {"conversation": "decision", "tags": "nights, sleep", "event": "1"}
TYPED |= {"others": "", "into": f"/threads/{ANOTHER}"}
TYPED |= {"stage": "decided", "told": "We buy a kettle.", "owner": "Dev", "due": "", "post": "1"}

LOCKING = {"locked_at", "locked_because", "version"}
CHANGES: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "forum.pin_thread": ({"thread": {"pinned_at", "version"}}, set()),
    "forum.unpin_thread": ({"thread": {"pinned_at", "version"}}, set()),
    "forum.lock_thread": ({"thread": LOCKING}, {"notice"}),
    "forum.unlock_thread": ({"thread": LOCKING}, set()),
    "forum.archive_thread": ({"thread": {"archived_at", "version"}}, set()),
    "forum.unarchive_thread": ({"thread": {"archived_at", "version"}}, set()),
    "forum.rename_thread": ({"thread": {"title", "version"}}, set()),
    "forum.move_thread": ({"thread": {"space_id", "version"}}, {"thread_origin", "notice"}),
    "forum.split_thread": (
        {"thread": {"moved_away", "version"}, "post": {"thread_id", "no"}},
        {"thread", "thread_origin", "moved_post", "read_position", "follow_thread"},
    ),
    "forum.describe_thread": (
        {"thread": {"kind", "stage", "event_id", "version"}},
        {"thread_tag", "decision"},
    ),
    "forum.change_decision": (
        {
            "thread": {"stage", "version"},
            "decision": {"stage", "owner_id", "version", "changed_at"},
        },
        {"decision_step", "decision_fan_out", "notice"},
    ),
    "forum.merge_threads": (
        {
            "thread": {"merged_into_id", "moved_away", "last_post_no", "version"},
            "post": {"thread_id", "no"},
            "read_position": {"no"},
            "draft": {"place"},
        },
        {"follow_thread", "thread_origin", "moved_post", "notice"},
    ),
}


def stage(session: Session, endpoint: str) -> None:
    """Have something there for the door to change."""
    if endpoint == "forum.merge_threads":
        _another(session)
    if endpoint == "forum.change_decision":
        for thread in session.scalars(select(Thread)):
            describe_thread(session, thread.author_id, thread.id, Description("decision"))
    before: dict[str, dict[str, Any]] = {
        "forum.unpin_thread": {"pinned_at": now()},
        "forum.unlock_thread": {"locked_at": now(), "locked_because": "Enough."},
        "forum.unarchive_thread": {"archived_at": now()},
    }
    if endpoint in before:
        session.execute(update(Thread).values(before[endpoint]))


def _another(session: Session) -> None:
    """A thread of one post, which Ben has read."""
    moment = now()
    thread = {"id": ANOTHER, "space_id": OPEN_SPACE, "title": "Another", "author_id": BEN.id}
    session.add(Thread(**thread, started_at=moment, last_post_no=1, last_posted_at=moment))
    session.flush()
    post = {"thread_id": ANOTHER, "no": 1, "author_id": BEN.id, "posted_at": moment}
    session.add(Post(**post, markdown="", html="", words="", render_version=1))
    session.add(ReadPosition(person_id=BEN.id, thread_id=ANOTHER, no=1))
    session.flush()
