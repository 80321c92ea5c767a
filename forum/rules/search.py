"""What the index of posts knows of a post besides its words: whose, where, under which tags."""

from collections.abc import Iterable

from core.search.marks import mark
from core.search.words import words_of


def author_mark(person_id: int) -> str:
    """The mark of what somebody wrote under their name."""
    return mark("by", person_id)


def space_mark(space_id: int) -> str:
    """The mark of what stands in a space."""
    return mark("in", space_id)


def tag_mark(tag: str) -> str:
    """The mark of what stands under a tag, whatever its capitals and accents."""
    return mark("tag", "=".join(words_of(tag)))


def post_marks(author_id: int | None, space_id: int, tags: Iterable[str]) -> list[str]:
    """All marks of a post; the author is None when they do not show their name."""
    author = [] if author_id is None else [author_mark(author_id)]
    return [*author, space_mark(space_id), *map(tag_mark, tags)]
