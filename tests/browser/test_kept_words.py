"""A sign-in that ends while somebody writes: their words are there, and can still be sent."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import send_sign_in, sign_in

WORDS = "It took me an hour to find these words.\n\nPlease keep them."


def end_every_other_sign_in(page: Page) -> None:
    """On another device: end the sign-ins that are open elsewhere."""
    page.goto("/account")
    elsewhere = page.locator("#sign-ins-h ~ ul li").filter(has_not_text="(this one)")
    while elsewhere.count():
        elsewhere.first.get_by_role("button").click()
        expect(page.locator("#announce")).to_have_text("That device is signed out.")


def sign_in_in_the_new_tab(page: Page, who: str) -> None:
    """Follow the link that opens a tab, sign in there, close it."""
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    tab = opened.value
    send_sign_in(tab, who)
    expect(tab.locator("h1")).to_contain_text("Hello, ")
    tab.close()


def test_words_outlive_the_sign_in(browse, js):
    who = "kit" if js else "lowri"
    page, other = browse(js=js), browse(js=js)
    sign_in(page, who)
    page.goto("/spaces/introductions")
    page.locator(".thread a").last.click()
    box = page.get_by_role("textbox", name="Your reply")
    box.fill(WORDS)
    sign_in(other, who)
    end_every_other_sign_in(other)

    page.get_by_role("button", name="Send your reply").click()

    if js:
        expect(page.locator("#alert")).to_have_text(
            "You are signed out. Sign in in a new tab, then come back and try again. "
            "What you typed is still here. Sign in in a new tab"
        )
    else:
        expect(page.locator("h1")).to_have_text("Please sign in first")
        expect(page.locator(".kept h2")).to_have_text("What you wrote is safe here")
        box = page.locator(".kept textarea")
    expect(box).to_have_value(WORDS)

    sign_in_in_the_new_tab(page, who)
    page.get_by_role("button", name="Send your reply" if js else "Send it again").click()

    expect(page.locator("#announce")).to_contain_text("Your reply is post ")
    expect(page.locator(".post").last.locator(".post-body p")).to_have_text(
        ["It took me an hour to find these words.", "Please keep them."]
    )
    expect(page.locator("#alert")).to_have_text("")
