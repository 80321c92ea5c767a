"""The journey of whoever runs an event: mark who was there."""

import re

from playwright.sync_api import expect

from tests.browser.site import Site

#: The newest session that Grace ran and that is over; its register is open still.
HELD = """
    SELECT event.title, event_session.id
    FROM event_session JOIN event ON event.id = event_session.event_id
    JOIN person ON person.id = event.organiser_id AND person.display_name LIKE 'Grace%'
    WHERE event_session.ends_at < datetime('now')
    ORDER BY event_session.starts_at DESC
"""


def test_mark_the_register(browse, js, site: Site):
    title, session_id = site.ask(HELD)[0]
    page = browse("grace", js=js)
    page.goto(f"/search?q={title}")
    page.get_by_role("main").get_by_role("link", name=title).click()
    page.locator(f"a[href='/sessions/{session_id}/register']").click()
    row = page.locator(".register-row").nth(1 if js else 3)
    name = row.locator(".register-name").inner_text()
    expect(row).to_contain_text("Present")

    row.get_by_role("button", name=f"Take the mark away from {name}").click()

    expect(page.locator("#announce")).to_have_text(f"{name} is marked not present.")
    expect(row.locator(".badge")).to_have_count(0)

    row.get_by_role("button", name=re.compile(f"^Mark present ?: {name}$")).click()

    expect(page.locator("#announce")).to_have_text(f"{name} is marked present.")
    expect(row.locator(".badge")).to_have_text("Present")
    page.reload()
    expect(row.locator(".badge")).to_have_text("Present")
