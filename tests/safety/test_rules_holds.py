"""What waits for a moderator and what does not: tables of true and false phrases."""

import time

import pytest

from safety.rules.contact_details import contact_details_in, links_in
from safety.rules.holds import Held, why_held

PHONE, MAIL, HOME = "a phone number", "an e-mail address", "a postal address"

LEADS_TO_SOMEBODY = [
    (PHONE, "Ring me on 07700900123"),
    (PHONE, "ring me on 07700 900123, any time"),
    (PHONE, "07700 900 123"),
    (PHONE, "07700-900-123."),
    (PHONE, "07700.900.123"),
    (PHONE, "(07700) 900123"),
    (PHONE, "0770 090 0123"),
    (PHONE, "0 7 7 0 0 9 0 0 1 2 3"),
    (PHONE, "My number is +447700900123!"),
    (PHONE, "+44 7700 900123"),
    (PHONE, "+44 (0)7700 900 123"),
    (PHONE, "0044 7700 900123"),
    (PHONE, "020 7946 0018"),
    (PHONE, "(020) 7946 0018"),
    (PHONE, "0161 496 0000"),
    (PHONE, "01632 960 001"),
    (PHONE, "01632 96001"),
    (PHONE, "028 9649 6000"),
    (PHONE, "0909 879 0000"),
    (PHONE, "Irish: 085 123 4567"),
    (PHONE, "+353 85 123 4567"),
    (PHONE, "+1 202-555-0123"),
    (PHONE, "[ring](tel:07700900123)"),
    (PHONE, "Tel:07700900123"),
    (PHONE, "Ring me.07700900123"),
    (PHONE, "０７７００ ９００１２３"),
    (PHONE, "0770\u200b0900\u200b123"),
    (PHONE, "07700\u00a0900\u00a0123"),
    (PHONE, "07700\n900123"),
    (PHONE, "https://wa.me/447700900123"),
    (PHONE, "on 03/07/2026 ring 07700 900123"),
    (PHONE, "116 123 did not help, ring 07700 900123"),
    (MAIL, "Write to jo.bloggs@example.com"),
    (MAIL, "JO.BLOGGS+forum@Example.Co.UK"),
    (MAIL, "[me](mailto:jo@example.org)"),
    (MAIL, "jo@example.org."),
    (MAIL, "jo (at) example (dot) com"),
    (MAIL, "jo [at] example.com"),
    (MAIL, "jobloggs at gmail dot com"),
    (MAIL, "not jo@samaritans.org but jo@not-samaritans.org"),
    (HOME, "I live at SW1A 1AA"),
    (HOME, "my place, m1 1ae, is warm"),
    (HOME, "Flat 3, 21 Park Road"),
    (HOME, "It is 12 Acacia Avenue"),
    (HOME, "14b St Mary's Close, come round"),
    (HOME, "i live at 12 acacia avenue"),
    (HOME, "my address is flat 2, 14b high street"),
    (HOME, "come round to 7 old mill lane"),
]

LEADS_TO_NOBODY = [
    "Ring 999 if someone is in danger.",
    "In Ireland it is 112 or 999.",
    "Ring 111, option 2.",
    "NHS 111 and press 2, then 999 if it gets worse, 101 for the police.",
    "Samaritans are on 116 123, day and night.",
    "116123",
    "Text SHOUT to 85258.",
    "Text HELLO to 50808 in Ireland.",
    "Lifeline is 0808 808 8000.",
    "08088088000",
    "CALM: 0800 58 58 58, five till midnight",
    "Papyrus HOPELINE247: 0800 068 4141",
    "Childline 0800 1111",
    "Rethink 0808 801 0525",
    "Mind infoline 0300 123 3393",
    "SANEline 0300 304 7000",
    "Breathing Space 0800 83 85 87",
    "From abroad +44 808 808 8000 or 0044 300 123 3393",
    "Carers UK: 0808 808 7777 (Monday to Friday, 9am to 6pm)",
    "jo@samaritans.org answers within a day",
    "pat@papyrus-uk.org",
    "We meet on 03/07/2026 at 10:30.",
    "03.07.2026 10:30 to 12.30",
    "07-03-2026 100 people came",
    "Between 2019-2020 and 2021-2022 we saw 1,204 people.",
    "On a scale of 0 1 2 3 4 5 6 7 8 9 10 I am a 4.",
    "01 02 03 04",
    "It cost £07700900123, I joke.",
    "£1,000,000 for 12 000 people",
    "ISBN 978-0-14-103614-4",
    "10.1136/bmj.2019.12345678",
    "https://example.org/07700900123/page",
    "https://example.org/?id=02079460018",
    "ORCID 0000-0002-1825-0097",
    "I take 07 mg, then 150 mg at 10 and 150 mg at 22.",
    "Vitamin B12 2mg and B6 5ml, paper A4 5kg",
    "B12 3rd day",
    "Step 4 2nd part, at 4 5th Avenue prices",
    "@Sam what do you think?",
    "I was at work, at home, at sea.",
    "I stopped at the dot com bubble.",
    "We look at that dot org thing.",
    "Two weeks down the road I felt better.",
    "10 minutes walk to the road",
    "After 3 years on the road I am here.",
    "I live 2 streets away, on a road by the sea.",
    "Room 12, ward 3, bed 4",
    "24 people, 3 groups, 1 lane of traffic",
    "We live in 2 worlds and the street is long.",
    "THIS IS THE DAY I LEFT THE WARD AND I AM SO GLAD",
    "",
]


@pytest.mark.parametrize(("what", "text"), LEADS_TO_SOMEBODY)
def test_what_leads_to_somebody(what: str, text: str) -> None:
    assert contact_details_in(text) == [what]
    assert contact_details_in(f"Hello all.\n\n{text}\n\nBye.") == [what]


@pytest.mark.parametrize("text", LEADS_TO_NOBODY)
def test_what_leads_to_nobody(text: str) -> None:
    assert contact_details_in(text) == []
    assert why_held(text, live_posts=3, restricted=False, space_waits=False) is None


def test_all_that_is_found_is_told() -> None:
    text = "jo@example.org, 07700 900123, SW1A 1AA"
    assert contact_details_in(text) == [PHONE, MAIL, HOME]
    found = why_held(text, live_posts=9, restricted=False, space_waits=False)
    assert found == Held(
        "rule",
        "There is a phone number in it. There is an e-mail address in it. "
        "There is a postal address in it.",
    )


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("", 0),
        ("http and www are letters", 0),
        ("https://a.org", 1),
        ("www.a.org and https://www.a.org/", 2),
        ("https://a.org, https://a.org/ and (https://a.org).", 1),
        ("[one](https://a.org/1) [two](https://a.org/2) <https://a.org/3>", 3),
        (" ".join(f"https://a.org/{number}" for number in range(9)), 9),
    ],
)
def test_links_are_counted_once_each(text: str, links: int) -> None:
    assert links_in(text) == links


def of(links: int = 0, **told: object) -> Held | None:
    text = " ".join(f"https://a.org/{number}" for number in range(links))
    facts = {"live_posts": 3, "restricted": False, "space_waits": False, **told}
    return why_held(text, **facts)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("told", "why"),
    [
        ({}, None),
        ({"live_posts": 0}, "newcomer"),
        ({"live_posts": 2}, "newcomer"),
        ({"live_posts": 3}, None),
        ({"links": 3}, None),
        ({"links": 4}, "rule"),
        ({"restricted": True}, "restriction"),
        ({"space_waits": True}, "space"),
        ({"space_waits": True, "live_posts": 0}, "newcomer"),
        ({"space_waits": True, "live_posts": 0, "links": 4}, "rule"),
        ({"space_waits": True, "live_posts": 0, "links": 4, "restricted": True}, "restriction"),
    ],
)
def test_the_first_reason_gives_the_kind(told: dict[str, int], why: str | None) -> None:
    found = of(**told)
    assert (found and found.why) == why


def test_every_reason_is_told() -> None:
    found = of(links=4, live_posts=0, restricted=True, space_waits=True)
    assert found == Held(
        "restriction",
        "For now a moderator reads posts from this account before others do. "
        "There are more than 3 links in it. "
        "A moderator reads everybody's first 3 posts before others do. "
        "A moderator reads every post in this space before others do.",
    )


@pytest.mark.parametrize(
    "piece",
    [
        "0",
        "07 ",
        "a@",
        "a.",
        "@a.",
        "1 a ",
        "https://",
        "www.",
        "(",
        "+44",
        "1 Aa ",
        "sw1a ",
        "at ",
    ],
)
def test_the_longest_post_is_looked_through_quickly(piece: str) -> None:
    text = (piece * 20_000)[:20_000]
    began = time.process_time()
    why_held(text, live_posts=3, restricted=False, space_waits=False)
    assert time.process_time() - began < 0.25
