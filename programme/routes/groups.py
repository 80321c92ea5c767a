"""Groups that learn behind a closed door: one's own, who is in them, and looking after them."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from core import db
from core.access import Audience, access, allow, person
from core.html import gone_to, page
from core.refusals import Missing, found
from programme.actions import groups as actions
from programme.forms import AddMember, GroupForm
from programme.policies import may_change_group, may_make_group
from programme.queries.groups import (
    GroupView,
    PersonRow,
    group_visible_to,
    groups_for,
    member_of,
    members_of,
    people_like,
    person_meant,
    person_numbered,
    spaces_of,
)
from programme.routes import blueprint
from programme.rules import GroupNameTaken

NOBODY = (
    "We found nobody of this name or address. Is it written as they write it here? "
    "If they are not here yet, you can invite them."
)
NOT_QUITE = "Nobody is called exactly so. Is it one of these people?"


@blueprint.get("/groups")
@access(Audience.MEMBER)
def groups() -> ResponseReturnValue:
    """The groups that the person is in, and for organisers all the others."""
    return page(
        "programme/groups.html",
        groups=groups_for(db.connection(), person()),
        may_make=may_make_group(person()),
    )


@blueprint.get("/groups/new")
@access(Audience.ORGANISER)
def new_group() -> ResponseReturnValue:
    """A page to make a group on."""
    return page("programme/new_group.html", form=GroupForm())


@blueprint.post("/groups/new")
@access(Audience.ORGANISER)
def make_group() -> ResponseReturnValue:
    """Make a group."""
    form = GroupForm(request.form)
    if not form.validate():
        return page("programme/new_group.html", status=422, form=form)
    told = (form.new_name(), form.typed("about"))
    try:
        group_id = actions.make_group(db.session(), person().id, *told)
    except GroupNameTaken as refusal:
        db.rollback()
        form.name.errors = [refusal.sentence]
        return page("programme/new_group.html", status=409, form=form)
    db.commit()
    return gone_to(f"/groups/{group_id}", "The group is there. Now you can add its members.")


@blueprint.get("/groups/<id:group_id>")
@access(Audience.MEMBER)
def group(group_id: int) -> ResponseReturnValue:
    """A group and who is in it."""
    return _group_page(_seen(group_id))


@blueprint.get("/groups/<id:group_id>/about")
@access(Audience.MEMBER)
def group_form(group_id: int) -> ResponseReturnValue:
    """What a group is called and what it is about, to be changed."""
    here = _to_change(group_id)
    form = GroupForm(name=here.name, about=here.about)
    return page("programme/group_form.html", group=here, form=form)


@blueprint.post("/groups/<id:group_id>/about")
@access(Audience.MEMBER)
def change_group(group_id: int) -> ResponseReturnValue:
    """Call a group otherwise, or say otherwise what it is about."""
    here = _to_change(group_id)
    form = GroupForm(request.form)
    if not form.validate():
        return page("programme/group_form.html", status=422, group=here, form=form)
    told = (form.new_name(), form.typed("about"))
    try:
        actions.change_group(db.session(), person().id, here.id, *told)
    except GroupNameTaken as refusal:
        db.rollback()
        form.name.errors = [refusal.sentence]
        return page("programme/group_form.html", status=409, group=here, form=form)
    db.commit()
    return gone_to(f"/groups/{here.id}", "The group is changed.")


@blueprint.post("/groups/<id:group_id>/members")
@access(Audience.MEMBER)
def add_member(group_id: int) -> ResponseReturnValue:
    """Add somebody, named in full or picked from those whose name is alike."""
    here = _to_change(group_id)
    form = AddMember(request.form)
    if form.chosen_id() is None and not form.validate():
        return _group_page(here, form, 422)
    meant = _meant(form)
    if meant is None:
        return _not_found(here, form)
    actions.add_member(db.session(), person().id, here.id, meant.person_id)
    db.commit()
    return gone_to(f"/groups/{here.id}", f"{meant.display_name} is in the group now.")


@blueprint.get("/groups/<id:group_id>/members/<id:person_id>")
@access(Audience.MEMBER)
def membership(group_id: int, person_id: int) -> ResponseReturnValue:
    """What it means to take somebody out of a group, before it is done."""
    here = _to_change(group_id)
    member = found(member_of(db.connection(), here, person_id))
    return page("programme/membership.html", group=here, member=member)


@blueprint.post("/groups/<id:group_id>/members/<id:person_id>/remove")
@access(Audience.MEMBER)
def remove_member(group_id: int, person_id: int) -> ResponseReturnValue:
    """Take somebody out of a group."""
    here = _to_change(group_id)
    member = found(member_of(db.connection(), here, person_id))
    actions.remove_member(db.session(), person().id, here.id, member.person_id)
    db.commit()
    return gone_to(f"/groups/{here.id}", f"{member.display_name} is not in the group any more.")


@blueprint.get("/groups/<id:group_id>/leaving")
@access(Audience.MEMBER)
def leaving(group_id: int) -> ResponseReturnValue:
    """What it means to leave a group, before one does."""
    return page("programme/leaving.html", group=_own(group_id))


@blueprint.post("/groups/<id:group_id>/leave")
@access(Audience.MEMBER)
def leave_group(group_id: int) -> ResponseReturnValue:
    """Leave a group."""
    here = _own(group_id)
    actions.leave_group(db.session(), person().id, here.id)
    db.commit()
    return gone_to("/groups", f"You have left the group “{here.name}”.")


def _seen(group_id: int) -> GroupView:
    """The group, for those who may know of it. Raises: Missing."""
    return found(group_visible_to(db.connection(), person(), group_id))


def _own(group_id: int) -> GroupView:
    """The group, for those who are in it. Raises: Missing."""
    here = _seen(group_id)
    if not here.is_in:
        raise Missing
    return here


def _to_change(group_id: int) -> GroupView:
    """The group, for those who look after groups. Raises: Missing, Forbidden."""
    here = _seen(group_id)
    allow(may_change_group(person()))
    return here


def _meant(form: AddMember) -> PersonRow | None:
    chosen = form.chosen_id()
    if chosen is not None:
        return person_numbered(db.connection(), chosen)
    return person_meant(db.connection(), form.typed("who"))


def _not_found(here: GroupView, form: AddMember) -> Response:
    # Whoever picked one of those who were offered typed nothing, or nothing that was looked at.
    offered = people_like(db.connection(), form.typed("who")) if form.validate() else []
    form.who.errors = [NOT_QUITE if offered else NOBODY]
    return _group_page(here, form, 422, offered)


def _group_page(
    here: GroupView,
    form: AddMember | None = None,
    status: int = 200,
    offered: list[PersonRow] | None = None,
) -> Response:
    return page(
        "programme/group.html",
        status=status,
        group=here,
        members=members_of(db.connection(), here),
        spaces=spaces_of(db.connection(), person(), here),
        may_change=may_change_group(person()),
        form=form or AddMember(),
        offered=offered or (),
    )
