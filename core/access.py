"""Who may come through which door: closed unless a door says otherwise.

The only import of flask_login.
"""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, TypeVar, cast

import flask_login
from flask import Flask, current_app, g, request, session
from werkzeug.exceptions import Unauthorized

from core.identity import Identity, Role
from core.refusals import Forbidden

# What stands where nobody has asked yet who is there.
_UNKNOWN = object()

# Where Flask-Login keeps the secret of a sign-in in the cookie.
_SIGN_IN = "_user_id"

View = TypeVar("View", bound=Callable[..., Any])


class Audience(StrEnum):
    """The people a door is for."""

    ANYONE = "anyone"
    MEMBER = "member"
    FACILITATOR = "facilitator"
    ORGANISER = "organiser"
    MODERATOR = "moderator"
    ADMINISTRATOR = "administrator"


def access(audience: Audience) -> Callable[[View], View]:
    """The door, marked with the people it is for; an unmarked door opens for nobody."""

    def mark(view: View) -> View:
        view.audience = audience  # type: ignore[attr-defined]
        return view

    return mark


def by_itself(view: View) -> View:
    """The door, marked as one that an open page asks now and then with nobody pressing anything.

    It counts as no visit, so that it keeps no sign-in alive, and it leads to no other page.
    """
    view.by_itself = True  # type: ignore[attr-defined]
    return view


def asked_by_itself() -> bool:
    """True when a page asked this by itself."""
    view = current_app.view_functions.get(request.endpoint or "")
    return getattr(view, "by_itself", False)


def audience_of(view: object) -> Audience | None:
    """The people a door is for, or None for an unmarked one."""
    return getattr(view, "audience", None)


def init_app(app: Flask, load: Callable[[str], Identity | None]) -> None:
    """Stand at every door of the app; `load` finds the identity behind a sign-in's secret."""
    manager = flask_login.LoginManager(app, add_context_processor=False)
    manager.session_protection = None
    manager.user_loader(load)
    app.extensions["identity"] = load
    app.before_request(_stand_at_the_door)


def _stand_at_the_door() -> None:
    endpoint = request.endpoint
    if endpoint is None:
        return
    audience = audience_of(current_app.view_functions[endpoint])
    if audience is Audience.ANYONE:
        return
    person = maybe_person()
    if audience is None:
        raise Forbidden
    if person is None:
        raise Unauthorized
    if audience is not Audience.MEMBER and not person.has(Role(audience), Role.ADMINISTRATOR):
        raise Forbidden


def holds_sign_in() -> bool:
    """True when this browser's cookie names a sign-in, be it a living one or not."""
    return _SIGN_IN in session


def maybe_person() -> Identity | None:
    """The signed-in person, or None; also None on a page that says the database is lost."""
    here = g._get_current_object()
    known = here.get("person", _UNKNOWN)
    if here.get("database_lost"):
        return None
    if known is not _UNKNOWN:
        return cast("Identity | None", known)
    # As Flask-Login would find them, without its looks at cookies and headers that we never set.
    secret = session.get(_SIGN_IN)
    here.person = current_app.extensions["identity"](secret) if secret is not None else None
    return cast("Identity | None", here.person)


def person() -> Identity:
    """The signed-in person. Raises: Unauthorized, when there is none."""
    found = maybe_person()
    if found is None:
        raise Unauthorized
    return found


def allow(permitted: bool) -> None:  # noqa: FBT001 - reads as a sentence: allow(may_book_place(...))
    """Go on only if the policy said yes. Raises: Forbidden."""
    if not permitted:
        raise Forbidden


def let_in(identity: Identity, *, keep: bool) -> None:
    """Put the sign-in's secret in a fresh cookie, so that an older cookie is worth nothing."""
    session.clear()
    session.permanent = keep
    flask_login.login_user(identity)
    g.pop("person", None)


def let_out() -> None:
    """Empty the cookie of this browser."""
    flask_login.logout_user()
    g.pop("person", None)
    session.clear()
