"""When somebody takes a new name: every page on which it stands is made anew."""

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.models import Person
from core.text import Mentioned, plain, render
from forum.actions.shown_pictures import show_pictures
from forum.actions.untelling import rename_in_notices
from forum.models import Mention, Post, Thread


def renew_names(session: Session, person_id: int) -> None:
    """Have the person's present name on all that they wrote and wherever they are named."""
    wrote = select(Post.thread_id).where(Post.author_id == person_id)
    named = (
        select(Post.thread_id)
        .join(Mention, Mention.post_id == Post.id)
        .where(Mention.person_id == person_id)
    )
    session.execute(
        update(Thread)
        .where(Thread.id.in_(wrote.union(named)))
        .values(version=Thread.version + 1)
        .execution_options(synchronize_session=False)
    )
    naming = select(Mention.post_id).where(Mention.person_id == person_id)
    for post in session.scalars(select(Post).where(Post.id.in_(naming))):
        post.html = render(post.markdown, people=people_of_post(session, post.id))
        post.words = plain(post.html)
        show_pictures(session, post)
    session.flush()
    name = select(Person.display_name).where(Person.id == person_id)
    rename_in_notices(session, person_id, session.scalars(name).one())


def people_of_post(session: Session, post_id: int) -> dict[str, Mentioned]:
    """Whom the names in a post mean, under the names they have now."""
    rows = session.execute(
        select(Mention.name_folded, Person.id, Person.display_name)
        .join(Person, Person.id == Mention.person_id)
        .where(Mention.post_id == post_id)
    )
    return {folded: Mentioned(number, name) for folded, number, name in rows}
