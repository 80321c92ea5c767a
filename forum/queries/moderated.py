"""A post as moderators see it, whatever its state and its space."""

from markupsafe import Markup
from sqlalchemy import Connection, bindparam, select

from accounts.models import Person
from core.text import with_quotes
from forum.models import Post, Space, Thread
from forum.rules.words import ANONYMOUS_NAME
from safety.actions.kinds import Shown

_POST = (
    select(
        Post.id,
        Post.author_id,
        Post.anonymous,
        Post.state,
        Post.html,
        Post.words,
        Thread.title,
        Person.display_name,
        Space.name.label("space_name"),
    )
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .join(Person, Person.id == Post.author_id)
    .where(Post.id == bindparam("post_id"), Post.state != "withdrawn")
)


def post_as_moderators_see_it(connection: Connection, post_id: int) -> Shown | None:
    """The post, with its author's name as members see it; None when it was taken back."""
    row = connection.execute(_POST, {"post_id": post_id}).first()
    if row is None:
        return None
    return Shown(
        author_id=row.author_id,
        name=ANONYMOUS_NAME if row.anonymous else row.display_name,
        # Whose words are quoted, and whether they are still there, is for the page of the post.
        html=with_quotes(row.html, lambda _: Markup("")),
        words=row.words,
        url=f"/posts/{post_id}/options",
        context=f"{row.title}, in {row.space_name}",
    )
