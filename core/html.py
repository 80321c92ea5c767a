"""One door, two dresses: the whole page, or the fragment that htmx asked for.

The only import of htmx_flask.
"""

import json
from functools import cache
from hashlib import sha256

from flask import (
    Flask,
    Response,
    current_app,
    flash,
    get_flashed_messages,
    make_response,
    redirect,
    request,
)
from htmx_flask import Htmx
from markupsafe import Markup

from core import stencils
from core.access import maybe_person
from core.identity import MOST_NOTICES_COUNTED
from core.text import in_lines

HTML = "text/html; charset=utf-8"


def init_app(app: Flask) -> None:
    """Teach the app to know an htmx request, and the templates what every page needs."""
    Htmx(app)
    app.extensions["stencils"] = {}
    app.context_processor(_every_page)
    app.jinja_env.globals.update(asset=asset, same_everywhere=same_everywhere)
    app.jinja_env.filters["rendered"] = rendered
    app.jinja_env.filters["in_lines"] = in_lines


def _every_page() -> dict[str, object]:
    return {"person": maybe_person(), **_frame()}


def _frame() -> dict[str, object]:
    """What stands around the main part of every page."""
    person = maybe_person()
    return {
        "signed_in": person is not None,
        "demonstration": current_app.config["DEMONSTRATION"],
        "said": " ".join(map(str, get_flashed_messages())),
        "own_name": person.display_name if person else None,
        "notices_in_words": _notices_in_words(person.new_notices) if person else None,
    }


def _notices_in_words(new: int) -> str:
    if not new:
        return "Notices"
    many = " or more" if new >= MOST_NOTICES_COUNTED else ""
    return f"{new}{many} new notice{'' if new == 1 else 's'}"


@cache
def asset(path: str) -> Markup:
    """The address of a static file, which changes whenever the file does."""
    content = (current_app.config["STATIC"] / path).read_bytes()
    return Markup("/static/{}?v={}").format(path, sha256(content).hexdigest()[:10])


@cache
def same_everywhere(template: str) -> Markup:
    """A part that is the same on every page for everyone, rendered once a process."""
    return Markup(current_app.jinja_env.get_template(template).render())  # noqa: S704 - our own


def rendered(html: str) -> Markup:
    """HTML that core.text made when the words were saved, for a template to show as it is."""
    return Markup(html)  # noqa: S704 - made safe at save


def wants_fragment() -> bool:
    """True when htmx asks for a part of a page; its history always gets whole pages."""
    asked = request.htmx  # type: ignore[attr-defined]
    return bool(asked) and not asked.boosted and not asked.history_restore_request


def _rendered(template: str, **context: object) -> str:
    # Flask's own way would add the request and the session to every page, and tell two signals.
    return current_app.jinja_env.get_template(template).render(_every_page() | context)


def page(template: str, *, status: int = 200, **context: object) -> Response:
    """A whole page."""
    return _dressed(_rendered(template, **context), status)


def filled_page(template: str, *, status: int = 200, **values: object) -> Response:
    """A whole page of a template that knows no more of its values than `core.stencils` says."""
    return _dressed(stencils.filled_page(template, **_frame(), **values), status)


def part(template: str, **context: object) -> Markup:
    """A part for a page that is put together from parts."""
    return Markup(_rendered(template, **context))  # noqa: S704 - a template's own


def fragment(
    template: str, *, status: int = 200, say: str | None = None, **context: object
) -> Response:
    """A part of a page, for htmx; `say` is told to those who listen."""
    return _dressed(_rendered(template, **context), status, say)


def document(
    template: str, mimetype: str, *, file_name: str | None = None, **context: object
) -> Response:
    """Something that is no page: a feed, or a file to keep under this name."""
    answer = Response(current_app.jinja_env.get_template(template).render(context))
    answer.mimetype = mimetype
    if file_name:
        answer.headers["Content-Disposition"] = f'attachment; filename="{file_name}"'
    return answer


def page_or_fragment(
    template: str, fragment: str | Markup, *, status: int = 200, **context: object
) -> Response:
    """The fragment for htmx, the whole page that includes it for everyone else."""
    return _dressed(_part(fragment if wants_fragment() else template, context), status)


def _part(told: str | Markup, context: dict[str, object]) -> str:
    """What stands in the template of this name; what is HTML already is taken as it is."""
    return told if isinstance(told, Markup) else _rendered(told, **context)


def done(url: str, fragment: str | Markup, say: str, **context: object) -> Response:
    """The answer to a change that was kept: the new fragment and `say`, or a redirect to both."""
    if wants_fragment():
        return _dressed(_part(fragment, context), 200, say)
    return gone_to(url, say)


def gone_to(url: str, say: str | None = None) -> Response:
    """A redirect after a change, as each kind of browser follows it; the next page says `say`."""
    if say is not None:
        flash(say)
    if wants_fragment():
        answer = make_response("", 200)
        answer.headers["HX-Redirect"] = url
        return answer
    return make_response(redirect(url, 303))


def _dressed(body: str | bytes, status: int, say: str | None = None) -> Response:
    answer = Response(body, status, {"Vary": "HX-Request, Cookie"}, content_type=HTML)
    if say is not None:
        answer.headers["HX-Trigger"] = json.dumps({"announce": {"text": say}})
    return answer
