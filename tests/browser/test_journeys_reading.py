"""Read to the first unread, search, answer with a warm word, follow: each in all three ways."""

import re

from playwright.sync_api import expect

from forum.rules.follows import LEVELS
from tests.browser.hands import WAYS, Hand
from tests.browser.site import GLANCE_SECONDS, GLANCES, Site
from tests.browser.writing import open_box

#: A thread for each way, in which no other journey writes, reacts or follows.
NEWS = {"scripted": 27, "unscripted": 29, "keys": 31}
WARM = {"scripted": 36, "unscripted": 37, "keys": 38}

READ_TO = """SELECT no FROM read_position JOIN person ON person.id = person_id
    WHERE thread_id = ? AND address = ?"""
NOT_BY = """SELECT post.id, no FROM post JOIN person ON person.id = author_id
    WHERE thread_id = ? AND address <> ? ORDER BY no DESC"""
GIVEN = """SELECT kind FROM reaction JOIN person ON person.id = person_id
    WHERE post_id = ? AND address = ? ORDER BY kind"""
ABOUT_CHOIRS = """SELECT thread_id, no FROM post JOIN thread ON thread.id = thread_id
    WHERE (markdown LIKE '%choir%' OR no = 1 AND title LIKE '%choir%') AND space_id NOT IN
    (SELECT id FROM space WHERE group_id IS NOT NULL) ORDER BY post.id DESC"""


def until_read(site: Site, hand: Hand, no: int) -> None:
    """Look until the house knows that the thread was read so far."""
    given = (NEWS[hand.way], f"{hand.who}@demo.example")
    for _ in range(GLANCES):
        if site.ask(READ_TO, *given) == [(no,)]:
            return
        hand.page.wait_for_timeout(GLANCE_SECONDS * 1000)
    raise AssertionError(site.ask(READ_TO, *given))


def test_read_from_the_first_unread_post(hand: Hand, browse, site: Site):
    thread, page = NEWS[hand.way], hand.page
    [(title, key, read)] = site.ask(
        "SELECT title, space.key, last_post_no FROM thread JOIN space ON space.id = space_id"
        " WHERE thread.id = ?",
        thread,
    )
    page.goto(f"/threads/{thread}")
    until_read(site, hand, read)
    writer = browse(next(who for who in WAYS.values() if who != hand.who), js=False)
    open_box(writer, thread)
    for no in (read + 1, read + 2):
        writer.locator("#text").fill(f"News, post {no}.")
        writer.locator("#composer-send").click()
        expect(writer.locator("#announce")).to_have_text(f"Your reply is post {no}.")

    page.goto(f"/spaces/{key}")
    row = page.locator(".thread").filter(has_text=title)
    expect(row.locator(".badge-new")).to_have_text("2 new")
    hand.press(row.get_by_role("link", name=title))

    expect(page).to_have_url(re.compile(rf"/threads/{thread}\?from={read + 1}#p{read + 1}$"))
    expect(page.locator("h1")).to_have_text(title)
    expect(page.locator(f".new-since + #p{read + 1} .post-body")).to_have_text(
        f"News, post {read + 1}."
    )
    expect(page.locator(".post")).to_have_count(read + 2)
    hand.goes_on_in(page.locator(f"#p{read + 1}"))
    assert hand.axe_faults() == []
    until_read(site, hand, read + 2)
    page.goto(f"/spaces/{key}")
    expect(row.get_by_role("link", name=title)).to_have_attribute("href", f"/threads/{thread}")
    expect(row.locator(".badge-new")).to_have_count(0)


def test_search_and_go_to_what_was_found(hand: Hand, site: Site):
    page, rows = hand.page, site.ask(ABOUT_CHOIRS)
    page.goto("/about")
    hand.write(page.get_by_label("Search this site"), "CHOIR nothinglikeit")
    hand.press(page.locator("#search-go"))
    expect(page.locator("h1")).to_have_text("Search for “CHOIR nothinglikeit”")
    expect(page.locator("main h2")).to_have_text("We found nothing with that")

    box = page.get_by_label("Words to look for")
    expect(box).to_have_value("CHOIR nothinglikeit")
    hand.write(box, "chóir")
    hand.press(page.locator("#search-again"))

    expect(page.locator("h1")).to_have_text("Search for “chóir”")
    expect(page).to_have_title(re.compile("^Search for “chóir”"))
    posts = page.get_by_role("region", name="Discussions").locator("h3 a")
    assert [one.get_attribute("href") for one in posts.all()] == [
        f"/threads/{thread}?from={no}#p{no}" for thread, no in rows
    ]
    assert hand.axe_faults() == []

    thread, no = rows[0]
    hand.press(posts.first)
    expect(page).to_have_url(re.compile(rf"/threads/{thread}\?from={no}#p{no}$"))
    expect(page.locator(f"#p{no}")).to_contain_text(re.compile("choir", re.IGNORECASE))
    hand.goes_on_in(page.locator(f"#p{no}"))


def test_give_a_warm_word_and_take_it_back(hand: Hand, site: Site):
    thread, page, me = WARM[hand.way], hand.page, f"{hand.who}@demo.example"
    post_id, no = site.ask(NOT_BY, thread, me)[0]
    page.goto(f"/threads/{thread}#p{no}")
    button = page.locator(f"#r{post_id}-thank_you")
    pressed = page.locator(f"#r{post_id} [aria-pressed=true]")
    expect(page.locator(f"#r{post_id} [aria-pressed=false]")).to_have_count(3)
    hand.press(button)

    hand.told(f"You said “Thank you” for post {no}.")
    expect(pressed).to_have_text([f"Thank you, post {no}"])
    hand.stays_at(button)
    assert site.ask(GIVEN, post_id, me) == [("thank_you",)]
    assert hand.axe_faults() == []

    hand.press(button)
    hand.told(f"You took back “Thank you” for post {no}.")
    expect(pressed).to_have_count(0)
    hand.stays_at(button)
    assert site.ask(GIVEN, post_id, me) == []
    hand.goes_on_in(page.locator(f"#p{no}"))


def test_stop_following_a_thread_then_follow_it_by_mail(hand: Hand):
    page, panel = hand.page, hand.page.locator("#follow")
    page.goto(f"/threads/{WARM[hand.way]}#follow")
    for level, says in (
        ("nothing", "You hear nothing about new replies here."),
        ("mail", "You hear about new replies here on the site and by mail."),
    ):
        button = page.locator(f"#follow-{level}")
        hand.press(button)
        hand.told(says)
        expect(panel.locator("[aria-pressed=true]")).to_have_text([LEVELS[level]])
        expect(panel).to_contain_text("You chose this.")
        hand.stays_at(button)
    assert hand.axe_faults() == []
    if not hand.js:
        hand.goes_on_in(panel)
    page.reload()
    expect(panel.locator("[aria-pressed=true]")).to_have_text([LEVELS["mail"]])
