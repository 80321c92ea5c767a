"""What every answer carries: a strict content policy, a request id; and one log line."""

import json
import logging
import secrets
import sys
import time
from collections.abc import Iterable
from json.encoder import encode_basestring_ascii as _quoted
from typing import TYPE_CHECKING, Any

from flask import Flask, Response, g, request

from core.access import holds_sign_in
from core.clock import now
from core.db import SAFE_METHODS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

#: Only our own files, no inline script or style, no frame around us.
#: Source: W3C Content Security Policy Level 3; OWASP ASVS 5.0, 3.4.3
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

ALWAYS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex",
}

log = logging.getLogger("network.requests")


def init_app(app: Flask, *, secure: bool) -> None:
    """Put an id on every request, headers on every answer, and an impersonal line in the log."""
    always = dict(ALWAYS)
    if secure:
        always["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()

    @app.after_request
    def finish(response: Response) -> Response:
        headers = response.headers
        headers["X-Request-Id"] = name = request_id()
        if "Cache-Control" not in headers:
            headers["Cache-Control"] = "no-store" if _private() else "no-cache"
        _log_line(response.status_code, name)
        return response

    app.wsgi_app = _adding(list(always.items()), app.wsgi_app)  # type: ignore[assignment, method-assign]


def _adding(pairs: list[tuple[str, str]], answer: "WSGIApplication") -> "WSGIApplication":
    """The same answers with these headers, added in one piece where they leave the house."""

    def answering(environ: "WSGIEnvironment", start_response: "StartResponse") -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *trouble: Any) -> Any:
            return start_response(status, headers + pairs, *trouble)

        return answer(environ, start)

    return answering


def _private() -> bool:
    # A shared ward computer must show nothing after sign-out, not even through Back; nor what
    # somebody typed, nor a page whose address is a key.
    return (
        holds_sign_in()
        or request.method not in SAFE_METHODS
        or "token" in (request.view_args or {})
    )


def request_id() -> str:
    """The name of this request in the log and on its error page."""
    here = g._get_current_object()
    found: str | None = here.get("request_id")
    if found is None:
        found = here.request_id = secrets.token_hex(6)
    return found


def _log_line(status: int, name: str) -> None:
    # The rule, not the address: an address can hold a secret or a search.
    asked, moment = request._get_current_object(), time.perf_counter()  # type: ignore[attr-defined]
    told = {
        "door": asked.endpoint or "none",
        "method": asked.method,
        "status": status,
        "ms": round((moment - g.get("began", moment)) * 1000, 1),
        "request_id": name,
    }
    # log.info would look up who called it, for every page.
    log.handle(log.makeRecord(log.name, logging.INFO, "", 0, "request", (), None, extra=told))


def _told(value: object) -> str:
    """A value as JSON. A line is put together by hand: json would look at its options for each."""
    if type(value) is str:
        return _quoted(value)
    return repr(value) if type(value) in {int, float} else json.dumps(value)


class JsonLines(logging.Formatter):
    """One JSON object a line; a line break in a value cannot start a new line."""

    FIELDS = ("door", "method", "status", "ms", "request_id", "error", "mail", "job")

    def format(self, record: logging.LogRecord) -> str:
        """The record as JSON. A traceback names files and lines, never values."""
        known = record.__dict__
        line: dict[str, object] = {
            "at": now().isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "says": record.getMessage(),
        }
        line |= {name: known[name] for name in self.FIELDS if name in known}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["where"] = _where(record)
        pairs = [f'"{name}": {_told(value)}' for name, value in line.items()]
        return f"{{{', '.join(pairs)}}}"


def _where(record: logging.LogRecord) -> list[str]:
    trace = record.exc_info[2] if record.exc_info else None
    places = []
    while trace is not None:
        code = trace.tb_frame.f_code
        places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
        trace = trace.tb_next
    return places[-12:]


def log_as_json(file: str = "") -> None:
    """Send the site's log to a file, or to standard error: one JSON object a line."""
    # A line tells of none of these, and looking them up costs as much as the rest of it.
    logging.logThreads = logging.logProcesses = logging.logMultiprocessing = False
    site = logging.getLogger("network")
    if not any(isinstance(handler.formatter, JsonLines) for handler in site.handlers):
        to_file = logging.FileHandler(file, encoding="utf-8", delay=True) if file else None
        handler = to_file or logging.StreamHandler(sys.stderr)
        handler.setFormatter(JsonLines())
        site.addHandler(handler)
    site.setLevel(logging.INFO)
