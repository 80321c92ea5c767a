"""Tags: a few plain words by which a thread is found, the same however they are typed."""

import re

from core.text import folded

#: So many tags one thread has at most, and so long one is.
MOST_TAGS = 5
TAG_MAX_CHARS = 30

#: Tags on one page of all of them.
TAGS_A_PAGE = 200

_GAPS = re.compile(r"[\s_-]+")
_TAG = re.compile(rf"[a-z0-9][a-z0-9-]{{0,{TAG_MAX_CHARS - 1}}}", re.ASCII)


def tags_in(told: str) -> list[str]:
    """The tags in words with commas between them, each once, as they are kept: "night-shifts"."""
    each = (_GAPS.sub("-", folded(part).strip().lstrip("#")).strip("-") for part in told.split(","))
    return list(dict.fromkeys(tag for tag in each if tag))


def why_not_tags(tags: list[str]) -> str | None:
    """What to change about these tags, or None when they are good."""
    if len(tags) > MOST_TAGS:
        over = len(tags) - MOST_TAGS
        return f"{MOST_TAGS} tags are the most there is room for. Please take out {over}."
    for tag in tags:
        if len(tag) > TAG_MAX_CHARS:
            short = tag[:TAG_MAX_CHARS]
            return f"“{short}…” is too long. A tag has {TAG_MAX_CHARS} characters at most."
        if not _TAG.fullmatch(tag):
            return f"“{tag}” can’t be a tag. Use letters from a to z, digits and hyphens."
    return None
