"""Somebody in the network, as they chose to be seen."""

from flask.typing import ResponseReturnValue

from accounts.policies import may_mute_person
from accounts.queries.mutes import mute_of
from accounts.routes import blueprint
from core import db
from core.access import Audience, access, person
from core.html import page
from core.refusals import found


@blueprint.get("/people/<id:person_id>")
@access(Audience.MEMBER)
def profile(person_id: int) -> ResponseReturnValue:
    """Somebody's own page."""
    mute = found(mute_of(db.connection(), person(), person_id))
    return page(
        "accounts/profile.html", mute=mute, may_mute=may_mute_person(person(), mute.person_id)
    )
