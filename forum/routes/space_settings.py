"""Make a space, change it, keep it for reading and bring it back."""

from dataclasses import asdict
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, allow, person
from core.html import gone_to, page
from core.refusals import Refusal, found
from forum.actions import spaces as actions
from forum.forms.spaces import EVERYONE, Readers, SpaceForm
from forum.policies import may_change_space, may_start_space
from forum.queries.space_settings import SpaceSettings, settings_visible_to
from forum.queries.spaces import space_visible_to
from forum.routes import blueprint
from programme.queries import groups_to_choose


@blueprint.get("/spaces/new")
@access(Audience.MEMBER)
def new_space() -> ResponseReturnValue:
    """A page to make a space on; `group` is the number of the group that it is for."""
    allow(may_start_space(person()))
    group_id = request.args.get("group", type=int)
    wanted = str(Readers(group_id, "everyone") if group_id else EVERYONE)
    return _new_space_page(SpaceForm(readers=wanted, writers="everyone"))


@blueprint.post("/spaces/new")
@access(Audience.MEMBER)
def start_space() -> ResponseReturnValue:
    """Make a space."""
    allow(may_start_space(person()))
    form = _offering(SpaceForm(request.form))
    if not form.validate():
        return _new_space_page(form, 422)
    space = actions.start_space(db.session(), person().id, _settings(form))
    db.commit()
    seen = space_visible_to(db.connection(), person(), space.key)
    elsewhere = f"/groups/{space.group_id}" if space.group_id else "/spaces"
    return gone_to(f"/spaces/{space.key}" if seen else elsewhere, "The space is there now.")


@blueprint.get("/spaces/<slug:key>/settings")
@access(Audience.MEMBER)
def space_settings(key: str) -> ResponseReturnValue:
    """What a space says of itself and who reads it, to be changed."""
    return _settings_page(_space_to_change(key))


@blueprint.post("/spaces/<slug:key>/settings")
@access(Audience.MEMBER)
def change_space(key: str) -> ResponseReturnValue:
    """Change a space."""
    here = _space_to_change(key)
    form = _offering(SpaceForm(request.form), here)
    if not form.validate():
        return _settings_page(here, form, 422)
    try:
        seen = form.seen_version()
        actions.change_space(db.session(), person().id, here.id, seen, _settings(form))
    except Refusal as refusal:
        db.rollback()
        form.form_errors.append(refusal.sentence)
        return _settings_page(found(_now_so(key)), form, 409)
    db.commit()
    still_seen = _now_so(key)
    return gone_to(f"/spaces/{key}" if still_seen else "/spaces", "The space is changed.")


@blueprint.post("/spaces/<slug:key>/archive")
@access(Audience.MEMBER)
def archive_space(key: str) -> ResponseReturnValue:
    """Keep a space for reading only."""
    here = _space_to_change(key)
    actions.archive_space(db.session(), person().id, here.id)
    db.commit()
    return gone_to(f"/spaces/{key}/settings", "It is kept for reading now.")


@blueprint.post("/spaces/<slug:key>/unarchive")
@access(Audience.MEMBER)
def unarchive_space(key: str) -> ResponseReturnValue:
    """Let people write again in a space that was kept for reading."""
    here = _space_to_change(key)
    actions.unarchive_space(db.session(), person().id, here.id)
    db.commit()
    return gone_to(f"/spaces/{key}/settings", "People can write in it again.")


def _space_to_change(key: str) -> SpaceSettings:
    """The space, for somebody who looks after spaces. Raises: Missing, Forbidden."""
    here = found(_now_so(key))
    allow(may_change_space(person()))
    return here


def _now_so(key: str) -> SpaceSettings | None:
    return settings_visible_to(db.connection(), person(), key)


def _offering(form: SpaceForm, here: SpaceSettings | None = None) -> SpaceForm:
    now_so = Readers(here.group_id, here.readers) if here else None
    form.offer(groups_to_choose(db.connection(), person()), now_so)
    return form


def _settings(form: SpaceForm) -> actions.Settings:
    who = form.who_reads()
    return actions.Settings(
        form.new_name(),
        form.typed("purpose"),
        form.typed("ground_rules"),
        who.group_id,
        who.readers,
        form.typed("writers"),
        bool(form.waits.data),
        bool(form.titles_public.data),
    )


def _new_space_page(form: SpaceForm, status: int = 200) -> Response:
    return page("forum/new_space.html", status=status, form=_offering(form))


def _settings_page(
    here: SpaceSettings, form: SpaceForm | None = None, status: int = 200
) -> Response:
    """The form as it was sent, with what the space says now beside it if that is not the same."""
    again = form or SpaceForm(**_first_values(here))
    changed = form is not None and form.seen_version() != here.version
    again.version.data = str(here.version)
    return page(
        "forum/space_settings.html",
        status=status,
        space=here,
        form=_offering(again, here),
        changed=changed,
    )


def _first_values(here: SpaceSettings) -> dict[str, Any]:
    return {**asdict(here), "readers": str(Readers(here.group_id, here.readers))}
