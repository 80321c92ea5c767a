"""A world with a word planted in every state that something can be in, and every surface of it.

Marks are made of `zq`, the state, and where the word stands: in a title, in the words of a post,
in what the post said before it was changed, in words that somebody else quotes, or in a step of
what is decided.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.profiles import change_profile
from accounts.models import Person, PersonRole, SignIn
from accounts.queries import hashed
from accounts.queries.profiles import Shown
from core.clock import now
from core.text import folded
from forum.actions import spaces as space_actions
from forum.actions.changes import edit_post, withdraw_post
from forum.actions.marks import save_post
from forum.actions.posts import start_thread, write_reply
from forum.actions.states import hide_post
from forum.actions.tags import Description, describe_thread
from forum.actions.threads import lock_thread, move_thread
from forum.actions.writing import Written
from forum.models import FollowSpace, KnownWriter, Space, ThreadTag
from programme.actions import add_entry
from programme.models import GroupMember
from safety.models import ReviewItem
from tests.cast import (
    AMINA,
    CAROL,
    CLOSED_GROUP,
    CLOSED_SPACE,
    DEV,
    GRACE,
    JOINED,
    OPEN_SPACE,
    Member,
)
from tests.factories import a_draft, a_group
from tests.forum.deciding import take
from tests.forum.told import tell, tell_later
from tests.world import ADA, an_administrator

NEWCOMER = Member(11, "Newcomer")
FACILITATOR = Member(12, "Facilitator", ("facilitator",))
ORGANISER = Member(13, "Organiser", ("organiser",))
MODERATOR = Member(14, "Moderator", ("moderator",))
OUTSIDER = Member(15, "Outsider")
AUTHOR = Member(16, "Author")
#: Writes without their name, which stands nowhere else.
NAMELESS = Member(17, "Zqnameless")

#: Who looks, by what they are here. Nobody of these but the group's member and the author is in
#: the private space's group; the outsider is in another one.
ROLES: dict[str, Member | None] = {
    "signed out": None,
    "newcomer": NEWCOMER,
    "member": CAROL,
    "group member": AMINA,
    "facilitator": FACILITATOR,
    "organiser": ORGANISER,
    "moderator": MODERATOR,
    "administrator": ADA,
    "outsider": OUTSIDER,
    "author": AUTHOR,
}

KEPT_SPACE = 7
TAG = "matrix"


@dataclass
class Matrix:
    """Where each state's thread and post are."""

    threads: dict[str, int] = field(default_factory=dict)
    posts: dict[str, int] = field(default_factory=dict)
    quotes: int = 0
    draft: int = 0
    item: int = 0


def a_matrix(session: Session, *, begun_only: bool = False) -> Matrix:
    """The whole world; everyone follows every space, and was told what they may be told.

    In one that has only begun, what will be hidden, taken back or moved is still there to read.
    """
    _people(session)
    made = Matrix()
    _begin(session, made)
    session.commit()
    tell(session)
    if not begun_only:
        _go_on(session, made)
        session.commit()
        tell(session)
        tell_later(session)
    return made


def _people(session: Session) -> None:
    an_administrator(session)
    new = (NEWCOMER, FACILITATOR, ORGANISER, MODERATOR, OUTSIDER, AUTHOR, NAMELESS)
    for who in new:
        # The newcomer comes when all of it has been written.
        joined = now() + timedelta(hours=1) if who is NEWCOMER else JOINED
        told = {"display_name": who.name, "name_folded": folded(who.name), "joined_at": joined}
        session.add(Person(id=who.id, address=who.address, demonstration=False, **told))
        session.flush()
        session.add_all(PersonRole(person_id=who.id, role=role) for role in who.roles)
        token = {"token_hash": hashed(who.token), "person_id": who.id, "kept": True}
        until = {"seen_at": now() + timedelta(hours=2), "expires_at": now() + timedelta(days=30)}
        session.add(SignIn(id=who.id, started_at=now(), **token, **until))
    session.add_all(KnownWriter(person_id=who.id) for who in (AUTHOR, NAMELESS))
    session.add(GroupMember(group_id=CLOSED_GROUP, person_id=AUTHOR.id))
    a_group(session, "Another group", OUTSIDER)
    session.add(_kept_space())
    session.get_one(Space, OPEN_SPACE).titles_public = True
    session.flush()
    change_profile(session, AUTHOR.id, Shown("About zqprofile.", "", False, False))
    add_entry(session, AUTHOR.id, 3, "Tea", "Made zqentry.")
    session.add_all(
        FollowSpace(person_id=who.id, space_id=space, level="mail", reason="chosen")
        for who in ROLES.values()
        for space in (OPEN_SPACE, CLOSED_SPACE, KEPT_SPACE)
        if who is not None and who is not NEWCOMER
    )
    session.flush()


def _kept_space() -> Space:
    told = {"id": KEPT_SPACE, "key": "kept", "name": "Kept", "purpose": "To keep."}
    return Space(**told, writers="everyone", position=7, titles_public=True)


def _thread(session: Session, made: Matrix, state: str, space: int = OPEN_SPACE) -> None:
    """A thread that said something else at first, and says what it says now."""
    nameless = state == "anonymous"
    by = NAMELESS if nameless else AUTHOR
    first = Written(f"Kettle zq{state}old.", anonymous=nameless)
    post = start_thread(session, by.identity(), space, f"Title zq{state}title", first)
    made.threads[state], made.posts[state] = post.thread_id, post.id
    describe_thread(session, by.id, post.thread_id, Description("decision", (TAG,)))
    take(session, post.thread_id, "considered", words=f"Kettle zq{state}step.")
    edit_post(
        session, by.identity(), post.id, Written(f"Kettle zq{state}words.", anonymous=nameless)
    )


def _reply(session: Session, made: Matrix, state: str) -> None:
    words = Written(f"Kettle zq{state}old.")
    post = write_reply(session, AUTHOR.identity(), made.threads["live"], words)
    made.threads[state], made.posts[state] = post.thread_id, post.id
    edit_post(session, AUTHOR.identity(), post.id, Written(f"Kettle zq{state}words."))


def _begin(session: Session, made: Matrix) -> None:
    """Whatever will be in a state is read by everyone of its space at first, saved and quoted."""
    for state in ("live", "hidden", "withdrawn", "locked", "moved", "anonymous"):
        _thread(session, made, state)
    _thread(session, made, "private", space=CLOSED_SPACE)
    _thread(session, made, "archived", space=KEPT_SPACE)
    for state in ("hiddenreply", "withdrawnreply"):
        _reply(session, made, state)
    first = start_thread(session, AUTHOR.identity(), OPEN_SPACE, "Quotes", Written("Quotes."))
    made.quotes = first.thread_id
    for state, post_id in made.posts.items():
        quote = f"> [quote {post_id}]\n> Kettle zq{state}quoted.\n\nI see."
        write_reply(session, AUTHOR.identity(), made.quotes, Written(quote))
        for who in ROLES.values():
            if who is not None:
                save_post(session, who.id, post_id)


def _go_on(session: Session, made: Matrix) -> None:
    """Each comes into its state; what waits begins to wait."""
    for state in ("hidden", "hiddenreply"):
        hide_post(session, DEV.id, made.posts[state], "It was unkind.")
    for state in ("withdrawn", "withdrawnreply"):
        withdraw_post(session, AUTHOR.identity(), made.posts[state])
    move_thread(session, GRACE.id, made.threads["moved"], CLOSED_SPACE)
    lock_thread(session, DEV.id, made.threads["locked"], "We go on elsewhere.")
    space_actions.archive_space(session, GRACE.id, KEPT_SPACE)
    waits = Written("Kettle zqpendingwords, call 07700 900123.")
    post = start_thread(session, AUTHOR.identity(), OPEN_SPACE, "Title zqpendingtitle", waits)
    made.threads["pending"], made.posts["pending"] = post.thread_id, post.id
    session.add(ThreadTag(thread_id=post.thread_id, tag=TAG))
    item = select(ReviewItem.id).where(ReviewItem.thing_id == post.id)
    made.item = session.scalars(item).one()
    place = f"thread:{made.threads['live']}"
    made.draft = a_draft(session, AUTHOR, place, text="Kettle zqdraftwords.").id
