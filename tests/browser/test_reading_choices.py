"""Journeys of what somebody would rather not meet: choose it, meet the cover, open it once."""

import re

from playwright.sync_api import Page, expect

from tests.browser.keys import press
from tests.browser.site import Site


def cover(page: Page, word: str) -> None:
    """Have a word covered."""
    page.goto("/account/reading")
    page.get_by_label("A word to cover").fill(word)
    page.get_by_role("button", name="Cover this word").click()
    expect(page.locator("#announce")).to_have_text("That word is covered now.")


def take_out(page: Page, word: str) -> None:
    """Have a word covered no more."""
    page.goto("/account/reading")
    row = page.locator("#mute-words li").filter(has_text=word)
    row.get_by_role("button", name=re.compile("^Take it out")).click()
    expect(page.locator("#announce")).to_have_text("That word is not covered any more.")


def test_cover_a_word_and_open_a_post_once(browse, js):
    page = browse("stella", js=js)
    page.goto("/threads/1")
    first = page.locator("#p1")
    word = max(re.findall("[a-z]+", first.locator(".post-body").inner_text()), key=len)
    cover(page, word.upper())
    if js:
        expect(page.locator("#add-word-button")).to_be_focused()
    expect(page.locator("#mute-words bdi")).to_have_text(word.upper())

    page.goto("/threads/1")
    summary = first.locator("summary")
    expect(summary).to_have_text("It holds a word that you chose to cover. Show post 1")
    expect(first.locator(".post-body")).to_be_hidden()
    press(page, summary)
    expect(first.locator(".post-body")).to_be_visible()
    page.goto("/threads/1")
    expect(first.locator(".post-body")).to_be_hidden()

    take_out(page, word.upper())
    if js:
        expect(page.locator("#mute-words-h")).to_be_focused()
    expect(page.locator("#mute-words")).to_contain_text("You cover no words.")
    page.goto("/threads/1")
    expect(first.locator(".post-body")).to_be_visible()


def test_what_was_typed_stays(browse, js):
    page = browse("stella", js=js)
    page.goto("/account/reading")
    page.get_by_label("A word to cover").fill("the")
    page.get_by_role("button", name="Cover this word").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_contain_text("less common")
    expect(page.get_by_label("A word to cover")).to_have_value("the")


def choose(page: Page, label: str) -> None:
    """Choose what happens to posts about restraint."""
    page.goto("/account/reading")
    group = page.get_by_role("group", name="Restraint or being held")
    group.get_by_label(label, exact=True).check()
    page.get_by_role("button", name="Keep my choices").click()
    expect(page.locator("#announce")).to_have_text("Your choices are kept.")
    expect(group.get_by_label(label, exact=True)).to_be_checked()


def test_leave_posts_out_and_show_them_again(browse, js, site: Site):
    thread = site.number("SELECT thread_id FROM post WHERE notes = ' restraint '")
    page = browse("stella", js=js)
    post = page.locator("#p1")
    page.goto(f"/threads/{thread}")
    expect(post.locator("summary")).to_have_text(
        "Content note: restraint or being held. Show post 1"
    )

    choose(page, "Leave out")
    if js:
        expect(page.locator("#choose-notes-button")).to_be_focused()
    page.goto(f"/threads/{thread}#p1")
    expect(post.locator("h3")).to_have_text("Post 1")
    expect(post.locator(".author")).to_be_hidden()
    post.get_by_text("A post you chose to leave out. Show post 1 this once").click()
    expect(post.locator(".author")).to_be_visible()
    expect(post.locator(".post-body")).to_contain_text("A gentle heads-up")
    page.goto("/search?q=heads-up+restrained")
    expect(page.locator("main")).to_contain_text("We found nothing with that")

    choose(page, "Show")
    page.goto(f"/threads/{thread}")
    expect(post.locator(".post-body")).to_be_visible()
    page.goto("/search?q=heads-up+restrained")
    expect(page.locator("main")).to_contain_text("A gentle")

    choose(page, "Cover")
    page.goto(f"/threads/{thread}")
    expect(post.locator(".post-body")).to_be_hidden()


def test_a_thread_waits_in_its_list(browse, js, site: Site):
    page = browse("stella", js=js)
    title = "Talking afterwards, when force has been used"
    choose(page, "Leave out")
    page.goto("/spaces/safety")
    row = page.locator(".thread").filter(has_text=title)
    link = row.get_by_role("link", name=title)
    expect(link).to_have_count(0)
    row.get_by_text("A thread you chose to leave out. Show it this once").click()
    expect(link).to_be_visible()
    choose(page, "Cover")
    page.goto("/spaces/safety")
    expect(link).to_be_visible()
