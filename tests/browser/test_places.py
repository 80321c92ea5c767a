"""Journeys through events: book a place and give it up, join a waiting list and leave it."""

from playwright.sync_api import Page, expect


def open_event(page: Page, *, kind: str = "", left: str) -> None:
    """From the home page to the first coming event of a kind that says this about its places."""
    page.goto("/")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Events").click()
    row = page.locator(".event").filter(has_text=kind).filter(has_text=left).first
    row.get_by_role("link").click()


def test_book_a_place_and_give_it_up(browse, js):
    page = browse("amina" if js else "dev", js=js)
    open_event(page, kind="Learning set", left="places left")
    place, said = page.locator("#place"), page.locator("#announce")
    before = place.get_by_role("heading").first.inner_text()

    place.get_by_label("A peer worker").check()
    place.get_by_role("button", name="Book a place").click()

    expect(said).to_have_text("You have a place.")
    expect(place.get_by_role("heading")).to_have_text("You have a place")
    page.reload()
    expect(place.get_by_role("heading")).to_have_text("You have a place")

    place.get_by_role("button", name="Give up my place").click()

    expect(said).to_have_text("You have given up your place. Thank you for telling us.")
    expect(place.get_by_role("heading").first).to_have_text(before)


def test_a_place_needs_a_word_about_oneself(browse, js):
    page = browse("amina", js=js)
    open_event(page, kind="Learning set", left="places left")
    place = page.locator("#place")

    place.get_by_role("button", name="Book a place").click()

    wrong = "Pick one. You can say that you would rather not say."
    expect(place.get_by_role("alert").get_by_role("link")).to_have_text(wrong)
    expect(place.locator("#comes_as-error")).to_have_text(f"Error: {wrong}")
    expect(place.get_by_role("button")).to_have_text("Book a place")


def test_join_the_waiting_list_and_leave_it(browse, js):
    page = browse("amina" if js else "ben", js=js)
    open_event(page, left="Full, with a waiting list")
    place, said = page.locator("#place"), page.locator("#announce")
    expect(place.get_by_role("heading").first).to_have_text("All places are taken")

    place.get_by_label("I would rather not say").check()
    place.get_by_role("button", name="Join the waiting list").click()

    expect(said).to_have_text("You are on the waiting list.")
    expect(place.get_by_role("heading")).to_contain_text("on the waiting list")

    place.get_by_role("button", name="Leave the waiting list").click()

    expect(said).to_have_text("You have left the waiting list.")
    expect(place.get_by_role("heading").first).to_have_text("All places are taken")
