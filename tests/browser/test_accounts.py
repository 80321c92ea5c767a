"""Journeys of coming in and being here: a link by e-mail, a new name, an invitation."""

import re

from playwright.sync_api import expect

from front.demonstration import DEMONSTRATION_PASSWORD
from tests.browser.conftest import sign_in
from tests.browser.site import Site


def test_sign_in_with_a_password(browse, js):
    page = browse(js=js)
    page.goto("/account")
    expect(page).to_have_url(re.compile(r"/sign-in\?next=/account$"))
    form = page.locator("#sign-in")
    form.get_by_label("E-mail address").fill("gwen@demo.example")
    form.get_by_label("Password").fill("not this one")
    form.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("alert").filter(has_text="That address and password")).to_be_visible()
    expect(page).to_have_title(re.compile("^Error: Sign in"))
    expect(form.get_by_label("E-mail address")).to_have_value("gwen@demo.example")

    form.get_by_label("Password").fill(DEMONSTRATION_PASSWORD)
    form.get_by_role("button", name="Sign in").click()

    expect(page.locator("h1")).to_have_text("Your account")
    expect(page.locator(".signed-in strong")).to_have_text("Gwen, 74 and not done yet")


def test_sign_in_with_a_link_from_a_mail(browse, js, site: Site):
    page = browse(js=js)
    address = f"{'tunde' if js else 'rosie'}@demo.example"
    page.goto("/sign-in")
    form = page.locator("#sign-in-link")
    form.get_by_label("E-mail address").fill(address)
    form.get_by_role("button", name="Send me a link").click()
    expect(page.locator("h1")).to_have_text("Look at your e-mail")

    link = site.link_in_mail_to(address, "Your sign-in link")
    page.goto(link)
    expect(page.locator(".signed-in")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()

    expect(page.locator("h1")).to_contain_text("Hello, ")
    again = browse(js=js)
    again.goto(link)
    expect(again.locator("h1")).to_have_text("Ask for a new link")


def test_change_ones_name(browse, js):
    page = browse("priya" if js else "owen", js=js)
    name = f"New Name {'One' if js else 'Two'}"
    page.goto("/account")
    box = page.get_by_label("The name you want here")
    box.fill("Amina K")
    page.get_by_role("button", name="Change my name").click()
    expect(page.locator("#display_name-error")).to_have_text(
        "Error: Somebody here already uses that name. Please choose another."
    )
    expect(box).to_have_value("Amina K")

    box.fill(name)
    page.get_by_role("button", name="Change my name").click()

    expect(page.locator("#announce")).to_have_text(f"You are now called {name}.")
    expect(page.locator(".signed-in strong")).to_have_text(name)


def test_invite_somebody_who_then_comes_in(browse, js, site: Site):
    address = f"newcomer-{'one' if js else 'two'}@example.org"
    host = browse("grace", js=js)
    host.goto("/account")
    host.get_by_role("link", name="Invite someone").click()
    host.get_by_label("Their e-mail address").fill(address)
    host.get_by_role("button", name="Send the invitation").click()
    expect(host.locator("#announce")).to_have_text("The invitation is on its way.")
    expect(host.get_by_role("region", name="Waiting for an answer")).to_contain_text(address)

    guest = browse(js=js)
    guest.goto(site.link_in_mail_to(address, "You are invited to the Peer Innovators Network"))
    guest.get_by_label("The name you want here").fill(f"Newcomer {'one' if js else 'two'}")
    guest.get_by_label("A password").fill("short")
    guest.get_by_role("button", name="Come in").click()
    expect(guest.get_by_role("alert").get_by_role("link")).to_have_text(
        "Use 8 characters or more. Three or four words in a row work well."
    )
    guest.get_by_label("A password").fill("three small owls")
    guest.get_by_role("button", name="Come in").click()

    expect(guest.locator("#announce")).to_have_text("Welcome. We are glad you are here.")
    expect(guest.locator("h1")).to_have_text(f"Hello, Newcomer {'one' if js else 'two'}")


def test_after_signing_out_back_shows_nothing_private(browse, js):
    page = browse(js=js)
    sign_in(page, "maureen")
    page.goto("/account")
    expect(page.locator(".facts")).to_contain_text("maureen@demo.example")

    page.get_by_role("button", name="Sign out", exact=True).click()

    expect(page.locator("#announce")).to_have_text("You are signed out.")
    page.go_back()
    expect(page.locator("h1")).to_have_text("Sign in")
    expect(page.locator(".signed-in")).to_have_count(0)
