"""Words that are not sent yet: saved as one types, found again on any device, never overwritten."""

import re

from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import send_sign_in, sign_in
from tests.browser.site import Site
from tests.browser.test_kept_words import end_every_other_sign_in
from tests.browser.writing import drafts, open_box, status, until_saved

RESTORED = re.compile(r"These are words you saved on \d+ \w+ \d{4}, ")


def hold_first_save(page: Page) -> list[Route]:
    """Keep the first words that are saved on their way, until somebody lets them go on."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/drafts", hold)
    return held


def test_words_are_found_on_another_device_and_gone_once_sent(browse, site: Site):
    page, other = browse("sian"), browse("sian")
    open_box(page).press_sequentially("It helps me to ")
    expect(status(page)).to_have_text(re.compile(r"Saved at [\d:]+[ap]m\.|Saved at 12 noon\."))
    page.locator("#text").press_sequentially("walk.")
    until_saved(site, page, "sian", "It helps me to walk.")
    # Nobody is told each time, and focus stays where it is.
    expect(page.locator("#announce")).to_have_text("")
    expect(page.locator("#text")).to_be_focused()

    box = open_box(other)
    expect(box).to_have_value("It helps me to walk.")
    expect(other.locator("#restored")).to_contain_text(RESTORED)
    box.press("End")
    box.press_sequentially(" Slowly.")
    other.locator("#composer-send").click()
    expect(other.locator("#announce")).to_contain_text("Your reply is post ")
    expect(other.locator("#text")).to_have_value("")
    assert drafts(site, "sian") == []
    other.reload()
    expect(other.locator("#text")).to_have_value("")
    expect(other.locator("#restored")).to_have_count(0)


def test_a_reload_brings_the_words_and_the_choices_back(browse, site: Site):
    page = browse("dai")
    page.goto("/spaces/introductions/threads/new")
    page.get_by_label("What is it about?").fill("Half a title")
    page.get_by_label("What would you like to say?").fill("Half a thought.")
    page.get_by_label("A question: I would like an answer").check()
    page.get_by_label("Tags").fill("half")
    page.get_by_text("More choices").click()
    page.get_by_label("Do not show my name").check()
    until_saved(site, page, "dai", "Half a thought.", anonymous=1)

    page.reload()

    expect(page.get_by_label("What is it about?")).to_have_value("Half a title")
    expect(page.get_by_label("What would you like to say?")).to_have_value("Half a thought.")
    expect(page.get_by_label("Do not show my name")).to_be_checked()
    expect(page.get_by_label("A question: I would like an answer")).to_be_checked()
    expect(page.get_by_label("Tags")).to_have_value("half")

    page.get_by_role("button", name="Start again").click()

    expect(page.locator("#announce")).to_have_text("Those words are gone.")
    expect(page.get_by_label("What would you like to say?")).to_have_value("")
    expect(page.get_by_label("Do not show my name")).not_to_be_checked()
    assert drafts(site, "dai") == []


def test_what_is_chosen_about_a_reply_is_saved_with_it(browse, site: Site):
    page = browse("eileen")
    open_box(page).fill("Half a thought.")
    until_saved(site, page, "eileen", "Half a thought.")
    page.get_by_text("More choices").click()
    page.get_by_label("Do not show my name").check()
    until_saved(site, page, "eileen", "Half a thought.", anonymous=1)
    page.locator("#later-button").click()
    expect(page.locator("#announce")).to_contain_text("Your words are saved.")
    expect(page.get_by_label("Do not show my name")).to_be_checked()
    page.reload()
    expect(page.get_by_label("Do not show my name")).to_be_checked()
    page.get_by_role("button", name="Start again").click()
    expect(page.locator("#announce")).to_have_text("Those words are gone.")
    expect(page.get_by_label("Do not show my name")).not_to_be_checked()


def test_what_was_typed_last_is_saved_when_the_page_is_left(browse, site: Site):
    page = browse("niamh")
    box = open_box(page)
    box.fill("First.")
    expect(status(page)).to_contain_text("Saved at ")
    box.fill("First. And then, in the same breath, this.")
    page.goto("/about")
    until_saved(site, page, "niamh", "First. And then, in the same breath, this.")


def test_words_typed_while_others_are_on_their_way_are_saved_after_them(browse, site: Site):
    page = browse("hamza")
    page.clock.install()
    held = hold_first_save(page)
    box = open_box(page)
    box.fill("One.")
    expect(page.locator("#draft.htmx-request")).to_have_count(1)
    box.fill("One. Two.")
    # The next save finds the way taken.
    page.clock.fast_forward(3_100)
    held[0].continue_()
    expect(status(page)).to_contain_text("Saved at ")
    page.clock.fast_forward(3_100)
    until_saved(site, page, "hamza", "One. Two.")


def test_sending_stops_what_was_on_its_way(browse, site: Site):
    page = browse("maureen")
    hold_first_save(page)
    open_box(page).fill("Sent at once.")
    expect(page.locator("#draft.htmx-request")).to_have_count(1)

    page.locator("#composer-send").click()

    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    expect(page.locator("#text")).to_have_value("")
    expect(page.locator("#alert")).to_have_text("")
    assert drafts(site, "maureen") == []


def test_the_older_of_two_tabs_is_told_and_can_choose(browse, site: Site):
    page = browse("patience")
    box = open_box(page)
    tab = page.context.new_page()
    open_box(tab).fill("Newer, from the other tab.")
    expect(status(tab)).to_contain_text("Saved at ")

    box.fill("Mine.")

    expect(status(page)).to_contain_text(
        "A newer version of this was saved on another page or device."
    )
    expect(box).to_have_value("Mine.")
    until_saved(site, page, "patience", "Newer, from the other tab.")
    with page.context.expect_page() as opened:
        page.locator("#draft-newer").click()
    newer = opened.value
    expect(newer.get_by_label("Your words")).to_have_value("Newer, from the other tab.")
    newer.get_by_role("link", name="Go on writing").click()
    expect(newer.locator("#text")).to_have_value("Newer, from the other tab.")

    page.locator("#draft-instead").click()

    expect(page.locator("#announce")).to_contain_text("Your words are saved.")
    expect(page.locator("#text")).to_have_value("Mine.")
    until_saved(site, page, "patience", "Mine.")


def test_for_later(browse, js, site: Site):
    who = "jakub" if js else "marlon"
    page = browse(who, js=js)
    open_box(page).fill("Not today.")
    page.get_by_role("button", name="Save for later").click()

    expect(page.locator("#announce")).to_contain_text("Your words are saved.")
    expect(page.locator("#text")).to_have_value("Not today.")
    page.goto("/account")
    page.get_by_role("link", name="Words you saved and have not sent").click()
    expect(page.locator("h1")).to_have_text("Words you saved")
    expect(page.locator(".thread p").first).to_have_text("Not today.")
    page.get_by_role("link", name="Go on writing").click()
    expect(page.locator("#text")).to_have_value("Not today.")
    page.go_back()
    page.get_by_role("button", name="Remove").click()
    expect(page.locator("#announce")).to_have_text("Those words are gone.")
    assert drafts(site, who) == []


def test_signed_out_while_writing_it_says_so_quietly(browse, site: Site):
    page, other = browse(), browse()
    sign_in(page, "sunita")
    box = open_box(page)
    box.fill("One.")
    expect(status(page)).to_contain_text("Saved at ")
    sign_in(other, "sunita")
    end_every_other_sign_in(other)

    box.fill("One. Two.")

    expect(status(page)).to_have_text("Not saved: you are signed out.")
    for line in ("#announce", "#alert"):
        expect(page.locator(line)).to_have_text("")
    expect(box).to_have_value("One. Two.")
    _sign_in_elsewhere(page)
    box.fill("One. Two. Three.")
    expect(status(page)).to_contain_text("Saved at ")
    until_saved(site, page, "sunita", "One. Two. Three.")


def _sign_in_elsewhere(page: Page) -> None:
    tab = page.context.new_page()
    tab.goto("/sign-in")
    send_sign_in(tab, "sunita")
    expect(tab.locator("h1")).to_contain_text("Hello, ")
    tab.close()
