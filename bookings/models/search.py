"""The table of the words of events, for search."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base
from core.search.index import Searched, search_indexes


class EventSearch(Searched, Base):
    """The words of one event, a draft's too: who finds it is decided by who may see the event."""

    __tablename__ = "event_search"
    __table_args__ = search_indexes("event_search")

    id: Mapped[int] = mapped_column(ForeignKey("event.id", ondelete="CASCADE"), primary_key=True)
