"""What a thread's page says about writing in it: a box, or why there is none."""

from markupsafe import Markup

from core.html import part
from core.identity import Identity
from core.stencils import filled
from forum.forms.composer import Composer
from forum.policies import may_write_reply
from forum.queries.threads import ThreadView
from forum.rules.threads import why_not_writable


def writing_panel(
    here: ThreadView, reader: Identity, composer: Composer | None, last_page: int
) -> Markup:
    """The box, where there is one on this page; else why not, or the way to it."""
    refusal = why_not_writable(here.closing)
    may_write = may_write_reply(reader, here)
    if refusal or composer is None or not may_write:
        return filled(
            "forum/_no_box.html",
            may_write=may_write,
            why_not=refusal.sentence if refusal else None,
            asks=composer is not None and refusal is None,
            thread_id=here.id,
            last_no=here.last_post_no,
            last_page=last_page,
        )
    if not composer.is_empty:
        return part("forum/_box.html", thread=here, composer=composer)
    return filled(
        "forum/_empty_box.html",
        thread_id=here.id,
        last_no=here.last_post_no,
        place=str(composer.drafting.place),
        hint=composer.hint,
        once=composer.once,
        shown=composer.shown,
    )
