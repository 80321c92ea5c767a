"""Who may see what in discussions, in SQL and once: every read of the forum is built on these.

Each condition takes the reader from the bound `reader_id`.
"""

from sqlalchemy import BindParameter, ColumnElement, and_, bindparam, exists, not_, or_

from accounts.models import PersonRole
from core.identity import Role
from forum.models import Post, Space, Thread
from programme.queries import open_to

#: The number of a person, or none.
SomebodyId = ColumnElement[int] | ColumnElement[int | None]

_READER: BindParameter[int] = bindparam("reader_id")


def _has(person_id: SomebodyId, *roles: Role) -> ColumnElement[bool]:
    # Each role on its own: core.hot compiles no lists.
    held = or_(*(PersonRole.role == role.value for role in roles))
    theirs = exists().where(PersonRole.person_id == person_id, held)
    # However deep in a statement it stands: else it would ask whether anybody at all has the role.
    return theirs.correlate_except(PersonRole)


def space_is_visible_to(person_id: SomebodyId) -> ColumnElement[bool]:
    """True for a space that is open to everyone signed in, to the person's group, or to organisers.

    For a statement that joins people to spaces: whom to tell of something.
    """
    return and_(open_to(Space.group_id, person_id), space_is_meant_for(person_id))


def space_is_meant_for(person_id: SomebodyId) -> ColumnElement[bool]:
    """True unless only organisers read the space and the person is none; in its group or not."""
    organises = _has(person_id, Role.ORGANISER, Role.ADMINISTRATOR)
    return or_(Space.readers == "everyone", organises)


#: The same for the reader of a page.
SPACE_IS_VISIBLE = space_is_visible_to(_READER)

# Said this way round SQLite looks for no index on what nearly every thread has in common, while
# PostgreSQL still sees that nearly every thread has it.
_put_away = or_(Thread.hidden_at.is_not(None), Thread.merged_into_id.is_not(None))

#: A thread that stands in lists; its space must be visible too.
THREAD_IS_LISTED = and_(Thread.last_post_no >= 1, not_(_put_away))

#: A thread that opens: as in lists, and also to its author while its first post waits.
THREAD_OPENS = and_(
    Thread.hidden_at.is_(None), or_(Thread.last_post_no >= 1, Thread.author_id == _READER)
)

#: A post whose words may be shown; its thread must be listed and its space visible.
POST_IS_LIVE = Post.state == "live"

#: All three together, for a statement that has joined post, thread and space.
POST_IS_VISIBLE = and_(POST_IS_LIVE, THREAD_IS_LISTED, SPACE_IS_VISIBLE)

#: A post that waits for a moderator or was hidden by one, for those who decide about it.
POST_IS_JUDGED_BY_READER = and_(
    or_(Post.state == "pending", Post.state == "hidden"),
    _has(_READER, Role.MODERATOR, Role.ADMINISTRATOR),
)
