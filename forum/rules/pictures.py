"""Whether and how much, for pictures in posts."""

import re
from collections.abc import Collection
from html import escape, unescape

from core.limits import Limit

ALT_MAX_CHARS = 300

#: What the browser offers first. A telephone that has asked for none but these makes a JPEG of a
#: photo in a format of its own.
MEDIA_TYPES = ("image/jpeg", "image/png", "image/webp", "image/gif")

#: The largest request that brings a picture: the file, and some room for the words. Unit: bytes.
MAX_UPLOAD_BYTES = 10 * 1024 * 1024 + 64 * 1024

#: Source: docs/decisions/0006-limits.md
PICTURES = Limit("picture", most=30, window_seconds=86_400)

#: Pictures on a page of one's own: each is loaded whole.
PICTURES_A_PAGE = 10

#: How long a picture may be in no post before it is taken out. Unit: days.
UNUSED_DAYS = 30

_shown = re.compile(r'<img src="/pictures/([\w-]+)" alt="([^"]*)"[^>]*>', re.ASCII)


def with_pictures(html: str, keys: Collection[str]) -> str:
    """A post's HTML with these pictures; any other leaves its words, and no broken frame."""

    def shown(found: re.Match[str]) -> str:
        if found[1] in keys:
            return found[0]
        # In an attribute, some letters may stand plain that may not in a text.
        return f"<em>Picture not shown: {escape(unescape(found[2]), quote=False)}</em>"

    return _shown.sub(shown, html)
