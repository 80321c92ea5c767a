"""The pages with a box as writing leaves them: begun, gone on with, looked at, overtaken."""

from playwright.sync_api import Page, expect

from tests.browser.pages import LONG_THREAD, NEW_THREAD, Place, Way, at
from tests.browser.site import Site
from tests.browser.writing import SAVED, status

WHO = "joyce"
SAVED_WORDS = """SELECT draft.id FROM draft JOIN person ON person.id = person_id
    AND address = 'joyce@demo.example' ORDER BY draft.id"""
LONG_REPLY = at("/threads/{}?from=99999", LONG_THREAD)


def writing(before: Way, words: str) -> Way:
    """Go there and begin to write."""

    def way(page: Page, site: Site) -> None:
        before(page, site)
        page.locator("#text").fill(words)
        expect(status(page)).to_contain_text(SAVED)

    return way


def previewed(page: Page, site: Site) -> None:
    """Look at how a reply will look."""
    LONG_REPLY(page, site)
    page.locator("#text").fill("It is *tea*, and then:\n\n- a walk\n- a talk\n\n> and rest")
    page.locator("#preview-button").click()
    expect(page.locator("#preview")).to_be_visible()


def overtaken(page: Page, site: Site) -> None:
    """Write on a page that is older than what was saved on another."""
    LONG_REPLY(page, site)
    newer = page.context.new_page()
    writing(LONG_REPLY, f"Newer than {page.locator('#text').input_value()}")(newer, site)
    newer.close()
    page.locator("#text").fill("Older.")
    expect(page.locator("#draft-newer")).to_be_visible()


WRITING = (
    Place("words begun", WHO, writing(NEW_THREAD, "Half of it.")),
    Place("words gone on with", WHO, NEW_THREAD),
    Place("words previewed", WHO, previewed),
    Place("words overtaken", WHO, overtaken),
    Place("words saved", WHO, at("/drafts")),
    Place("one of the words saved", WHO, at("/drafts/{}", SAVED_WORDS)),
    Place("no words saved", "doreen", at("/drafts")),
)
