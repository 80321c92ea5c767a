"""The pages of what somebody would rather not meet, and a thread as they meet it then."""

from playwright.sync_api import Page, expect

from tests.browser.pages import Place, at, pressed
from tests.browser.site import Site

WHO = "magda"
NOTED = "SELECT thread_id FROM post WHERE notes = ' restraint '"
CHOOSE = at("/account/reading")


def word_covered(page: Page, site: Site) -> None:
    """Have a word covered; a second time it is covered already."""
    CHOOSE(page, site)
    page.get_by_label("A word to cover").fill("Marshmallow")
    page.locator("#add-word-button").click()
    expect(page.locator("#mute-words bdi")).to_have_text("Marshmallow")


def left_out(page: Page, site: Site) -> None:
    """Choose to leave posts about restraint out."""
    CHOOSE(page, site)
    page.locator("#note_restraint-3").check()
    page.locator("#choose-notes-button").click()
    expect(page.locator("#announce")).not_to_be_empty()


def thread_left_out(page: Page, site: Site) -> None:
    """Go to a thread whose first post is left out."""
    left_out(page, site)
    page.goto(f"/threads/{site.number(NOTED)}")
    expect(page.locator("#p1 .post-body")).to_be_hidden()


def cover_opened(page: Page, site: Site) -> None:
    """Open what one chose to leave out."""
    thread_left_out(page, site)
    page.locator("#p1 summary").click()
    expect(page.locator("#p1 .post-body")).to_be_visible()


def list_with_a_cover(page: Page, site: Site) -> None:
    """Go to a space with a thread that one chose to leave out."""
    left_out(page, site)
    page.goto("/spaces/safety")
    expect(page.locator(".thread summary")).to_have_count(1)


READING = (
    Place("what one sees", "amina", CHOOSE),
    Place("what one sees with a word", WHO, word_covered),
    Place("what one sees with errors", WHO, pressed(CHOOSE, "#add-word-button")),
    Place("thread with a post left out", WHO, thread_left_out),
    Place("thread with a cover opened", WHO, cover_opened),
    Place("space with a thread left out", WHO, list_with_a_cover),
)
