"""A post's card: the HTML that every reader is shown, made once when the post is saved.

Source: docs/decisions/0004-text-rendered-at-save.md (why this room exists)
"""

from datetime import datetime

from markupsafe import Markup

from core.clock import day_and_time

_CARD = Markup(
    '<article class="post" id="p{no}" aria-labelledby="p{no}-h">'
    '<header class="post-head"><h3 id="p{no}-h" tabindex="-1"><strong><bdi>{name}</bdi></strong>, '
    '<a href="#p{no}">post {no}</a>, <time datetime="{iso}">{when}</time></h3></header>'
    '<div class="post-body" hx-ignore>{body}</div></article>'
)


def card(no: int, name: str, posted_at: datetime, html: str) -> Markup:
    """The card of one post. `html` comes out of core.text.render and out of nowhere else."""
    return _CARD.format(
        no=no,
        name=name,
        iso=posted_at.isoformat(timespec="seconds"),
        when=day_and_time(posted_at),
        body=Markup(html),  # noqa: S704 - rendered and sanitised by core.text
    )
