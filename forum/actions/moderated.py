"""What waits for a moderator before others read it, and how moderators' decisions reach a post."""

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from core.identity import Identity
from forum.actions.states import approve_post, hide_post
from forum.actions.untelling import untell
from forum.models import KnownWriter, Post, Space, Thread
from forum.queries.moderated import post_as_moderators_see_it
from forum.queries.one_post import post_visible_to
from forum.rules.posts import NEWCOMER_POSTS
from forum.rules.threads import ReadsOnly
from safety.actions.holds import hold
from safety.actions.kinds import Kind
from safety.queries.restrictions import restriction_of
from safety.rules.holds import SENT_AGAIN, Held, why_held

#: The word for posts among the kinds of things that moderators look after.
POST = "post"

#: A post that waits and was changed, and would not have to wait as it is now.
STILL_WAITS = Held("rule", "It waited before it was changed.")


def refuse_reader(session: Session, author: Identity) -> None:
    """Nothing, unless the person is asked to read and not to write. Raises: ReadsOnly."""
    if restriction_of(session.connection(), author.id) == "reads_only":
        raise ReadsOnly


def held_back(session: Session, author: Identity, post: Post) -> bool:
    """True when the post has to wait for a moderator; they then find it in their queue."""
    held = _why(session, author, post)
    if held is None:
        return False
    post.state = "pending"
    session.flush()
    hold(session, POST, post.id, author.id, held.why, held.because)
    return True


def moderated(session: Session, author: Identity, post: Post) -> None:
    """Have a post that was changed wait if it has to; one that waits already says why again."""
    if post.state == "live":
        if held_back(session, author, post):
            untell(session, post)
        return
    held = SENT_AGAIN if post.state == "hidden" else _why(session, author, post) or STILL_WAITS
    post.state, post.state_because = "pending", None
    session.flush()
    hold(session, POST, post.id, author.id, held.why, held.because)


def _why(session: Session, author: Identity, post: Post) -> Held | None:
    thread = session.get_one(Thread, post.thread_id)
    text = f"{thread.title}\n{post.markdown}" if thread.last_post_no == 0 else post.markdown
    return why_held(
        text,
        live_posts=_live_posts(session, author),
        restricted=restriction_of(session.connection(), author.id) == "waits",
        space_waits=session.get_one(Space, thread.space_id).waits,
    )


def _live_posts(session: Session, author: Identity) -> int:
    """How many posts of somebody are in sight; those who do something here are known already."""
    if author.roles or session.get(KnownWriter, author.id) is not None:
        return NEWCOMER_POSTS
    wrote = select(func.count()).where(Post.author_id == author.id, Post.state == "live")
    return session.scalars(wrote).one()


def _visible(connection: Connection, reader: Identity, post_id: int) -> bool:
    found = post_visible_to(connection, reader, post_id)
    return found is not None and found.row.state == "live"


def _approve(session: Session, post_id: int, by_id: int) -> None:
    approve_post(session, by_id, post_id)


def _hide(session: Session, post_id: int, by_id: int, reason: str) -> None:
    hide_post(session, by_id, post_id, reason)


#: How moderators see posts and what they can do with them.
POSTS = Kind(
    noun="post",
    shown=post_as_moderators_see_it,
    visible_to=_visible,
    approve=_approve,
    hide=_hide,
)
