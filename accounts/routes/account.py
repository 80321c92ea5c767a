"""A person's own account: their name, password and open sign-ins."""

from flask import Response, request
from flask.typing import ResponseReturnValue

from accounts.actions import people as actions
from accounts.actions.passwords import hash_password, is_password_of
from accounts.forms import ChangePassword, RenamePerson
from accounts.queries import account_of
from accounts.routes import blueprint
from accounts.rules import PASSWORD_TRIES, NameTaken
from core import db, rate_limits
from core.access import Audience, access, person
from core.html import gone_to, page


@blueprint.get("/account")
@access(Audience.MEMBER)
def account() -> ResponseReturnValue:
    """What the site knows of the person, and how to change it."""
    return _account_page()


@blueprint.post("/account/name")
@access(Audience.MEMBER)
def rename_person() -> ResponseReturnValue:
    """Give the person the name they chose."""
    form = RenamePerson(request.form)
    if not form.validate():
        return _account_page(name_form=form, status=422)
    try:
        actions.rename_person(db.session(), person().id, form.typed("display_name"))
    except NameTaken as refusal:
        db.rollback()
        form.display_name.errors = [refusal.sentence]
        return _account_page(name_form=form, status=409)
    db.commit()
    return gone_to("/account", f"You are now called {form.typed('display_name')}.")


@blueprint.post("/account/password")
@access(Audience.MEMBER)
def change_password() -> ResponseReturnValue:
    """Set a new password; every other device is signed out."""
    form = ChangePassword(request.form)
    found = account_of(db.connection(), person().id)
    form.name, form.address = found.display_name, found.address or ""
    if not found.has_password:
        del form.password
    if not form.validate():
        return _account_page(password_form=form, status=422)
    rate_limits.count_try(db.session(), PASSWORD_TRIES, f"person {person().id}")
    db.commit()  # the try counts, and nobody waits for the one writer while argon2 works
    if not _knows_password(form):
        return _account_page(password_form=form, status=422)
    password_hash = hash_password(form.typed("new_password"))
    actions.change_password(
        db.session(), person().id, password_hash, sign_in_id=person().sign_in_id
    )
    db.commit()
    return gone_to("/account", "Your password is changed. Your other devices are signed out.")


def _knows_password(form: ChangePassword) -> bool:
    """Whether the person wrote the password they have now, if they have one; the form says so."""
    if "password" not in form:
        return True
    known = is_password_of(db.connection(), person().id, form.typed("password"))
    if not known:
        form.password.errors = ["That is not the password you have now."]
    return known


def _account_page(
    *,
    name_form: RenamePerson | None = None,
    password_form: ChangePassword | None = None,
    status: int = 200,
) -> Response:
    found = account_of(db.connection(), person().id)
    password_form = password_form or ChangePassword()
    if not found.has_password and "password" in password_form:
        del password_form.password
    return page(
        "accounts/account.html",
        status=status,
        account=found,
        name_form=name_form or RenamePerson(display_name=found.display_name),
        password_form=password_form,
        wrong=next((form for form in (name_form, password_form) if form and form.errors), None),
    )
