"""The table of the words of posts, for search."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from core.search.index import Searched, search_indexes


class PostSearch(Searched, Base):
    """The words of one live post; those of a thread's title stand with its first post."""

    __tablename__ = "post_search"
    __table_args__ = search_indexes("post_search")

    id: Mapped[int] = mapped_column(ForeignKey("post.id", ondelete="CASCADE"), primary_key=True)
