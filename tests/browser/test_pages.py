"""Every page, on a phone and on a desk, light, dark and in forced colours: nobody is shut out."""

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.browser.measures import axe_faults, motion_faults, size_faults, spacing_faults
from tests.browser.pages import PLACES, Place
from tests.browser.pages_of_deciding import DECIDING
from tests.browser.pages_of_reading import READING
from tests.browser.pages_of_writing import WRITING
from tests.browser.site import Site

EVERY = (*PLACES, *DECIDING, *READING, *WRITING)

PHONE = ViewportSize(width=320, height=640)
DESK = ViewportSize(width=1280, height=900)


@pytest.fixture(scope="session")
def tabs(site: Site, chromium: Browser, sign_ins):
    """One tab a person, without the policy, which would keep axe out."""
    kept: dict[str | None, Page] = {}

    def tab(who: str | None) -> Page:
        if who not in kept:
            context = chromium.new_context(
                base_url=site.url, bypass_csp=True, storage_state=sign_ins(who) if who else None
            )
            kept[who] = context.new_page()
        return kept[who]

    yield tab
    for page in kept.values():
        page.context.close()


@pytest.mark.parametrize("place", EVERY, ids=lambda place: place.name)
def test_everyone_can_use_the_page(place: Place, tabs, site: Site, sign_ins):
    page = tabs(place.who)
    if place.who:
        page.context.add_cookies(sign_ins(place.who)["cookies"])
    page.emulate_media(
        media="screen", color_scheme="light", forced_colors="none", reduced_motion="reduce"
    )
    page.set_viewport_size(PHONE)
    place.way(page, site)

    faults = _on_screen(page, PHONE) + spacing_faults(page) + _on_screen(page, DESK)
    page.emulate_media(color_scheme="light", forced_colors="active")
    faults += [f"forced colours: {fault}" for fault in axe_faults(page)]
    faults += motion_faults(page)

    assert faults == []
    expect(
        page.get_by_role("contentinfo").get_by_role("link", name="Samaritans 116 123").first
    ).to_be_visible()
    page.emulate_media(media="print")
    for tool in (".menu", ".search", ".help-now", ".signed-in"):
        expect(page.locator(tool).locator("visible=true")).to_have_count(0)


def _on_screen(page: Page, size: ViewportSize) -> list[str]:
    page.set_viewport_size(size)
    faults = [f"{size['width']} px: {fault}" for fault in size_faults(page)]
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        faults += [f"{size['width']} px, {scheme}: {fault}" for fault in axe_faults(page)]
    return faults


def test_no_page_breaks_the_policy_or_asks_another_place(browse, site: Site):
    for who in {place.who for place in EVERY}:
        page = browse(who)
        for place in EVERY:
            if place.who == who and place.name not in {"kept words", "invitation"}:
                place.way(page, site)
