"""When something goes wrong: a plain page with the crisis numbers, and all that was typed."""

import json
import logging
from urllib.parse import quote

from flask import Flask, Response, g, make_response, render_template, request
from sqlalchemy.exc import (
    DatabaseError,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    NotSupportedError,
    ProgrammingError,
    SQLAlchemyError,
)
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from core import db
from core.access import asked_by_itself
from core.addresses import safe_next
from core.csrf import CrossSite
from core.forms import CHOICES_MADE, MANY_CHOICES, WORDS_TYPED
from core.headers import request_id
from core.html import wants_fragment
from core.refusals import Forbidden, Missing, Refusal, TooMany
from core.request_body import words_before_file

log = logging.getLogger("network.errors")

#: A wait is told in hours when it is longer than this. Unit: minutes.
LONG_WAIT_MINUTES = 90

#: What each kind of trouble is called, and what to do about it.
WORDS: dict[int, tuple[str, str]] = {
    400: (
        "We could not read that",
        "We could not make sense of what your browser sent. Please go back and try again.",
    ),
    401: (
        "Please sign in first",
        "You are not signed in, or you were signed out to keep you safe.",
    ),
    403: (
        "This is not open to you",
        (
            "You are signed in, but this part is for someone else. "
            "If you think that is wrong, please tell us."
        ),
    ),
    404: ("We can't find that page", "It may have moved, or it may not be open to you."),
    405: (
        "We could not do that here",
        "That button does not work here. Please go back and try again.",
    ),
    409: ("Things have changed", "Something changed since you opened the page."),
    413: (
        "That is too much at once",
        (
            "What you sent is larger than we can take. Go back: your words should still be there. "
            "Try sending a shorter piece."
        ),
    ),
    422: ("Please check what you wrote", "Something is missing or does not fit."),
    429: ("Please wait a moment", "That was a lot in a short time."),
    500: (
        "Sorry, something went wrong",
        (
            "This is our fault, not yours. We have made a note of it. "
            "Please try again in a few minutes."
        ),
    ),
    503: (
        "We can't reach our records just now",
        "Nothing you did caused this. Please wait a minute and try again.",
    ),
}

CROSS_SITE = (
    "This did not come from one of our own pages, so we stopped it. "
    "If you wrote something, it is here to copy."
)

#: What the engines raise when the database is busy, broken or gone.
LOST = (DatabaseError, InterfaceError, PoolTimeout)

#: Kinds of `DatabaseError` that are our own mistake: the database itself is well.
OURS = (DataError, IntegrityError, InternalError, NotSupportedError, ProgrammingError)

#: The most fields that are given back; no form of ours has as many.
KEPT_FIELDS = 100


def init_app(app: Flask) -> None:
    """Answer every failure of the app in plain words."""
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Missing, lambda _: trouble(404))
    app.register_error_handler(Forbidden, _forbidden)
    app.register_error_handler(Refusal, lambda refusal: trouble(409, refusal.sentence))
    app.register_error_handler(TooMany, _too_many)
    for lost in LOST:
        app.register_error_handler(lost, _database)
    for ours in OURS:
        app.register_error_handler(ours, _bug)
    app.register_error_handler(Exception, _bug)


def trouble(status: int, message: str | None = None, *, to_copy: bool = False) -> Response:
    """The page or fragment for one kind of trouble, with what was typed given back.

    With `to_copy`, the words can be copied from the page but not sent again by it.
    """
    try:
        return _answer(status, message, to_copy=to_copy)
    except SQLAlchemyError:
        # The page must not ask the lost database who is looking at it.
        g.database_lost = True
        return _answer(status, message, to_copy=to_copy)


def _answer(status: int, message: str | None, *, to_copy: bool) -> Response:
    title, words = WORDS.get(status, WORDS[400])
    kept = _kept()
    if to_copy:
        kept = [field for field in kept if field[0]]
    template = "_error.html" if wants_fragment() else "error.html"
    answer = make_response(
        render_template(
            template,
            status=status,
            title=title,
            message=message or words,
            reference=request_id(),
            kept=kept,
            again_url=_here() if kept and not to_copy else None,
        ),
        status,
    )
    answer.headers["Vary"] = "HX-Request"
    if wants_fragment():
        answer.headers["HX-Trigger"] = json.dumps({"announce": {"text": message or words}})
    return answer


def _kept() -> list[tuple[str, str, str]]:
    """What was typed, as (label, name, value): as much of it as a form of ours could hold."""
    if request.method in db.SAFE_METHODS:
        return []
    try:
        given: MultiDict[str, str] = request.form
    except HTTPException:
        given = words_before_file()
    kept = [
        (WORDS_TYPED.get(name, ""), name, value)
        for name in given
        if name in WORDS_TYPED or name in CHOICES_MADE
        for value in (given.getlist(name) if name in MANY_CHOICES else [given[name]])
    ]
    return kept[:KEPT_FIELDS]


def _http(error: HTTPException) -> Response:
    if error.code is not None and error.code < 400:  # noqa: PLR2004 - a redirect, not a failure
        return make_response(error.get_response())
    if error.code == 401:  # noqa: PLR2004
        return _signed_out()
    status = error.code if error.code in WORDS else 500 if (error.code or 500) >= 500 else 400  # noqa: PLR2004
    answer = trouble(status)
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        answer.headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer


def _here() -> str:
    """This request's own address, if a form may lead back to it; a path may look like a host."""
    query = request.query_string.decode("latin-1")
    return safe_next(quote(request.path) + (f"?{query}" if query else ""))


def _signed_out() -> Response:
    """The way to sign in; but words already written come back first."""
    if request.method not in db.SAFE_METHODS:
        return trouble(401)
    if wants_fragment():
        answer = make_response("", 401)
        if not asked_by_itself():
            answer.headers["HX-Redirect"] = "/sign-in"
        return answer
    answer = make_response("", 303)
    answer.headers["Location"] = f"/sign-in?next={quote(_here())}"
    return answer


def _forbidden(error: Forbidden) -> Response:
    if isinstance(error, CrossSite):
        # A button would let the other site's words in by one press of ours.
        return trouble(403, CROSS_SITE, to_copy=True)
    return trouble(403)


def _too_many(error: TooMany) -> Response:
    words = f"That was a lot in a short time. Please wait {_wait(error)}, then try again."
    answer = trouble(429, words)
    answer.headers["Retry-After"] = str(error.wait_seconds)
    return answer


def _wait(error: TooMany) -> str:
    minutes = -(-error.wait_seconds // 60)
    if minutes <= 1:
        return "a minute"
    if minutes <= LONG_WAIT_MINUTES:
        return f"{minutes} minutes"
    return f"about {round(minutes / 60)} hours"


def _database(error: Exception) -> Response:
    # The page below must not ask the lost database who is looking at it.
    g.database_lost = True
    log.error("database", exc_info=error, extra={"request_id": request_id()})
    answer = trouble(503)
    answer.headers["Retry-After"] = "30"
    return answer


def _bug(error: Exception) -> Response:
    log.error("bug", exc_info=error, extra={"request_id": request_id()})
    return trouble(500)
