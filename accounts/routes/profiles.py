"""Somebody in the network, as they chose to be seen."""

from dataclasses import asdict

from flask import Response, request
from flask.typing import ResponseReturnValue

from accounts.actions import profiles as actions
from accounts.forms import ChangeProfile
from accounts.policies import may_mute_person
from accounts.queries.profiles import Shown, own_profile, profile_visible_to
from accounts.routes import blueprint
from core import db
from core.access import Audience, access, person
from core.html import gone_to, page
from core.refusals import found


@blueprint.get("/people/<id:person_id>")
@access(Audience.MEMBER)
def profile(person_id: int) -> ResponseReturnValue:
    """Somebody's page, with what its owner chose to show."""
    seen = found(profile_visible_to(db.connection(), person(), person_id))
    may_mute = may_mute_person(person(), seen.person_id)
    return page("accounts/profile.html", profile=seen, may_mute=may_mute)


@blueprint.get("/account/profile")
@access(Audience.MEMBER)
def profile_form() -> ResponseReturnValue:
    """What the person shows of themselves, to be changed."""
    return _form_page(ChangeProfile(**asdict(own_profile(db.connection(), person()))))


@blueprint.post("/account/profile")
@access(Audience.MEMBER)
def change_profile() -> ResponseReturnValue:
    """Show what the person chose, and nothing of what they showed before."""
    form = ChangeProfile(request.form)
    if not form.validate():
        return _form_page(form, status=422)
    shown = Shown(
        form.typed("about"),
        form.typed("from_where"),
        bool(form.shows_roles.data),
        bool(form.shows_joined.data),
    )
    actions.change_profile(db.session(), person().id, shown)
    db.commit()
    return gone_to(f"/people/{person().id}", "This is your page now, as others see it.")


def _form_page(form: ChangeProfile, status: int = 200) -> Response:
    return page("accounts/profile_form.html", status=status, form=form)
