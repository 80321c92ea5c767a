"""Decisions at each step, for those who read and those who move them on, and the list of them."""

from playwright.sync_api import Page

from tests.browser.pages import Place, at, pressed
from tests.browser.site import Site

AT = """SELECT thread_id FROM decision JOIN thread ON thread.id = thread_id
    WHERE decision.stage = '{}' ORDER BY changed_at"""
DONE, DECIDED, CANNOT, SAID = (AT.format(stage) for stage in ("done", "decided", "cannot", "said"))


def history_opened(page: Page, site: Site) -> None:
    """Open everything that was said of a decision."""
    at("/threads/{}/decision", DONE)(page, site)
    page.locator("#decision-history summary").click()


DECIDING = (
    Place("thread with what was done", "amina", at("/threads/{}", DONE)),
    Place("thread with what can not be", "amina", at("/threads/{}", CANNOT)),
    Place("thread nobody answered", "amina", at("/threads/{}", SAID)),
    Place("decision with all that was said", "amina", history_opened),
    Place("decision to move on", "grace", at("/threads/{}/decision", DECIDED)),
    Place(
        "decision with errors",
        "grace",
        pressed(at("/threads/{}/decision", DECIDED), "#change-decision-button"),
    ),
    Place("no decision", "amina", at("/threads/1/decision")),
    Place("you said, we did", "amina", at("/you-said-we-did")),
    Place("you said, we did, late", "amina", at("/you-said-we-did?step=waiting")),
    Place("decision on paper", "amina", at("/threads/{}/print", DECIDED)),
)
