"""Everything that ever broke a text field, in a real browser: what it finds, runs and asks for."""

from collections.abc import Iterator

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, BrowserContext, Dialog, Request

from core.settings import Settings
from core.text import render, with_quotes
from core.text.shown import ATTRIBUTES, SCHEMES, TAGS
from tests.browser.watch import Watch
from tests.browser.written import REST, STRANGE, written_house
from tests.corpora import AROUND, HEAPS, PAYLOADS, examples, naughty

#: Long heaps are many times the same; so much of each is enough. Unit: characters.
HEAP_CHARS = 2_000

#: Gets out of its place unless somebody stops it: what the tests must be able to see.
CONTROL = (
    '<p class="x" onclick="1">a</p><img src="https://elsewhere.example/x.png">',
    '</div></div></article><h1 id="announce">mine</h1>',
    '<a href="javascript:alert(1)">x</a><svg><a></a></svg><script>alert(1)</script>',
)
LISTS = [
    sorted(TAGS),
    {tag: sorted(names) for tag, names in ATTRIBUTES.items()} | {"a": ["href", "rel", "title"]},
    [f"{scheme}:" for scheme in sorted(SCHEMES)],
]


def texts() -> dict[str, list[str]]:
    """What is typed, by kind."""
    bad = [*naughty(), *PAYLOADS]
    return {
        "examples": [example["markdown"] for example in examples()],
        "naughty": naughty(),
        "payloads": list(PAYLOADS),
        "heaps": [heap[:HEAP_CHARS] for heap in HEAPS.values()],
        "inside": [around.replace("{}", text) for around in AROUND for text in bad],
    }


KINDS = ["examples", "naughty", "payloads", "heaps", "inside"]


@pytest.fixture(scope="module")
def home(settings: Settings) -> Iterator[str]:
    """Where the pages are, each with a blank one of as many posts."""
    shown = {
        kind: [with_quotes(render(text), Markup("<p>Post {}:</p>").format) for text in typed]
        for kind, typed in texts().items()
    }
    assert list(shown) == KINDS
    pages = {**shown, "control": CONTROL}
    blank = {f"blank-{kind}": [""] * len(html) for kind, html in pages.items()}
    with written_house(settings, pages | blank) as url:
        yield url


class Seen:
    """One page in one browser: what it asked for, and what somebody would have had to answer."""

    def __init__(self, context: BrowserContext, home: str, kind: str) -> None:
        self.home = home
        self.asked: set[str] = set()
        self.dialogs: list[str] = []
        page = context.new_page()
        # The house has no such pictures; that they are asked for is as it should be.
        page.route(f"{home}/pictures/*", lambda route: route.fulfill(status=204))
        page.on("request", self._asked)
        page.on("dialog", self._was_told)
        page.goto(f"{home}/written/{kind}")
        # Whatever is still under way has come to its end when the page asks for nothing more.
        page.wait_for_load_state("networkidle")
        self.strange = page.evaluate(STRANGE, LISTS)
        self.rest = page.evaluate(REST)

    def _was_told(self, dialog: Dialog) -> None:
        self.dialogs.append(dialog.message)
        dialog.dismiss()

    def _asked(self, request: Request) -> None:
        # Which of the fonts are needed is the words' own affair.
        if not request.url.startswith((f"{self.home}/static/", f"{self.home}/written/")):
            self.asked.add(request.url)


def look(chromium: Browser, home: str, kind: str) -> tuple[Seen, list[str]]:
    """A page, and what went wrong on it."""
    with chromium.new_context() as context:
        watch = Watch(context, home)
        return Seen(context, home, kind), watch.faults


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_gets_out_of_its_place(kind: str, chromium: Browser, home: str):
    seen, faults = look(chromium, home, kind)
    blank, _ = look(chromium, home, f"blank-{kind}")

    assert faults == []
    assert seen.dialogs == []
    assert seen.strange == []
    assert seen.rest == blank.rest
    ours = {f"{home}/pictures/0123456789abcdef"} if kind == "heaps" else set()
    assert seen.asked == ours


def test_what_does_get_out_is_seen(chromium: Browser, home: str):
    """The control: the same look at what was not made safe."""
    seen, faults = look(chromium, home, "control")
    blank, nothing = look(chromium, home, "blank-control")

    assert seen.strange == [
        ["p1", "p", "class"],
        ["p1", "p", "onclick"],
        ["p1", "https://elsewhere.example/x.png"],
        ["p3", "javascript:alert(1)"],
        ["p3", "<svg><a></a></svg>"],
        ["p3", "<a></a>"],
        ["p3", "<script>alert(1)</script>"],
    ]
    assert seen.rest != blank.rest
    assert (blank.strange, blank.asked, nothing) == ([], set(), [])
    assert seen.asked == {"https://elsewhere.example/x.png"}
    assert [fault for fault in faults if "Content Security Policy" in fault] != []
    assert "asks another place: https://elsewhere.example/x.png" in faults
