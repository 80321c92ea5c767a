"""Every page there is, in every state that looks different: who sees it, and the way to it."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.site import Site
from tests.pictures import a_file, four_corners

NEXT_SET = "SELECT min(id) FROM event WHERE kind = 'learning_set' AND starts_at > datetime('now')"
HELD = """SELECT held.id FROM event_session held JOIN event ON event.id = held.event_id
    WHERE event.kind = '{}' AND held.ends_at < datetime('now') ORDER BY held.ends_at DESC"""
LAST_SET = HELD.format("learning_set")
LATE_WEBINAR = HELD.format("webinar")
FEW_RATINGS = (
    "SELECT session_id FROM rating GROUP BY session_id HAVING count(*) < 5 ORDER BY session_id DESC"
)
LOCKED = "SELECT id FROM thread WHERE locked_at IS NOT NULL"
LONG_THREAD = "SELECT id FROM thread ORDER BY last_post_no DESC"
FULL = """SELECT event.id FROM event WHERE capacity =
    (SELECT count(*) FROM booking WHERE event_id = event.id AND state = 'booked')
    AND group_id IS NULL AND starts_at > datetime('now')"""
CANCELLED = "SELECT id FROM event WHERE cancelled_at IS NOT NULL"
BOOKED = """SELECT event.id FROM event JOIN booking ON event_id = event.id AND state = 'booked'
    JOIN person ON person.id = person_id AND address = 'amina@demo.example'
    WHERE starts_at > datetime('now') AND cancelled_at IS NULL"""

PLAIN = "SELECT id FROM person WHERE display_name = 'Fintan'"

Way = Callable[[Page, Site], None]


@dataclass(frozen=True)
class Place:
    """A page in one state: its name, who looks at it, and how they come there."""

    name: str
    who: str | None
    way: Way


def at(address: str, number: str | None = None) -> Way:
    """Go to an address; `{}` in it stands for the number that the question finds."""

    def way(page: Page, site: Site) -> None:
        page.goto(address.format(site.number(number)) if number else address)

    return way


def pressed(before: Way, button: str) -> Way:
    """Go there and press a button without having written anything."""

    def way(page: Page, site: Site) -> None:
        before(page, site)
        page.locator(button).click()
        expect(page.locator(".govuk-error-message").first).to_be_visible()

    return way


def signed_out_while_writing(page: Page, site: Site) -> None:
    """Lose the cookie, then send a reply without the help of a script."""
    page.goto("/threads/1")
    page.get_by_role("textbox", name="Your reply").fill("These words took a while.\n\nKeep them.")
    page.context.clear_cookies()
    page.locator("#composer").evaluate("form => form.submit()")
    expect(page.locator(".kept h2")).to_have_text("What you wrote is safe here")


def asked_for_a_link(page: Page, _: Site) -> None:
    """Ask for a sign-in link, for an address that nobody has."""
    page.goto("/sign-in")
    page.locator("#link-address").fill("nobody@example.org")
    page.locator("#sign-in-link-button").click()
    expect(page.locator("h1")).to_have_text("Look at your e-mail")


def invited(page: Page, site: Site) -> None:
    """Open the page of an invitation that waits."""
    page.goto("/invitations")
    page.get_by_label("Their e-mail address").fill("waiting@example.org")
    page.locator("#invite-button").click()
    expect(page.locator("#announce")).not_to_be_empty()
    page.goto(
        site.link_in_mail_to(
            "waiting@example.org", "You are invited to the Peer Innovators Network"
        )
    )


def muted(page: Page, site: Site) -> None:
    """Mute somebody, unless that was done before."""
    number = site.number(PLAIN)
    page.goto(f"/people/{number}")
    if page.locator(f"#mute-{number}-mute").count():
        page.locator(f"#mute-{number}-mute").click()
    expect(page.locator(f"#mute-{number}-words")).to_contain_text("You have muted")


def away(page: Page, _: Site) -> None:
    """Take a break, or change for how long it is."""
    page.goto("/account/break")
    page.get_by_label("For two weeks").check()
    page.locator("#break-start").click()
    expect(page.locator("#away-h")).to_contain_text("You are on a break until")


def saved(page: Page, site: Site) -> None:
    """Save a post, then look at those that are saved."""
    page.goto("/posts/1/options")
    page.locator("#saving-1-save").or_(page.locator("#saving-1-unsave")).first.click()
    expect(page.locator("#announce")).not_to_be_empty()
    page.goto("/saved")


def added_picture(page: Page, site: Site) -> None:
    """Add a picture while a reply is being written, and land on its page."""
    page.goto("/pictures/new?back=/threads/1")
    page.get_by_label("Say what is in the picture").fill("Four fields: red, green, blue, white.")
    page.get_by_label("Choose the picture").set_input_files(
        {"name": "fields.png", "mimeType": "image/png", "buffer": a_file(four_corners((900, 600)))}
    )
    page.locator("#new-picture-send").click()
    expect(page.locator("h1")).to_have_text("Your picture")


def own_pictures(page: Page, site: Site) -> None:
    """Add a picture and go to the list of one's own, with the question about one of them open."""
    added_picture(page, site)
    page.goto("/account/pictures")
    page.locator("details summary").first.click()


OPEN = at("/events/{}", NEXT_SET)
REPLY = at("/threads/1")
NEW_THREAD = at("/spaces/introductions/threads/new")

PLACES = (
    Place("welcome", None, at("/")),
    Place("about", None, at("/about")),
    Place("ground rules", None, at("/ground-rules")),
    Place("privacy", None, at("/privacy")),
    Place("accessibility", None, at("/accessibility")),
    Place("help now", None, at("/help-now")),
    Place("sign in", None, at("/sign-in")),
    Place("sign in with errors", None, pressed(at("/sign-in"), "#sign-in-button")),
    Place("link without address", None, pressed(at("/sign-in"), "#sign-in-link-button")),
    Place("link on its way", None, asked_for_a_link),
    Place("spent link", None, at("/sign-in/link/spent")),
    Place("spent invitation", None, at("/invitations/spent")),
    Place("not found", None, at("/nowhere")),
    Place("home", "amina", at("/")),
    Place("spaces", "amina", at("/spaces")),
    Place("space", "amina", at("/spaces/recovery-college")),
    Place("groups", "amina", at("/groups")),
    Place("groups one looks after", "grace", at("/groups")),
    Place("group", "amina", at("/groups/1")),
    Place("group one looks after", "grace", at("/groups/1")),
    Place("group with errors", "grace", pressed(at("/groups/1"), "#add-member-button")),
    Place("new group", "grace", at("/groups/new")),
    Place("new group with errors", "grace", pressed(at("/groups/new"), "#new-group-button")),
    Place("group form", "grace", at("/groups/1/about")),
    Place("taking somebody out", "grace", at("/groups/1/members/1")),
    Place("leaving a group", "amina", at("/groups/1/leaving")),
    Place("new space", "grace", at("/spaces/new")),
    Place("new space with errors", "grace", pressed(at("/spaces/new"), "#new-space-button")),
    Place("space settings", "grace", at("/spaces/recovery-college/settings")),
    Place("order of spaces", "grace", at("/spaces/order")),
    Place("what is new", "amina", at("/new")),
    Place("saved posts", "amina", saved),
    Place("closed space", "amina", at("/spaces/harrowmere-circle")),
    Place("thread", "amina", REPLY),
    Place("long thread", "amina", at("/threads/{}?page=2", LONG_THREAD)),
    # Nobody else writes here as Zainab: a box with a draft in it would send.
    Place("thread with errors", "zainab", pressed(REPLY, "#composer-send")),
    Place("thread tools", "grace", at("/threads/1/tools")),
    Place("thread tools with errors", "grace", pressed(at("/threads/1/tools"), "#lock-button")),
    Place("thread tools of its author", "zainab", at("/threads/1/tools")),
    Place("tags", "amina", at("/tags")),
    Place("tag", "amina", at("/tags/pdsa")),
    Place("split", "grace", at("/threads/{}/split", LONG_THREAD)),
    Place("split with errors", "grace", pressed(at("/threads/1/split"), "#split-button")),
    Place("merge", "grace", at("/threads/1/merge")),
    Place("merge with errors", "grace", pressed(at("/threads/1/merge"), "#merge-look")),
    Place("merge of two", "grace", at("/threads/1/merge?into=2")),
    Place("thread closed", "amina", at("/threads/{}", LOCKED)),
    Place("new thread", "amina", NEW_THREAD),
    Place("new thread with errors", "amina", pressed(NEW_THREAD, "#new-thread-send")),
    Place("new picture", "amina", at("/pictures/new?back=/threads/1")),
    Place("new picture with errors", "amina", pressed(at("/pictures/new"), "#new-picture-send")),
    Place("own picture", "amina", added_picture),
    Place("own pictures", "amina", own_pictures),
    Place("no pictures", "carol", at("/account/pictures")),
    Place("kept words", "hamza", signed_out_while_writing),
    Place("events", "amina", at("/events")),
    Place(
        "event open", "carol", at("/events/{}", NEXT_SET + " AND title NOT LIKE '%More choice%'")
    ),
    Place("event open with errors", "dev", pressed(OPEN, "#place-button")),
    Place("event yours", "amina", at("/events/{}", BOOKED)),
    Place("event full", "carol", at("/events/{}", FULL)),
    Place("event waiting", "eileen", at("/events/{}", FULL)),
    Place("event cancelled", "amina", at("/events/{}", CANCELLED)),
    Place("event closed", "dev", at("/events/1")),
    Place("event over", "amina", at("/events/1")),
    Place("past events", "amina", at("/events/past")),
    Place("event one runs", "grace", at("/events/1")),
    Place("feedback", "carol", at("/sessions/{}/feedback", LATE_WEBINAR)),
    Place(
        "feedback with errors",
        "carol",
        pressed(at("/sessions/{}/feedback", LATE_WEBINAR), "#feedback-send"),
    ),
    Place("feedback over", "amina", at("/sessions/1/feedback")),
    Place("register", "grace", at("/sessions/{}/register", LATE_WEBINAR)),
    Place("register closed", "grace", at("/sessions/{}/register", LAST_SET)),
    Place("ratings", "grace", at("/sessions/{}/ratings", LAST_SET)),
    Place("too few ratings", "grace", at("/sessions/{}/ratings", FEW_RATINGS)),
    Place("account", "amina", at("/account")),
    Place("account with errors", "amina", pressed(at("/account"), "#change-password-button")),
    Place("notices", "amina", at("/notices")),
    Place("muted people", "amina", at("/account/people")),
    Place("somebody", "amina", at("/people/2")),
    Place("somebody plain", "amina", at("/people/{}", PLAIN)),
    Place("somebody muted", "kit", muted),
    Place("some muted people", "kit", at("/account/people")),
    Place("home on a break", "yusuf", away),
    Place("break that goes on", "yusuf", at("/account/break")),
    Place("who has done this", "amina", at("/people")),
    Place("who has done what nobody did", "amina", at("/people?interest=nothing+like+it")),
    Place("directory", "amina", at("/account/directory")),
    Place("directory with errors", "amina", pressed(at("/account/directory"), "#add-entry-button")),
    Place("break", "amina", at("/account/break")),
    Place("break with errors", "amina", pressed(at("/account/break"), "#break-start")),
    Place("own page", "amina", at("/people/1")),
    Place("profile", "amina", at("/account/profile")),
    Place("invitations", "grace", at("/invitations")),
    Place("invitations with errors", "grace", pressed(at("/invitations"), "#invite-button")),
    Place("invitation", "grace", invited),
    Place("search", "amina", at("/search?q=sleep")),
    Place("search without words", "amina", at("/search")),
    Place("what you told us", "amina", at("/account/reports")),
    Place("moderation", "dev", at("/moderation")),
    Place("moderation decided", "dev", at("/moderation/decided")),
    Place("moderation not found", "dev", at("/moderation?reference=R-2222-22")),
    Place("not open to you", "amina", at("/invitations")),
)
