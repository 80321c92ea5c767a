"""Invite people, and accept an invitation."""

from flask import Response, current_app, request
from flask.typing import ResponseReturnValue

from accounts.actions import invitations as actions
from accounts.actions.passwords import hash_password
from accounts.actions.sign_ins import start_sign_in
from accounts.forms import AcceptInvitation, InvitePerson
from accounts.policies import may_invite_person
from accounts.queries import open_invitation, open_invitations
from accounts.routes import blueprint
from accounts.routes.sign_ins import enter
from accounts.rules import INVITATIONS, AddressTaken, InvitationSpent, NameTaken
from core import db, rate_limits
from core.access import Audience, access, allow, person
from core.html import gone_to, page
from core.identity import Role
from core.refusals import Refusal


@blueprint.get("/invitations")
@access(Audience.ORGANISER)
def invitations() -> ResponseReturnValue:
    """Who was invited and has not come yet, and a form to invite somebody."""
    return _invitations_page(InvitePerson())


@blueprint.post("/invitations")
@access(Audience.ORGANISER)
def invite_person() -> ResponseReturnValue:
    """Send an invitation."""
    form = InvitePerson(request.form)
    if not form.validate():
        return _invitations_page(form, status=422)
    roles = frozenset(form.roles.data or ())
    allow(may_invite_person(person(), roles))
    rate_limits.count_try(db.session(), INVITATIONS, str(person().id))
    db.commit()  # the try counts, also when the answer is that somebody is here already
    try:
        actions.invite_person(
            db.session(),
            person().id,
            form.typed("address"),
            roles,
            current_app.config["PUBLIC_URL"],
        )
    except AddressTaken as refusal:
        db.rollback()
        form.address.errors = [refusal.sentence]
        return _invitations_page(form, status=409)
    db.commit()
    return gone_to("/invitations", "The invitation is on its way.")


@blueprint.get("/invitations/<token>")
@access(Audience.ANYONE)
def invitation(token: str) -> ResponseReturnValue:
    """What the network is, and a form to join it."""
    return _invitation_page(token, AcceptInvitation())


@blueprint.post("/invitations/<token>")
@access(Audience.ANYONE)
def accept_invitation(token: str) -> ResponseReturnValue:
    """Become a person here, signed in."""
    form = AcceptInvitation(request.form)
    found = open_invitation(db.connection(), token)
    form.address = found.address if found else ""
    if found is None or not form.validate():
        return _invitation_page(token, form, status=422)
    new = form.typed("new_password")
    password_hash = hash_password(new) if new else None
    try:
        person_id = actions.accept_invitation(
            db.session(), token, form.typed("display_name"), password_hash
        )
    except (NameTaken, AddressTaken, InvitationSpent) as refusal:
        return _not_accepted(token, form, refusal)
    enter(start_sign_in(db.session(), person_id, keep=False, by_link=True), keep=False)
    return gone_to("/", "Welcome. We are glad you are here.")


def _not_accepted(token: str, form: AcceptInvitation, refusal: Refusal) -> Response:
    db.rollback()
    if isinstance(refusal, NameTaken):
        form.display_name.errors = [refusal.sentence]
    else:
        form.form_errors.append(refusal.sentence)
    return _invitation_page(token, form, status=409)


def _invitation_page(token: str, form: AcceptInvitation, status: int = 200) -> Response:
    found = open_invitation(db.connection(), token)
    if found is None:
        return page(
            "accounts/invitation.html", status=409, sentence=InvitationSpent.sentence, form=None
        )
    return page("accounts/invitation.html", status=status, sentence=None, form=form, token=token)


def _invitations_page(form: InvitePerson, status: int = 200) -> Response:
    waiting = open_invitations(db.connection())
    form.offer(role for role in Role if may_invite_person(person(), frozenset({role})))
    return page("accounts/invitations.html", status=status, form=form, invitations=waiting)
