"""Pictures that a person may see, and those that are theirs."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BindParameter, Connection, bindparam, exists, func, or_, select

from core.identity import Identity
from core.paging import Cursor, Page, keyset, one_page
from forum.models import Picture, Post, PostPicture, Space, Thread
from forum.queries.visibility import POST_IS_JUDGED_BY_READER, POST_IS_VISIBLE
from forum.rules.pictures import PICTURES_A_PAGE


@dataclass(frozen=True, slots=True)
class PictureFile:
    """A picture as a browser gets it."""

    media_type: str
    data: bytes


@dataclass(frozen=True, slots=True)
class OwnPicture:
    """A picture as its owner finds it, with the number of posts that show it."""

    id: int
    key: str
    alt: str
    width: int
    height: int
    made_at: datetime
    post_count: int


_reader: BindParameter[int] = bindparam("reader_id")
_key: BindParameter[str] = bindparam("key")

_stands_where_the_reader_sees_it = exists(
    select(PostPicture.post_id)
    .join(Post, Post.id == PostPicture.post_id)
    .join(Thread, Thread.id == Post.thread_id)
    .join(Space, Space.id == Thread.space_id)
    .where(PostPicture.picture_id == Picture.id, or_(POST_IS_VISIBLE, POST_IS_JUDGED_BY_READER))
    .correlate(Picture)
)
_FILE = select(Picture.media_type, Picture.data).where(
    Picture.key == _key, or_(Picture.person_id == _reader, _stands_where_the_reader_sees_it)
)

_post_count = (
    select(func.count())
    .where(PostPicture.picture_id == Picture.id)
    .correlate(Picture)
    .scalar_subquery()
)
_OWN = select(
    Picture.id,
    Picture.key,
    Picture.alt,
    Picture.width,
    Picture.height,
    Picture.made_at,
    _post_count.label("post_count"),
).where(Picture.person_id == _reader)
_OWN_ONE = _OWN.where(Picture.key == _key)
_OWN_ALL = keyset(_OWN.limit(bindparam("most")), Picture.made_at, Picture.id, newest_first=True)


def picture_visible_to(connection: Connection, reader: Identity, key: str) -> PictureFile | None:
    """The picture if it is the reader's own or stands in a post that they may read."""
    row = connection.execute(_FILE, {"key": key, "reader_id": reader.id}).first()
    return PictureFile(*row) if row else None


def own_picture(connection: Connection, reader: Identity, key: str) -> OwnPicture | None:
    """The picture if it is the reader's own."""
    row = connection.execute(_OWN_ONE, {"key": key, "reader_id": reader.id}).first()
    return OwnPicture(*row) if row else None


def own_pictures(
    connection: Connection, reader: Identity, after: Cursor | None
) -> Page[OwnPicture]:
    """One page of the reader's own pictures, the newest first."""
    found = one_page(connection, _OWN_ALL, {"reader_id": reader.id}, after, PICTURES_A_PAGE)
    return found.shaped(lambda row: OwnPicture(*row))
