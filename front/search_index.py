"""Fill the indexes of search from what is there, the newest first."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bookings.actions.search import index_events_below, lowest_indexed_event
from forum.actions.search import index_posts_below, lowest_indexed_post

#: So many go into an index in one turn at the writer's place. Unit: posts or events.
BATCH = 500


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of thing that is searched: from the newest to the oldest, batch by batch."""

    name: str
    lowest_indexed: Callable[[Session], int | None]
    index_below: Callable[[Session, int | None, int], int | None]


KINDS = (
    Kind("posts", lowest_indexed_post, index_posts_below),
    Kind("events", lowest_indexed_event, index_events_below),
)


def index_everything(session: Session) -> None:
    """Have all that is there be found; for the small networks that are laid out in one piece."""
    for kind in KINDS:
        below = kind.index_below(session, None, BATCH)
        while below is not None:
            below = kind.index_below(session, below, BATCH)
