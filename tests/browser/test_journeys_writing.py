"""Reply, quote, edit, find a draft again: each with a script, without one, and by keyboard."""

import re

from playwright.sync_api import Locator, expect

from tests.browser.hands import Hand
from tests.browser.site import Site
from tests.browser.writing import drafts, until_saved

#: A thread for each way, in which no other journey writes.
REPLIES = {"scripted": 11, "unscripted": 20, "keys": 23}
DRAFTS = {"scripted": 26, "unscripted": 28, "keys": 30}

MINE = """SELECT post.id, no, thread_id, markdown FROM post
    JOIN person ON person.id = post.author_id AND address = ?
    JOIN thread ON thread.id = thread_id JOIN space ON space.id = space_id
    WHERE group_id IS NULL AND locked_at IS NULL AND state = 'live' ORDER BY post.id"""
LAST = "SELECT last_post_no FROM thread WHERE id = ?"
EMPTY = "Write something before you post it."


def test_reply(hand: Hand, site: Site):
    thread, page = REPLIES[hand.way], hand.page
    no = site.number(LAST, thread) + 1
    page.goto(f"/threads/{thread}?from=99999#reply")
    box, send = page.get_by_role("textbox", name="Your reply"), page.locator("#composer-send")
    hand.press(send)

    expect(page.locator("#text-error")).to_have_text(f"Error: {EMPTY}")
    expect(page).to_have_title(re.compile("^Error: "))
    expect(page.locator("#announce")).to_be_empty()
    hand.stays_at(box)
    if not hand.js:
        hand.goes_on_in(page.locator("#composer"))

    hand.write(box, f"Made: {hand.way}.")
    hand.press(send)

    hand.told(f"Your reply is post {no}.")
    expect(page.locator(".post").last).to_have_id(f"p{no}")
    expect(page.locator(f"#p{no} .post-body")).to_have_text(f"Made: {hand.way}.")
    expect(page).not_to_have_title(re.compile("^Error: "))
    expect(box).to_have_value("")
    hand.stays_at(send)
    assert site.number(LAST, thread) == no
    assert drafts(site, hand.who) == []
    assert hand.axe_faults() == []
    if not hand.js:
        hand.goes_on_in(page.locator(f"#p{no}"))


def choose_words(hand: Hand, words: Locator) -> str:
    """Select what somebody said, all of it with three clicks or some words of it with keys."""
    if hand.way != "keys":
        words.click(click_count=3)
        return words.inner_text()
    # Keys begin to select where a reader of screens or the browser's own caret stands.
    words.evaluate("p => getSelection().setBaseAndExtent(p.firstChild, 0, p.firstChild, 1)")
    for _ in range(3):
        hand.page.keyboard.press("Control+Shift+ArrowRight")
    return hand.page.evaluate("getSelection().toString()").strip()


def test_quote_what_somebody_said(hand: Hand, site: Site):
    """A script quotes what is selected; without one the box opens with words to be cut down."""
    thread, page = REPLIES[hand.way], hand.page
    no = site.number(LAST, thread) + 1
    second = site.number("SELECT id FROM post WHERE thread_id = ? AND no = 2", thread)
    page.goto(f"/threads/{thread}?from=99999#p2")
    words = page.locator("#p2 .post-body p").first
    said, box = words.inner_text(), page.locator("#text")
    if hand.js:
        said = choose_words(hand, words)
        assert said != ""
        hand.press(page.get_by_role("button", name="Quote the words you selected"))
        expect(box).to_have_value(f"> [quote {second}]\n> {said}\n\n")
        expect(box).to_be_focused()
        page.keyboard.type("So do I.")
    else:
        hand.press(page.get_by_role("link", name="More about post 2"))
        hand.press(page.get_by_role("link", name="Reply and quote its words"))
        expect(box).to_have_value(re.compile(rf"^> \[quote {second}\]\n> {re.escape(said)}\n"))
        hand.write(box, f"> [quote {second}]\n> {said}\n\nSo do I.")
    hand.press(page.locator("#composer-send"))

    hand.told(f"Your reply is post {no}.")
    mine = page.locator(f"#p{no} .post-body")
    expect(mine.locator(".quote-from")).to_contain_text("post 2:")
    expect(mine.locator("blockquote")).to_have_text(said)
    expect(mine.locator("> p").last).to_have_text("So do I.")
    hand.stays_at(page.locator("#composer-send"))
    assert drafts(site, hand.who) == []
    assert hand.axe_faults() == []
    if not hand.js:
        hand.goes_on_in(page.locator(f"#p{no}"))


def test_edit_a_post(hand: Hand, site: Site):
    page = hand.page
    post_id, no, thread, before = site.ask(MINE, f"{hand.who}@demo.example")[0]
    page.goto(f"/posts/{post_id}")
    hand.press(page.locator(f"#p{no}").get_by_role("link", name=f"Edit post {no}"))
    expect(page.locator("h1")).to_have_text("Change your post")
    box, send = page.locator("#text"), page.locator("#edit-post-send")
    expect(box).to_have_value(before)

    hand.write(box, "")
    hand.press(send)
    expect(page.locator("#error-summary")).to_contain_text(EMPTY)
    hand.stays_at(page.locator("#error-summary"))
    expect(page).to_have_title(re.compile("^Error: "))
    hand.write(box, f"Changed: {hand.way}.")
    hand.press(send)

    expect(page).to_have_url(re.compile(rf"/threads/{thread}\?page=\d+#p{no}$"))
    hand.told("Your post is changed.")
    post = page.locator(f"#p{no}")
    expect(post.locator(".post-body")).to_have_text(f"Changed: {hand.way}.")
    hand.goes_on_in(post)
    assert hand.axe_faults() == []
    hand.press(post.get_by_role("link", name="edited"))
    expect(page.locator("main")).to_contain_text(before.split("\n")[0])
    assert drafts(site, hand.who) == []


def test_go_on_with_a_draft_on_another_device(hand: Hand, site: Site):
    thread, page = DRAFTS[hand.way], hand.page
    no = site.number(LAST, thread) + 1
    page.goto(f"/threads/{thread}?from=99999#reply")
    hand.write(page.locator("#text"), "Half of it.")
    later = page.get_by_role("button", name="Save for later")
    if hand.way != "scripted":
        hand.press(later)
        hand.stays_at(later)
        hand.told("Your words are saved. You find them here, and in your account.")
    until_saved(site, page, hand.who, "Half of it.")

    other = hand.elsewhere()
    other.page.goto("/drafts")
    other.press(other.page.get_by_role("link", name="Go on writing"))
    box, send = other.page.locator("#text"), other.page.locator("#composer-send")
    expect(box).to_have_value("Half of it.")
    expect(other.page.locator("#restored")).to_contain_text("These are words you saved on ")
    other.goes_on_in(other.page.locator("#reply"))
    assert other.axe_faults() == []

    other.write(box, "Half of it. All of it.")
    other.press(send)
    other.told(f"Your reply is post {no}.")
    mine = other.page.locator(f"#p{no} .post-body")
    expect(mine).to_have_text("Half of it. All of it.")
    expect(other.page.locator("#restored")).to_have_count(0)
    other.stays_at(send)
    assert drafts(site, hand.who) == []
