"""Journeys through feedback: say what one thought; see what everyone thought, and when not to."""

import re

from playwright.sync_api import expect

from tests.browser.site import Site

#: The newest session of each kind that Grace runs: with answers enough to show, and with too few.
RATED = """
    SELECT event_session.id, event.title, sum(rating.released)
    FROM event_session JOIN event ON event.id = event_session.event_id
    JOIN person ON person.id = event.organiser_id AND person.display_name LIKE 'Grace%'
    JOIN rating ON rating.session_id = event_session.id
    GROUP BY event_session.id HAVING count(*) {} ORDER BY event_session.starts_at DESC
"""


def test_say_what_one_thought(browse, js):
    page = browse("amina" if js else "ben", js=js)
    page.goto("/")
    page.get_by_role("region", name="What did you think?").get_by_role("link").first.click()
    form = page.locator("#feedback-form")
    form.get_by_label("What worked well?").fill("The walk at lunch.")

    form.get_by_role("button", name="Send my answer").click()

    expect(form.get_by_role("alert").get_by_role("link")).to_have_text(
        "Pick one of the five words."
    )
    expect(page).to_have_title(re.compile("^Error: What did you think of it?"))
    expect(form.get_by_label("What worked well?")).to_have_value("The walk at lunch.")

    form.get_by_label("Very good").check()
    form.get_by_role("button", name="Send my answer").click()

    expect(page.locator("#announce")).to_have_text(
        "Thank you. Your answer is in, without your name."
    )
    told = "You have already told us about this session. Thank you."
    expect(page.locator("#feedback")).to_contain_text(told)
    expect(page.locator("#feedback-form")).to_have_count(0)
    page.reload()
    expect(page.locator("#feedback")).to_contain_text(told)


def test_see_what_everyone_thought(browse, js, site: Site):
    session_id, title, answers = site.ask(RATED.format(">= 10"))[0]
    page = browse("grace", js=js)
    page.goto(f"/search?q={title}")
    page.get_by_role("main").get_by_role("link", name=title).click()
    page.locator(f"a[href='/sessions/{session_id}/ratings']").click()

    expect(page.locator("h1")).to_have_text("What people thought")
    expect(page.get_by_role("main")).to_contain_text(f"{answers} of the ")
    counted = page.get_by_role("table").locator("td.number:nth-child(2)").all_inner_texts()
    assert sum(map(int, counted)) == answers
    expect(page.get_by_role("img")).to_have_accessible_name(
        re.compile(r"^Excellent \d+%, Very good \d+%")
    )


def test_too_few_answers_show_nothing(browse, js, site: Site):
    session_id, _, _ = site.ask(RATED.format("< 5"))[0]
    page = browse("grace", js=js)
    page.goto(f"/sessions/{session_id}/ratings")

    expect(page.get_by_role("main")).to_contain_text("Fewer than 5 people have answered so far.")
    expect(page.get_by_role("table")).to_have_count(0)
    expect(page.locator(".said")).to_have_count(0)
