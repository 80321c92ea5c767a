"""What a form brought, as actions take it."""

from collections.abc import Mapping
from dataclasses import asdict

from core.text import Mentioned
from forum.actions.writing import Written
from forum.forms.posts import PostForm


def written(
    form: PostForm, people: Mapping[str, Mentioned], reply_to_id: int | None = None
) -> Written:
    """The words of a post, what was chosen about them, and who is named in them."""
    return Written(
        form.typed("text"),
        form.once_or_none(),
        people=people,
        reply_to_id=reply_to_id,
        **asdict(form.choices()),
    )
