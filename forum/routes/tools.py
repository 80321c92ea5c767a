"""What those who look after threads do with one: pin, lock, archive, rename and move it."""

from collections.abc import Callable

from flask import Response, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import db
from core.access import Audience, access, person
from core.html import gone_to
from core.refusals import Refusal, found
from forum.actions import threads as actions
from forum.forms.tools import LockThread, MoveThread, RenameThread
from forum.queries.spaces import space_visible_to
from forum.queries.threads import ThreadView
from forum.routes import blueprint
from forum.routes.tools_page import (
    move_form,
    thread_to_describe,
    thread_to_run,
    tool_again,
    tool_used,
    tools_page,
)


@blueprint.get("/threads/<id:thread_id>/tools")
@access(Audience.MEMBER)
def thread_tools(thread_id: int) -> ResponseReturnValue:
    """What this person may do with a thread."""
    here = thread_to_describe(thread_id)
    if here.merged_into_id is not None:
        return redirect(f"/threads/{here.merged_into_id}/tools", 302)
    return tools_page(here)


@blueprint.post("/threads/<id:thread_id>/pin")
@access(Audience.MEMBER)
def pin_thread(thread_id: int) -> ResponseReturnValue:
    """Have a thread stand above the others of its space."""
    say = "It stands at the top of its space now."
    return _press(thread_to_run(thread_id), "pin", actions.pin_thread, say)


@blueprint.post("/threads/<id:thread_id>/unpin")
@access(Audience.MEMBER)
def unpin_thread(thread_id: int) -> ResponseReturnValue:
    """Have a thread stand among the others again."""
    say = "It stands among the others again."
    return _press(thread_to_run(thread_id), "pin", actions.unpin_thread, say)


@blueprint.post("/threads/<id:thread_id>/unlock")
@access(Audience.MEMBER)
def unlock_thread(thread_id: int) -> ResponseReturnValue:
    """Let people write in a thread again."""
    say = "People can write in it again."
    return _press(thread_to_run(thread_id), "lock", actions.unlock_thread, say)


@blueprint.post("/threads/<id:thread_id>/archive")
@access(Audience.MEMBER)
def archive_thread(thread_id: int) -> ResponseReturnValue:
    """Keep a thread for reading only."""
    say = "It is kept for reading now."
    return _press(thread_to_run(thread_id), "archive", actions.archive_thread, say)


@blueprint.post("/threads/<id:thread_id>/unarchive")
@access(Audience.MEMBER)
def unarchive_thread(thread_id: int) -> ResponseReturnValue:
    """Make a conversation again of a thread that was kept for reading."""
    say = "People can write in it again."
    return _press(thread_to_run(thread_id), "archive", actions.unarchive_thread, say)


def _press(
    here: ThreadView, tool: str, action: Callable[[Session, int, int], None], say: str
) -> Response:
    """Do what needs no more than a press of a button."""
    try:
        action(db.session(), person().id, here.id)
    except Refusal as refusal:
        return tool_again(here, tool, refusal)
    db.commit()
    return tool_used(here, tool, say)


@blueprint.post("/threads/<id:thread_id>/lock")
@access(Audience.MEMBER)
def lock_thread(thread_id: int) -> ResponseReturnValue:
    """Close a thread to new posts, and say why."""
    here = thread_to_run(thread_id)
    form = LockThread(request.form)
    if not form.validate():
        return tools_page(here, "lock", 422, lock=form, form=form)
    try:
        actions.lock_thread(db.session(), person().id, here.id, form.typed("because"))
    except Refusal as refusal:
        return tool_again(here, "lock", refusal, lock=form)
    db.commit()
    return tool_used(here, "lock", "It is closed to new posts now.")


@blueprint.post("/threads/<id:thread_id>/title")
@access(Audience.MEMBER)
def rename_thread(thread_id: int) -> ResponseReturnValue:
    """Call a thread otherwise."""
    here = thread_to_run(thread_id)
    form = RenameThread(request.form)
    if not form.validate():
        return tools_page(here, "title", 422, title=form, form=form)
    try:
        actions.rename_thread(db.session(), person().id, here.id, form.new_title())
    except Refusal as refusal:
        return tool_again(here, "title", refusal, title=form)
    db.commit()
    return tool_used(here, "title", "It has its new title.")


@blueprint.post("/threads/<id:thread_id>/move")
@access(Audience.MEMBER)
def move_thread(thread_id: int) -> ResponseReturnValue:
    """Put a thread into another space."""
    here = thread_to_run(thread_id)
    form = move_form(here, MoveThread(request.form))
    if not form.validate():
        return tools_page(here, "move", 422, move=form, form=form)
    space = found(space_visible_to(db.connection(), person(), form.typed("space")))
    try:
        actions.move_thread(db.session(), person().id, here.id, space.id)
    except Refusal as refusal:
        return tool_again(here, "move", refusal, move=form)
    db.commit()
    return gone_to(f"/threads/{here.id}", f"The thread is in {space.name} now.")
