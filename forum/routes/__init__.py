"""The doors of discussions, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("forum", __name__)

# The files below hang their doors on the blueprint above.
from forum.routes import (  # noqa: E402
    decisions,
    drafts,
    exports,
    follows,
    marks,
    moves,
    new_replies,
    news,
    pictures,
    post_changes,
    posts,
    replies,
    saved,
    space_order,
    space_settings,
    spaces,
    tags,
    threads,
    tools,
    wishes,
)

__all__ = [
    "blueprint",
    "decisions",
    "drafts",
    "exports",
    "follows",
    "marks",
    "moves",
    "new_replies",
    "news",
    "pictures",
    "post_changes",
    "posts",
    "replies",
    "saved",
    "space_order",
    "space_settings",
    "spaces",
    "tags",
    "threads",
    "tools",
    "wishes",
]
