"""The page of a thread's tools and each tool on it, for the doors that show them."""

from flask import Response

from core import db
from core.access import allow, person
from core.html import done, page_or_fragment
from core.refusals import Refusal, found
from forum.actions.tags import Description
from forum.forms.about import AboutThread
from forum.forms.tools import LockThread, MoveThread, RenameThread
from forum.policies import may_describe_thread, may_run_thread
from forum.queries.events import events_to_choose
from forum.queries.moves import spaces_within
from forum.queries.threads import ThreadView, thread_visible_to


def thread_to_run(thread_id: int) -> ThreadView:
    """The thread, for somebody who looks after threads. Raises: Missing, Forbidden."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    allow(may_run_thread(person()))
    return here


def thread_to_describe(thread_id: int) -> ThreadView:
    """The thread, for whoever started it or looks after threads. Raises: Missing, Forbidden."""
    here = found(thread_visible_to(db.connection(), person(), thread_id))
    allow(may_describe_thread(person(), here))
    return here


def move_form(here: ThreadView, form: MoveThread | None = None) -> MoveThread:
    """The form that offers the spaces to which this thread may go."""
    form = form or MoveThread()
    form.offer(spaces_within(db.connection(), person(), here.space_id))
    return form


def about_form(here: ThreadView, form: AboutThread | None = None) -> AboutThread:
    """The form of what a thread is about, with the events to choose from."""
    event_id = here.event_id
    form = form or AboutThread(
        conversation=here.kind, tags=", ".join(here.tag_list), event=str(event_id or "")
    )
    form.offer(events_to_choose(db.connection(), person(), event_id))
    return form


def description_of(form: AboutThread, here: ThreadView | None = None) -> Description:
    """What the form says a thread is about; an event that the person can't see stays chosen."""
    unseen = here is not None and here.event_id and str(here.event_id) not in form.offers
    event_id = form.event_id() or (here.event_id if here and unseen else None)
    return Description(form.kind(), tuple(form.tag_list()), event_id)


def tools_page(
    here: ThreadView, tool: str = "title", status: int = 200, **told: object
) -> Response:
    """All tools of a thread; for htmx the one that was used. `told` is what that one shows."""
    return page_or_fragment(
        "forum/tools.html",
        f"forum/tools/_{tool}.html",
        status=status,
        **_tools(here, **told),
    )


def tool_again(here: ThreadView, tool: str, refusal: Refusal, **told: object) -> Response:
    """The tool again, with the sentence that says why nothing was changed."""
    db.rollback()
    now_so = found(thread_visible_to(db.connection(), person(), here.id))
    return tools_page(now_so, tool, 409, refused=tool, sentence=refusal.sentence, **told)


def tool_used(here: ThreadView, tool: str, say: str) -> Response:
    """The tool as it is after its change was kept."""
    now_so = found(thread_visible_to(db.connection(), person(), here.id))
    told = _tools(now_so, changed=tool)
    return done(f"/threads/{here.id}/tools", f"forum/tools/_{tool}.html", say, **told)


def _tools(here: ThreadView, **told: object) -> dict[str, object]:
    runs = may_run_thread(person())
    return {
        "thread": here,
        "runs": runs,
        "about": about_form(here) if "about" not in told else None,
        "title": RenameThread(title=here.title),
        "lock": LockThread(because=here.locked_because),
        "move": move_form(here) if runs and "move" not in told else None,
        **told,
    }
