"""Journeys of those who look after spaces and groups, and of those who are in them."""

import re

from playwright.sync_api import Page, expect

from tests.browser.measures import axe_faults


def make_space(page: Page, name: str) -> None:
    """Fill in what a new space needs, on the page that is open."""
    page.get_by_label("Its name").fill(name)
    page.get_by_label("What is it for?").fill("To think aloud.")
    page.get_by_role("button", name="Make the space").click()


def test_a_group_its_space_and_somebody_who_comes_and_goes(browse, js):
    organiser, member = browse("grace", js=js), browse("hamza", js=js)
    name = f"Tuesday set {'with' if js else 'without'} a script"
    organiser.goto("/groups")
    organiser.get_by_role("link", name="Make a group").click()
    organiser.get_by_label("Its name").fill(name)
    organiser.get_by_role("button", name="Make the group").click()
    expect(organiser.locator("h1")).to_have_text(name)
    where = organiser.url
    organiser.get_by_role("link", name="Make one").click()
    expect(organiser.get_by_label("Who can read it?")).to_have_value(re.compile(r"^everyone-\d+$"))
    make_space(organiser, f"Room of {name}")
    expect(organiser.locator("#announce")).to_have_text("The space is there now.")

    organiser.get_by_label("Their name here, or their e-mail address").fill("hamz")
    organiser.get_by_role("button", name="Add to the group").click()
    expect(organiser.locator("#who-error")).to_contain_text("Is it one of these people?")
    assert not js or axe_faults(organiser) == []
    organiser.locator("[id^=add-]", has_text="Hamz").click()
    expect(organiser.locator("#announce")).to_contain_text("is in the group now.")

    member.goto("/notices")
    member.get_by_role("link", name=f"You are in the group “{name}” now.").first.click()
    member.get_by_role("link", name=f"Room of {name}").click()
    expect(member.locator("#main")).to_contain_text("Only your group can read this space.")
    member.goto(where)
    member.get_by_role("link", name="Leave this group").click()
    assert not js or axe_faults(member) == []
    member.get_by_role("button", name="Leave the group").click()
    expect(member.locator("#announce")).to_have_text(f"You have left the group “{name}”.")
    assert member.goto(where).status == 404


def test_of_two_who_change_a_space_the_second_keeps_their_words(browse, js):
    first, second = browse("grace", js=js), browse("dev", js=js)
    for page in (first, second):
        page.goto("/spaces/staff-wellbeing/settings")
        page.get_by_label("How do people treat each other there?").fill(f"By {page.url}, {js}.")
    first.get_by_role("button", name="Keep this").click()
    expect(first.locator("#announce")).to_have_text("The space is changed.")

    second.get_by_label("How do people treat each other there?").fill("Gently, and in turn.")
    second.get_by_role("button", name="Keep this").click()
    expect(second.locator("#error-summary")).to_contain_text("Somebody else changed this space")
    box = second.get_by_label("How do people treat each other there?")
    expect(box).to_have_value("Gently, and in turn.")
    expect(second.locator("#says-now")).to_contain_text(f", {js}.")
    assert not js or axe_faults(second) == []
    second.get_by_role("button", name="Keep this").click()
    second.locator("#ground-rules summary").click()
    expect(second.locator("#ground-rules")).to_contain_text("Gently, and in turn.")


def test_a_space_moves_by_keyboard_and_its_button_keeps_focus(browse):
    page = browse("grace")
    page.goto("/spaces/order")
    second = page.locator("#space-order h2").nth(1).inner_text()
    button = page.locator("#space-order li").nth(1).get_by_role("button", name="Move up")
    where = button.get_attribute("id")
    button.press("Enter")
    expect(page.locator("#announce")).to_have_text(f"{second} stands further up now.")
    expect(page.locator("#space-order h2").first).to_have_text(second)
    expect(page.locator(f"#{where}")).to_be_focused()
    page.locator(f"#{where}").press("Enter")
    expect(page.locator("#announce")).to_have_text(f"{second} is at the end.")
    page.locator(f"#{where.replace('up', 'down', 1)}").press("Enter")
    expect(page.locator("#space-order h2").nth(1)).to_have_text(second)
