"""Two people in one thread: one reads and writes on, the other's replies wait to be asked for."""

import re

from playwright.sync_api import Page, expect

from tests.browser.measures import axe_faults
from tests.browser.site import Site
from tests.browser.writing import status

A_MINUTE_MS = 61_000
ALONE = """SELECT thread.id FROM thread JOIN space ON space.id = space_id
    WHERE group_id IS NULL AND locked_at IS NULL AND thread.archived_at IS NULL
    AND space.archived_at IS NULL AND writers = 'everyone' AND last_post_no < 20
    ORDER BY thread.id DESC"""
READ_TO = """SELECT no FROM read_position JOIN person ON person.id = person_id
    WHERE thread_id = ? AND address = 'yusuf@demo.example'"""


def send(page: Page, words: str) -> None:
    """Write a reply and have it sent."""
    page.get_by_role("textbox", name="Your reply").fill(words)
    page.get_by_role("button", name="Send your reply").click()
    expect(page.locator(".post-body").last).to_have_text(words)


def look_away(page: Page, *, away: bool) -> None:
    """Go to another tab, or come back from it."""
    page.evaluate(
        """away => {
            Object.defineProperty(document, "hidden", { get: () => away, configurable: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }""",
        away,
    )


def let_a_minute_pass(page: Page, told: str) -> None:
    """Have the page ask, and hear what it is told: a line to be seen would move what one reads."""
    with page.expect_response(lambda answer: "/news?after=" in answer.url):
        page.clock.fast_forward(A_MINUTE_MS)
    expect(page.locator("#news-button")).to_have_text(f"Show {told}")
    page.clock.fast_forward(100)
    expect(page.locator("#announce")).to_have_text(told)
    expect(page.locator("#announce")).to_have_class(re.compile(r"\bvh\b"))


def test_replies_of_others_wait_to_be_asked_for(browse, site: Site):
    thread_id = site.number(ALONE)
    reader, writer = browse("yusuf"), browse("grace")
    reader.clock.install()
    for page in (reader, writer):
        page.goto(f"/threads/{thread_id}")
    count = reader.locator(".post").count()
    [(read_to,)] = site.ask(READ_TO, thread_id)
    box, button = reader.get_by_role("textbox", name="Your reply"), reader.locator("#news-button")
    box.fill("While I am writing")
    expect(status(reader)).to_contain_text("Saved at ")
    above = box.bounding_box()
    send(writer, "The first of two.")
    send(writer, "The second of two.")

    let_a_minute_pass(reader, "2 new replies")
    assert box.bounding_box() == above
    expect(box).to_be_focused()
    expect(reader.locator(".post")).to_have_count(count)
    assert site.ask(READ_TO, thread_id) == [(read_to,)]
    assert axe_faults(reader) == []

    button.press("Enter")
    expect(reader.locator(".post")).to_have_count(count + 2)
    expect(reader.locator(f"#new-{count + 1}")).to_be_focused()
    expect(reader.locator(".post .post-body").last).to_have_text("The second of two.")
    reader.clock.fast_forward(100)
    expect(reader.locator("#announce")).to_have_text("The new replies are below.")
    expect(reader.locator("#announce")).not_to_have_class(re.compile(r"\bvh\b"))
    expect(box).to_have_value("While I am writing")
    expect(button).to_have_count(0)
    assert site.ask(READ_TO, thread_id) == [(count + 2,)]
    assert axe_faults(reader) == []


def test_what_was_shown_stands_once_after_a_reply_of_ones_own(browse, site: Site):
    reader, writer = browse("yusuf"), browse("grace")
    reader.clock.install()
    for page in (reader, writer):
        page.goto(f"/threads/{site.number(ALONE)}")
    count = reader.locator(".post").count()
    for number in (1, 2):
        send(writer, f"One at a time, {number}.")
        with reader.expect_response(lambda answer: "/news?after=" in answer.url):
            reader.clock.fast_forward(A_MINUTE_MS)
        reader.locator("#news-button").click()
        expect(reader.locator(".post")).to_have_count(count + number)
    send(reader, "Mine, after theirs.")
    expect(reader.locator(".post")).to_have_count(count + 3)
    expect(reader.locator("#news")).to_have_attribute("hx-get", re.compile(f"after={count + 3}$"))


def test_a_tab_that_nobody_looks_at_asks_nothing(browse, site: Site):
    reader, writer = browse("hamza"), browse("grace")
    thread_id = site.number(ALONE)
    reader.clock.install()
    asked: list[str] = []
    reader.on("request", lambda request: asked.append(request.url))
    for page in (reader, writer):
        page.goto(f"/threads/{thread_id}")
    look_away(reader, away=True)
    send(writer, "Nobody looks.")
    asked.clear()
    for _ in range(5):
        reader.clock.run_for(A_MINUTE_MS)
    assert asked == []

    look_away(reader, away=False)
    expect(reader.locator("#news-button")).to_have_text("Show 1 new reply")
    assert len(asked) == 1


def test_who_is_signed_out_meanwhile_stays_where_they_write(browse, site: Site):
    page = browse("hamza")
    page.clock.install()
    thread_id = site.number(ALONE)
    page.goto(f"/threads/{thread_id}")
    page.get_by_role("textbox", name="Your reply").fill("These words stay.")
    expect(status(page)).to_contain_text("Saved at ")
    page.context.clear_cookies()
    with page.expect_response(lambda answer: "/news?after=" in answer.url) as answer:
        page.clock.fast_forward(A_MINUTE_MS)
    assert answer.value.status == 401
    page.clock.fast_forward(1_000)
    expect(page.get_by_role("textbox", name="Your reply")).to_have_value("These words stay.")
    expect(page.locator("#alert")).to_be_empty()
