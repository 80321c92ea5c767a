"""Journeys between people: mute somebody and undo it, be found and not, be away and be back."""

import re

from playwright.sync_api import expect

from tests.browser.site import Site


def test_mute_somebody_and_undo_it(browse, js, site: Site):
    number = site.number("SELECT id FROM person WHERE display_name = 'Rafa'")
    page = browse("imran", js=js)
    page.goto(f"/people/{number}")
    page.get_by_role("button", name="Mute Rafa").click()
    words = page.locator(f"#mute-{number}-words")
    expect(words).to_have_text("You have muted Rafa. They are not told.")
    expect(page.locator("#announce")).to_have_text("You have muted Rafa.")
    if js:
        expect(words).to_be_focused()
    page.goto("/account/people")
    page.get_by_role("button", name="Stop muting Rafa").click()
    expect(page.locator("#announce")).to_have_text("Rafa is not muted any more.")
    page.goto("/account/people")
    expect(page.locator("main")).to_contain_text("You have muted and blocked nobody.")


def test_list_something_and_take_it_out(browse, js):
    page = browse("ceri", js=js)
    page.goto("/account/directory")
    page.get_by_label("A life beyond services").check()
    page.get_by_label("An interest of your own").fill("Young carers")
    page.get_by_role("button", name="Let others find this").click()
    expect(page.get_by_role("alert").get_by_role("link")).to_have_text(
        "Write a few words about what you have done."
    )
    expect(page.get_by_label("An interest of your own")).to_have_value("Young carers")
    page.get_by_label("What have you done").fill("A group that meets in the chip shop.")
    page.get_by_role("button", name="Let others find this").click()
    expect(page.locator("#announce")).to_have_text("It is in the list now. Thank you.")

    page.goto("/people")
    page.get_by_label("Interest", exact=True).fill("young")
    page.get_by_role("button", name="Look for people").click()
    expect(page.locator(".thread")).to_have_count(1)
    expect(page.locator(".thread")).to_contain_text("chip shop")

    page.goto("/account/directory")
    page.get_by_role("button", name=re.compile("^Take it out")).click()
    expect(page.locator("#announce")).to_have_text("It is not in the list any more.")
    expect(page.locator("#own-entries")).to_contain_text("Nothing so far.")


def test_be_away_and_be_back(browse, js):
    page = browse("bola", js=js)
    page.goto("/account/break")
    page.get_by_label("Until I come back").check()
    page.get_by_role("button", name="Start my break").click()
    expect(page.locator("#away-h")).to_have_text("You are on a break")
    page.get_by_role("button", name="I’m back").click()
    expect(page.locator("#back-h")).to_have_text("Good to see you")
    page.goto("/")
    expect(page.locator("#back-h")).to_have_count(0)


def test_read_a_notice(browse, js):
    who = "amina" if js else "grace"
    page = browse(who, js=js)
    page.goto("/notices")
    page.get_by_role("button", name=re.compile("^Mark as read.*People can now")).click()
    expect(page.locator("#announce")).to_have_text("Marked as read.")
    # Others may write meanwhile, so only this notice is looked at.
    page.goto("/notices")
    notice = page.locator(".thread").filter(has_text="People can now")
    expect(notice.locator(".badge-new")).to_have_count(0)
    expect(notice.get_by_role("button")).to_have_count(0)
