"""A client that checks every answer it gets: each test keeps the house rules by nobody's effort."""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.cast import Member

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]
)
NEEDS_LABEL = frozenset({"input", "select", "textarea"})


class Outline(HTMLParser):
    """What the checks need to know of a page: its tree, ids, headings and controls."""

    def __init__(self, html: str) -> None:
        """Read the page; `faults` holds what does not parse."""
        super().__init__(convert_charrefs=True)
        self.html = html
        self.open: list[str] = []
        self.roots: list[dict[str, str | None]] = []
        self.ids: list[str] = []
        self.labels: list[str] = []
        self.controls: list[dict[str, str | None]] = []
        self.texts: dict[str, list[str]] = {"h1": [], "title": []}
        self.faults: list[str] = []
        self.feed(html)
        self.close()
        self.faults += [f"<{tag}> is never closed" for tag in self.open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and what is wrong with it."""
        given = dict(attrs)
        if not self.open:
            self.roots.append(given | {"": tag})
        if len(given) != len(attrs):
            self.faults.append(f"<{tag}> says an attribute twice")
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if tag == "label" and given.get("for"):
            self.labels.append(str(given["for"]))
        if tag in NEEDS_LABEL:
            self.controls.append(given | {"": tag})
        if tag in self.texts:
            self.texts[tag].append("")
        self.faults += _forbidden(tag, given)
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        """Note an element that ends where it should not."""
        if tag in VOID:
            return
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> ends out of turn")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element that closes itself, as in SVG."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_data(self, data: str) -> None:
        """Gather the words of the title and the main heading."""
        for tag, texts in self.texts.items():
            if tag in self.open and texts:
                texts[-1] += data


def _forbidden(tag: str, given: dict[str, str | None]) -> list[str]:
    """What the content policy, or a browser without JavaScript, would stumble over."""
    faults = [
        f"<{tag}> has {name}"
        for name in given
        if name == "style" or name.startswith(("on", "hx-on"))
    ]
    if tag == "style" or (tag == "script" and not given.get("src")):
        faults.append(f"inline <{tag}>")
    if tag == "form" and given.get("hx-post") and not given.get("action"):
        faults.append("a form that works only with JavaScript")
    return faults


def faults_of(html: str, *, fragment: bool) -> list[str]:
    """What is wrong with a page or a fragment; an empty list when nothing is."""
    outline = Outline(html)
    faults = list(outline.faults)
    faults += [
        f"the id {name} stands twice"
        for name in {n for n in outline.ids if outline.ids.count(n) > 1}
    ]
    faults += [
        f"a control without a label: {c.get('name')}"
        for c in outline.controls
        if not _labelled(c, outline)
    ]
    if fragment:
        if len(outline.roots) != 1 or not outline.roots[0].get("id"):
            faults.append("a fragment needs one root with an id")
        return faults
    heading = " ".join("".join(outline.texts["h1"]).split())
    title = " ".join("".join(outline.texts["title"]).split()).removeprefix("Error: ")
    if len(outline.texts["h1"]) != 1:
        faults.append(f"{len(outline.texts['h1'])} main headings")
    if not heading or not title.startswith(heading):
        faults.append(f"the title {title!r} does not begin with the heading {heading!r}")
    return faults


def _labelled(control: dict[str, str | None], outline: Outline) -> bool:
    if control.get("type") in {"hidden", "submit"}:
        return True
    return bool(control.get("aria-label")) or control.get("id") in outline.labels


class HouseClient:
    """One person's browser; `ledger` counts changes that a request made and did not keep."""

    def __init__(self, app: Flask, ledger: "Ledger", who: Member | None = None) -> None:
        """A browser in which nobody, or one of the cast, is signed in."""
        self.app, self.ledger, self.who = app, ledger, who
        self.browser: FlaskClient = app.test_client()
        if who:
            with self.browser.session_transaction() as cookie:
                cookie["_user_id"], cookie["_fresh"] = who.token, True

    def as_(self, who: Member) -> "HouseClient":
        """Another browser, in which this person is signed in."""
        return HouseClient(self.app, self.ledger, who)

    def get(self, path: str, *, htmx: bool = False, **kwargs: Any) -> TestResponse:
        """Ask for a page."""
        return self._send("GET", path, htmx=htmx, **kwargs)

    def post(
        self, path: str, data: Any = None, *, htmx: bool = False, **kwargs: Any
    ) -> TestResponse:
        """Press a button of a form."""
        return self._send("POST", path, htmx=htmx, data=data or {}, **kwargs)

    def follow(self, path: str, data: Any = None) -> TestResponse:
        """Press a button and read the page it leads to."""
        answer = self.post(path, data)
        assert answer.status_code == 303, answer.get_data(as_text=True)[:2000]
        where = urlsplit(answer.headers["Location"])
        return self.get(where.path + (f"?{where.query}" if where.query else ""))

    def _send(self, method: str, path: str, *, htmx: bool, **kwargs: Any) -> TestResponse:
        headers = {"Sec-Fetch-Site": "same-origin", **kwargs.pop("headers", {})}
        if htmx:
            headers |= {"HX-Request": "true", "HX-Request-Type": "partial"}
        before = self.ledger.lost
        answer = self.browser.open(path, method=method, headers=headers, **kwargs)
        answer.get_data()
        answer.close()
        if answer.status_code < 400:
            assert self.ledger.lost == before, (
                f"{method} {path} changed something and never kept it"
            )
        self._check(answer, htmx=htmx, path=path)
        return answer

    def _check(self, answer: TestResponse, *, htmx: bool, path: str) -> None:
        assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
        body = answer.get_data(as_text=True)
        if answer.mimetype != "text/html" or not body or 300 <= answer.status_code < 400:
            return
        assert "HX-Request" in answer.headers.get("Vary", ""), (
            f"{path} does not say Vary: HX-Request"
        )
        assert faults_of(body, fragment="<html" not in body[:200]) == [], path
        if not htmx:
            assert "<html" in body[:200], f"{path} gave a fragment to someone who asked for a page"


class Ledger:
    """Counts the transactions that wrote something and were then rolled back."""

    def __init__(self) -> None:
        """Nothing lost yet."""
        self.lost = 0
        self.pending = False

    def wrote(self, statement: str) -> None:
        """A statement ran on the writing engine."""
        if not statement.lstrip().upper().startswith(("SELECT", "BEGIN", "PRAGMA")):
            self.pending = True

    def kept(self) -> None:
        """The transaction was committed."""
        self.pending = False

    def dropped(self) -> None:
        """The transaction was rolled back."""
        self.lost += self.pending
        self.pending = False
