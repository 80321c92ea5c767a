"""A box and its words: where the journeys of writing begin, and what the database holds of them."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.site import GLANCE_SECONDS, GLANCES, Site

SAVED = "Saved at "
DRAFT = """SELECT draft.text, anonymous FROM draft JOIN draft_choices ON draft_id = draft.id
    JOIN person ON person.id = draft.person_id WHERE person.address = ? ORDER BY draft.id"""


#: A thread that is open to everyone, and that no other journey counts the posts of.
THREAD = 10


def open_box(page: Page, thread: int = THREAD) -> Locator:
    """The box for a reply on the last page of a thread."""
    page.goto(f"/threads/{thread}?from=99999#reply")
    box = page.get_by_role("textbox", name="Your reply")
    expect(box).to_be_visible()
    return box


def status(page: Page) -> Locator:
    """The line below the box."""
    return page.locator("#draft-status")


def drafts(site: Site, who: str) -> list[tuple]:
    """What somebody has saved and not sent, and whether without their name."""
    return site.ask(DRAFT, f"{who}@demo.example")


def until_saved(site: Site, page: Page, who: str, text: str, anonymous: int = 0) -> None:
    """Look until the database holds these words and no others."""
    for _ in range(GLANCES):
        if drafts(site, who) == [(text, anonymous)]:
            return
        page.wait_for_timeout(GLANCE_SECONDS * 1000)
    raise AssertionError(drafts(site, who))
