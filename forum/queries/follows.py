"""How one reader follows a thread or a space, as the pages of both show it."""

from typing import NamedTuple

from forum.queries.spaces import SpaceView
from forum.queries.threads import ThreadView
from forum.rules.follows import REASONS
from forum.rules.posts import page_of_post


class Following(NamedTuple):
    """The level that stands, why, what there is to hear about, and where it is chosen."""

    at: str
    page: str
    name: str
    what: str
    level: str
    why: str


def following_of_thread(thread: ThreadView) -> Following:
    """How the reader hears about new replies in a thread that they were found to see."""
    at = f"/threads/{thread.id}"
    return Following(
        at=f"{at}/follow",
        page=f"{at}?page={page_of_post(thread.last_post_no)}#follow",
        name=thread.title,
        what="new replies",
        level=thread.follow_level or "nothing",
        why=REASONS.get(thread.follow_reason or "", ""),
    )


def following_of_space(space: SpaceView) -> Following:
    """How the reader hears about new threads in a space that they were found to see."""
    at = f"/spaces/{space.key}"
    return Following(
        at=f"{at}/follow",
        page=f"{at}#follow",
        name=space.name,
        what="new threads",
        level=space.follow_level or "nothing",
        why=REASONS.get(space.follow_reason or "", ""),
    )
