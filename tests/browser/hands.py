"""Three ways to make one journey: with a script, without one, and with a keyboard alone."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.keys import press, tab_to
from tests.browser.measures import axe_faults

#: Each way has somebody of its own, so that no journey meets what another one left.
WAYS = {"scripted": "rosie", "unscripted": "tunde", "keys": "nightowl"}


class Copy:
    """A tab with scripts that shows what a tab without them shows, and runs none of that page's."""

    def __init__(self, page: Page) -> None:
        self.page, self.html = page, ""
        page.route("**/*", self._answer)

    def show(self, other: Page) -> None:
        """Look as the other one does."""
        self.html = other.content()
        self.page.goto(other.url)

    def _answer(self, route: Route) -> None:
        kind = route.request.resource_type
        if kind == "document":
            route.fulfill(body=self.html, content_type="text/html; charset=utf-8")
        elif kind == "script":
            route.fulfill(body="", content_type="text/javascript")
        else:
            route.continue_()


@dataclass(frozen=True)
class Hand:
    """Somebody at a page, who does everything there in one way."""

    way: str
    page: Page
    browse: Callable[..., Page]
    copy: Copy

    @property
    def who(self) -> str:
        """Who is signed in."""
        return WAYS[self.way]

    @property
    def js(self) -> bool:
        """Whether JavaScript is on."""
        return self.way != "unscripted"

    def elsewhere(self) -> "Hand":
        """The same person on another device."""
        return replace(self, page=self.browse(self.who, js=self.js))

    def press(self, control: Locator) -> None:
        """Use a link or a button."""
        press(self.page, control) if self.way == "keys" else control.click()

    def write(self, box: Locator, words: str) -> None:
        """Have a box say this and nothing else."""
        if self.way != "keys":
            box.fill(words)
            return
        tab_to(self.page, box)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.press("Delete")
        self.page.keyboard.type(words)

    def told(self, words: str) -> None:
        """The status line says this, in sight, and nothing is said to have gone wrong."""
        expect(self.page.locator("#announce")).to_have_text(words)
        expect(self.page.locator("#announce")).to_be_in_viewport()
        expect(self.page.locator("#alert")).to_be_empty()

    def stays_at(self, place: Locator) -> None:
        """A swap leaves the keyboard there; a whole page has no such place."""
        if self.js:
            expect(place).to_be_focused()

    def goes_on_in(self, part: Locator) -> None:
        """The next stop of the keyboard is in this part of the page, which can be seen."""
        self.page.keyboard.press("Tab")
        expect(part.locator(":focus")).to_have_count(1)
        expect(part).to_be_in_viewport()

    def axe_faults(self) -> list[str]:
        """What axe finds on the page as it is; it needs a script, which a copy may have."""
        if not self.js:
            self.copy.show(self.page)
        return axe_faults(self.page if self.js else self.copy.page)
