"""What readers do besides reading, with the keyboard, with a script and without one."""

from playwright.sync_api import Page, expect

from tests.browser.site import Site

NOT_BY = """SELECT thread_id, no, post.id FROM post JOIN person ON person.id = post.author_id
    JOIN thread ON thread.id = thread_id JOIN space ON space.id = space_id
    WHERE group_id IS NULL AND no = 1 AND address <> ?
    AND NOT EXISTS (SELECT 1 FROM reaction JOIN person me ON me.id = person_id
        WHERE post_id = post.id AND me.address = ?) ORDER BY post.id"""


def open_post(page: Page, site: Site, who: str) -> int:
    """Somebody else's post, which this person has not answered with a word; its number."""
    address = f"{who}@demo.example"
    thread_id, no, post_id = site.ask(NOT_BY, address, address)[0]
    page.goto(f"/threads/{thread_id}?from={no}#p{no}")
    return post_id


def test_a_warm_word_is_given_and_taken_back(browse, js, site: Site):
    page = browse("dev" if js else "carol", js=js)
    post_id = open_post(page, site, "dev" if js else "carol")
    button, said = page.locator(f"#r{post_id}-with_you"), page.locator("#announce")

    button.click()
    expect(said).to_have_text("You said “With you” for post 1.")
    expect(button).to_have_attribute("aria-pressed", "true")
    expect(page.locator(f"#r{post_id}-helpful")).to_have_attribute("aria-pressed", "false")
    page.reload()
    expect(button).to_have_attribute("aria-pressed", "true")

    button.click()
    expect(said).to_have_text("You took back “With you” for post 1.")
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_warm_word_by_keyboard_keeps_focus_and_is_said(browse, site: Site):
    page = browse("grace")
    post_id = open_post(page, site, "grace")
    button, said = page.locator(f"#r{post_id}-thank_you"), page.locator("#announce")

    button.press("Enter")
    expect(said).to_have_text("You said “Thank you” for post 1.")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "true")

    page.keyboard.press("Space")
    expect(said).to_have_text("You took back “Thank you” for post 1.")
    expect(button).to_be_focused()
    expect(button).to_have_attribute("aria-pressed", "false")


def test_a_post_is_saved_found_again_and_taken_out(browse, js, site: Site):
    page = browse("grace" if js else "ben", js=js)
    post_id = open_post(page, site, "grace" if js else "ben")
    said, words = page.locator("#announce"), page.locator(f"#saving-{post_id}-words")
    page.locator("#p1").get_by_role("link", name="More about post 1").click()

    page.get_by_role("button", name="Save it for later").click()
    expect(said).to_have_text("Saved. Only you can see that.")
    expect(words).to_contain_text("You saved this post.")
    if js:
        expect(words).to_be_focused()

    page.goto("/spaces")
    page.get_by_role("link", name="Posts you saved").click()
    row = page.locator(".thread").filter(has=page.locator(f"#saving-{post_id}"))
    place = row.get_by_role("link").first.get_attribute("href")
    row.get_by_role("button", name="Take it out").click()
    expect(said).to_have_text("It is not among your saved posts any more.")
    page.goto(place or "")
    expect(page.locator("#p1")).to_be_visible()
    page.goto("/saved")
    expect(page.locator(f"#saving-{post_id}")).to_have_count(0)


def test_following_is_chosen_and_kept(browse, js):
    page = browse("hamza" if js else "carol", js=js)
    page.goto("/threads/1")
    said, mail = page.locator("#announce"), page.locator("#follow-mail")

    mail.press("Enter")
    expect(said).to_have_text("You hear about new replies here on the site and by mail.")
    expect(mail).to_have_attribute("aria-pressed", "true")
    expect(page.locator("#follow")).to_contain_text("You chose this.")
    if js:
        expect(mail).to_be_focused()

    page.goto("/spaces/introductions")
    page.locator("#follow-site").press("Enter")
    expect(said).to_have_text("You hear about new threads here on the site.")
    page.locator("#follow-nothing").press("Enter")
    expect(said).to_have_text("You hear nothing about new threads here.")
    expect(page.locator("#follow-nothing")).to_have_attribute("aria-pressed", "true")


def test_what_is_new_is_marked_as_read(browse, js):
    page = browse("sian" if js else "dai", js=js)
    page.goto("/")
    page.get_by_role("link", name="What’s new since you were here").click()
    expect(page.locator("h1")).to_have_text("What’s new since you were here")
    row = page.locator(".thread-new").first
    title = row.get_by_role("link").inner_text()
    here = (row.get_attribute("id") or "").removeprefix("new-")

    row.get_by_role("button", name="Mark as read").press("Enter")
    expect(page.locator("#announce")).to_have_text("Marked as read.")
    if js:
        expect(page.locator(f"#new-{here}-words")).to_have_text(f"Marked as read: {title}")
        expect(page.locator(f"#new-{here}-words")).to_be_focused()
    page.goto("/new")
    expect(page.locator(f"#new-{here}")).to_have_count(0)

    page.get_by_role("button", name="Mark all as read").click()
    expect(page.locator("#announce")).to_have_text("All of it is marked as read.")
    expect(page.locator(".lead")).to_have_text("You have read everything that is new.")
    page.goto("/spaces")
    expect(page.locator(".badge-new")).to_have_count(0)
