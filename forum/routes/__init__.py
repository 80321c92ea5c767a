"""The doors of discussions, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("forum", __name__)

# The files below hang their doors on the blueprint above.
from forum.routes import marks, post_changes, posts, replies, spaces, threads  # noqa: E402

__all__ = ["blueprint", "marks", "post_changes", "posts", "replies", "spaces", "threads"]
