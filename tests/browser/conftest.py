"""One house and one Chromium for all journeys; each test gets browsers with somebody signed in."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect, sync_playwright

from front.demonstration import DEMONSTRATION_PASSWORD
from setup_house.browser import find_browser
from tests.browser.hands import WAYS, Copy, Hand
from tests.browser.site import Site, open_site
from tests.browser.watch import Watch

#: How long a page may take to become as it should be. Unit: milliseconds.
PATIENCE_MS = 10_000

FLAGS = (
    *("--no-sandbox", "--disable-gpu", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)

Browse = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder needs a browser."""
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The running house."""
    with open_site(tmp_path_factory.mktemp("house")) as found:
        yield found


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser program; that there is none is a failure."""
    program = find_browser()
    assert program, "There is no Chromium: install it, or say where it is with CHROMIUM=…"
    expect.set_options(timeout=PATIENCE_MS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def sign_ins(site: Site, chromium: Browser) -> Callable[[str], StorageState]:
    """What a browser holds once this person has signed in by the form, which each does once."""
    kept: dict[str, StorageState] = {}

    def state(who: str) -> StorageState:
        if who not in kept:
            with chromium.new_context(base_url=site.url) as context:
                sign_in(context.new_page(), who)
                kept[who] = context.storage_state()
        return kept[who]

    return state


def sign_in(page: Page, who: str) -> None:
    """Fill in the form as somebody of the demonstration does."""
    page.goto("/sign-in")
    send_sign_in(page, who)
    expect(page).to_have_url(re.compile(r"/$"))


def send_sign_in(page: Page, who: str) -> None:
    """Fill in the form on the page that is open."""
    form = page.locator("#sign-in")
    form.get_by_label("E-mail address").fill(f"{who}@demo.example")
    form.get_by_label("Password").fill(DEMONSTRATION_PASSWORD)
    form.get_by_role("button", name="Sign in").click()


@pytest.fixture
def browse(site: Site, chromium: Browser, sign_ins) -> Iterator[Browse]:
    """A page in a browser of its own, on the real policy; nothing may have gone wrong in it."""
    opened: list[tuple[Any, Watch]] = []

    def new_page(who: str | None = None, *, js: bool = True, **wishes: Any) -> Page:
        context = chromium.new_context(
            base_url=site.url,
            java_script_enabled=js,
            storage_state=sign_ins(who) if who else None,
            **wishes,
        )
        context.set_default_timeout(PATIENCE_MS)
        opened.append((context, Watch(context, site.url)))
        return context.new_page()

    yield new_page
    for context, _ in opened:
        context.close()
    assert [fault for _, watch in opened for fault in watch.faults] == []


@pytest.fixture(params=[True, False], ids=["scripted", "unscripted"])
def js(request: pytest.FixtureRequest) -> bool:
    """Whether JavaScript is on: each journey is made both ways."""
    return request.param


@pytest.fixture(scope="session")
def copy(site: Site, chromium: Browser) -> Iterator[Copy]:
    """Where the pages of tabs without scripts are looked at by one."""
    with chromium.new_context(base_url=site.url) as context:
        yield Copy(context.new_page())


@pytest.fixture(params=WAYS)
def hand(request: pytest.FixtureRequest, browse: Browse, copy: Copy) -> Hand:
    """Somebody at a page: each journey is made in all three ways."""
    way = request.param
    return Hand(way, browse(WAYS[way], js=way != "unscripted"), browse, copy)
