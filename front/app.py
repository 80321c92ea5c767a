"""The app: the one list of rooms, extensions and handlers."""

import gc
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask_compress import Compress
from jinja2 import (
    ChoiceLoader,
    FileSystemBytecodeCache,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
)
from whitenoise import WhiteNoise

import accounts.routes
import bookings.routes
import forum.routes
import front.routes
import programme.routes
import safety.routes
from accounts.actions.people import when_renamed
from accounts.routes.identities import load_identity
from accounts.rules import KEPT_SIGN_IN_DAYS
from bookings.queries.talk import ask_threads_with, event_titles, events_to_talk_about
from bookings.rules.ratings import FEWEST_SHOWN
from core import access, after_answer, clock, csrf, db, errors, headers, html, request_body
from core.addresses import IdConverter, RandomKeyConverter, SlugConverter
from core.cookies import HouseCookies
from core.settings import Settings, read_settings
from forum.actions.decisions import free_decisions_of_group
from forum.actions.moderated import POST, POSTS
from forum.actions.names import renew_names
from forum.actions.untelling import untell_outsiders_of_group
from forum.queries.events import ask_events_with
from forum.queries.space_settings import spaces_of_group
from forum.queries.thread_lists import threads_about_event
from forum.routes.thread_rows import thread_row, thread_rows
from forum.rules import words as post_words
from forum.rules.follows import LEVELS as FOLLOW_LEVELS
from front.commands import house
from front.demonstration import DEMONSTRATION_PASSWORD
from front.static_files import shrunk
from programme.actions.groups import when_somebody_leaves
from programme.queries.groups import ask_spaces_with
from safety.actions.kinds import know

ROOT = Path(__file__).resolve().parent.parent

#: The largest request that is read at all. A form's own limits come long before it. Unit: bytes.
MAX_REQUEST_BYTES = 1024 * 1024

#: Static files carry a version in their address, so they may be kept for a year. Unit: seconds.
STATIC_SECONDS = 31_536_000


class House(Flask):
    """Flask without asking of each view and hook, at each request, whether it is a coroutine."""

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function itself: none of ours is one."""
        return func


def create_app(settings: Settings | None = None) -> Flask:
    """The whole site, as told by `settings` or by the environment."""
    # The database, the log and the mail are for the eyes of this one user of the machine.
    os.umask(0o077)
    settings = settings or read_settings()
    headers.log_as_json(settings.log_file)
    app = House("network", root_path=str(ROOT), static_folder=None)
    app.url_map.strict_slashes = False
    app.url_map.converters["id"] = IdConverter
    app.url_map.converters["slug"] = SlugConverter
    app.url_map.converters["random"] = RandomKeyConverter
    _configure(app, settings)
    app.session_interface = HouseCookies()
    db.init_app(app, db.Database(settings.database_url))
    _templates(app, settings)
    html.init_app(app)
    request_body.init_app(app)
    headers.init_app(app, secure=settings.secure_cookies)
    errors.init_app(app)
    csrf.init_app(app)
    access.init_app(app, load_identity)
    app.after_request(after_answer.attach)
    for room in (front, safety, accounts, programme, forum, bookings):
        app.register_blueprint(room.routes.blueprint)
    _tie_rooms()
    app.cli.add_command(house)
    Compress(app)
    app.wsgi_app = _static_files(app)  # type: ignore[method-assign]
    # What is here now stays: the collector need not look through it again and again.
    gc.freeze()
    return app


def _tie_rooms() -> None:
    """Let lower floors, and neighbours, ask upper ones that they do not know."""
    when_renamed(renew_names)
    when_somebody_leaves(untell_outsiders_of_group)
    when_somebody_leaves(free_decisions_of_group)
    ask_spaces_with(spaces_of_group)
    know(POST, POSTS)
    ask_events_with(event_titles, events_to_talk_about)
    ask_threads_with(threads_about_event)


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SETTINGS=settings,
        STATIC=ROOT / "static",
        SECRET_KEY=settings.secret_key,
        PUBLIC_URL=settings.public_url,
        DEMONSTRATION=settings.demonstration,
        MAX_CONTENT_LENGTH=MAX_REQUEST_BYTES,
        MAX_FORM_MEMORY_SIZE=MAX_REQUEST_BYTES,
        MAX_FORM_PARTS=200,
        SESSION_COOKIE_NAME="__Host-network" if settings.secure_cookies else "network",
        SESSION_COOKIE_SECURE=settings.secure_cookies,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_REFRESH_EACH_REQUEST=False,
        PERMANENT_SESSION_LIFETIME=timedelta(days=KEPT_SIGN_IN_DAYS),
        # zstd-3 costs a ninth of a page's time, gzip-1 a fifth: docs/decisions/0005-speed.md
        COMPRESS_ALGORITHM=["zstd", "br", "gzip"],
        COMPRESS_ZSTD_LEVEL=3,
        COMPRESS_BR_LEVEL=4,
        COMPRESS_LEVEL=1,
        COMPRESS_MIN_SIZE=1024,
        COMPRESS_MIMETYPES=["text/html"],
    )


def _templates(app: Flask, settings: Settings) -> None:
    components = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    app.jinja_env.loader = ChoiceLoader([FileSystemLoader(ROOT / "templates"), components])
    # Compiling the form components takes half a second; kept in the instance, it is paid once.
    compiled = settings.instance / "templates"
    compiled.mkdir(mode=0o700, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
    app.jinja_env.auto_reload = False
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update(
        day=clock.day,
        day_in_words=clock.day_in_words,
        date_in_words=clock.date_in_words,
        short_day=clock.short_day,
        time_of_day=clock.time_of_day,
        day_and_time=clock.day_and_time,
        groupby_day=clock.grouped_by_day,
    )
    app.jinja_env.globals["contact"] = settings.contact
    app.jinja_env.globals["from_to"] = clock.from_to
    app.jinja_env.globals["demonstration_password"] = DEMONSTRATION_PASSWORD
    app.jinja_env.globals["fewest"] = FEWEST_SHOWN
    app.jinja_env.globals["post_words"] = post_words
    app.jinja_env.globals["follow_levels"] = FOLLOW_LEVELS
    app.jinja_env.globals.update(thread_row=thread_row, thread_rows=thread_rows)


def _static_files(app: Flask) -> WhiteNoise:
    return WhiteNoise(
        app.wsgi_app,
        root=str(shrunk(ROOT / "static", app.config["SETTINGS"].instance)),
        prefix="static/",
        max_age=STATIC_SECONDS,
        allow_all_origins=False,
    )
