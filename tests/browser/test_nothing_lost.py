"""Whatever goes wrong while somebody sends their words: they are there and can be sent again."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from hashlib import sha256

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.clock import now
from forum.rules.posts import POSTS
from tests.browser.site import Site
from tests.browser.writing import drafts, open_box, status, until_saved

WORDS = "It took me an hour to find these words.\n\nPlease keep them."
STILL_HERE = "What you typed is still here."
#: Longer than a writer waits for its turn, twice. Unit: milliseconds.
LONG_MS = 25_000
POSTED = "SELECT count(*) FROM post WHERE markdown = ?"


@contextmanager
def database(site: Site) -> Iterator[sqlite3.Connection]:
    """The house's own database, to be put into a state that a journey begins in."""
    path = site.instance / "network.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None, timeout=20)) as connection:
        yield connection


def set_tries(site: Site, who: str, tries: int) -> None:
    """So many posts in the last hour."""
    person = site.number("SELECT id FROM person WHERE address = ?", f"{who}@demo.example")
    key = sha256(f"{POSTS.name}:{person}".encode()).hexdigest()[:32]
    ends = (now() + timedelta(minutes=30)).strftime("%Y-%m-%d %H:%M:%S.%f")
    with database(site) as connection:
        connection.execute("DELETE FROM rate_count WHERE key = ?", (key,))
        connection.execute("INSERT INTO rate_count VALUES (?, ?, ?)", (key, ends, tries))


@pytest.fixture
def browse_faults(site: Site, chromium: Browser, sign_ins):
    """As `browse`, for journeys on which the house itself fails: nobody listens for faults."""
    opened = []

    def new_page(who: str, *, js: bool) -> Page:
        state = sign_ins(who)
        context = chromium.new_context(
            base_url=site.url, java_script_enabled=js, storage_state=state
        )
        opened.append(context)
        return context.new_page()

    yield new_page
    for context in opened:
        context.close()


def test_too_many_posts(browse, js, site: Site):
    who = "priya" if js else "colm"
    page = browse(who, js=js)
    set_tries(site, who, POSTS.most)
    box = open_box(page)
    box.fill(WORDS)
    page.locator("#composer-send").click()

    told = "That was a lot in a short time. Please wait 30 minutes, then try again."
    if js:
        expect(page.locator("#alert")).to_have_text(f"{told} {STILL_HERE}")
        expect(box).to_have_value(WORDS)
    else:
        expect(page.locator("[data-sentence]")).to_have_text(told)
        expect(page.locator(".kept textarea")).to_have_value(WORDS)
    set_tries(site, who, 0)
    page.get_by_role("button", name="Send your reply" if js else "Try again").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    assert drafts(site, who) == []


#: Typing so many letters takes a browser minutes; they are put there as if they were pasted.
PASTE = """(box, words) => { box.value = words;
    box.dispatchEvent(new Event("input", { bubbles: true })); }"""


@pytest.mark.parametrize("length", [20_001, 1_100_000], ids=["422", "413"])
def test_too_long(browse, js, length: int):
    who = {True: "stella", False: "rafael"}[js]
    page = browse(who, js=js)
    text = ("Many words. " * (length // 12 + 1))[: length - 1] + "."
    open_box(page).evaluate(PASTE, text)
    page.locator("#composer-send").click()

    if length == 20_001:
        expect(page.locator("#text-error")).to_contain_text("Please take out 1.")
    elif js:
        expect(page.locator("#alert")).to_contain_text(STILL_HERE)
        expect(status(page)).to_have_text("Not saved: this is too long.")
    else:
        expect(page.locator("h1")).to_have_text("That is too much at once")
        page.go_back()
    expect(page.locator("#text")).to_have_value(text)
    page.locator("#text").fill("w")
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")


def test_the_house_is_in_trouble(browse_faults, js, site: Site):
    """Another writer holds on for longer than anybody waits: 503, and all is there afterwards."""
    page = browse_faults("joyce" if js else "doreen", js=js)
    box = open_box(page)
    box.fill(WORDS)
    with database(site) as connection:
        connection.execute("BEGIN IMMEDIATE")
        page.locator("#composer-send").click()
        if js:
            expect(page.locator("#alert")).to_contain_text(STILL_HERE, timeout=LONG_MS)
            expect(box).to_have_value(WORDS)
        else:
            expect(page.locator("h1")).to_have_text("We can't reach our records just now")
            expect(page.locator(".kept textarea")).to_have_value(WORDS)
        connection.execute("ROLLBACK")
    page.get_by_role("button", name="Send your reply" if js else "Try again").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    expect(page.locator(".post-body").last).to_have_text(WORDS.replace("\n\n", "\n"))


def test_the_way_is_cut_while_somebody_writes(browse_faults, site: Site):
    page = browse_faults("magda", js=True)
    box = open_box(page)
    page.context.set_offline(offline=True)
    box.fill("Under a bridge.")
    expect(status(page)).to_have_text("Not saved yet. We try again when you go on.")
    page.locator("#composer-send").click()
    expect(page.locator("#alert")).to_have_text(
        f"We could not reach the site. Check your connection, then try again. {STILL_HERE}"
    )
    page.context.set_offline(offline=False)
    box.fill("Under a bridge. And out again.")
    until_saved(site, page, "magda", "Under a bridge. And out again.")
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    assert drafts(site, "magda") == []


def test_a_turned_phone_keeps_the_words(browse, js):
    page = browse("yusuf", js=js)
    upright = ViewportSize(width=320, height=640)
    page.set_viewport_size(upright)
    box = open_box(page)
    box.fill(WORDS)
    page.set_viewport_size(ViewportSize(width=640, height=320))
    expect(box).to_have_value(WORDS)
    page.set_viewport_size(upright)
    expect(box).to_have_value(WORDS)


def test_back_and_forward_keep_what_is_not_sent(browse, js, site: Site):
    page = browse("imran" if js else "ceri", js=js)
    open_box(page).fill(WORDS)
    if js:
        until_saved(site, page, "imran", WORDS)
    page.get_by_role("link", name="About", exact=True).click()
    expect(page.locator("h1")).to_contain_text("About")
    page.go_back()
    expect(page.locator("#text")).to_have_value(WORDS)


def test_back_after_sending_sends_nothing_again(browse, js, site: Site):
    page = browse("alex" if js else "bola", js=js)
    words = f"Once, {'with' if js else 'without'} a script."
    open_box(page).fill(words)
    page.locator("#composer-send").click()
    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    page.get_by_role("link", name="About", exact=True).click()
    for _ in range(1 if js else 2):
        page.go_back()
    expect(page.locator("#composer")).to_be_visible()
    assert site.ask(POSTED, words) == [(1,)]
    if page.locator("#text").input_value():
        # A page that the browser kept has its words, which count once with what it kept beside.
        page.locator("#composer-send").click()
        expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    assert site.ask(POSTED, words) == [(1,)]


def test_a_new_thread_is_as_safe(browse_faults, site: Site):
    page = browse_faults("kit", js=True)
    page.goto("/spaces/introductions/threads/new")
    title, box = page.get_by_label("What is it about?"), page.locator("#text")
    title.fill("A title")
    box.fill(WORDS)
    with database(site) as connection:
        connection.execute("BEGIN IMMEDIATE")
        page.get_by_role("button", name="Post it").click()
        expect(page.locator("#alert")).to_contain_text(STILL_HERE, timeout=LONG_MS)
        connection.execute("ROLLBACK")
    expect(title).to_have_value("A title")
    expect(box).to_have_value(WORDS)
    page.get_by_role("button", name="Post it").click()
    expect(page.locator("h1")).to_have_text("A title")
    assert drafts(site, "kit") == []
