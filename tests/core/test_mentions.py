"""Mentions: which words after an "@" are somebody's name, and what becomes of them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.rules import DISPLAY_NAME_MAX_CHARS
from core.text import Mentioned, folded, mention_candidates, mentioned_in, render
from core.text.mentions import LONGEST_NAME_CHARS, MOST_MENTIONS

REL = 'rel="nofollow ugc noopener"'
PEOPLE = {
    folded(typed): Mentioned(person_id, name)
    for typed, person_id, name in [
        ("Sam", 3, "Sam"),
        ("Sam B", 12, "Samira <b>"),
        ("Anne-Marie", 4, "Anne-Marie"),
        ("J. R.", 5, "J. R."),
        ("Zoë", 6, "Zoë"),
        ("कि", 7, "कि"),
        ("😀", 8, "😀"),
        ("x[y", 9, "x[y"),
    ]
}


def link(person_id: int, name: str) -> str:
    return f'<a href="/people/{person_id}" {REL}>@{name}</a>'


SAM, SAMIRA = link(3, "Sam"), link(12, "Samira &lt;b&gt;")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("@Sam hello", f"{SAM} hello"),
        ("@Sam B hello", f"{SAMIRA} hello"),
        ("@sam  b's idea", f"{SAMIRA}'s idea"),
        ("@Sam\nB", f"{SAM}\nB"),
        ("(@Sam, @Sam B.)", f"({SAM}, {SAMIRA}.)"),
        ("*@Sam* and **@Sam B**", f"<em>{SAM}</em> and <strong>{SAMIRA}</strong>"),
        ("_@Sam_", f"<em>{SAM}</em>"),
        ("“@Sam”—@Sam", f"“{SAM}”—{SAM}"),
        ("@Anne-Marie-Louise", f"{link(4, 'Anne-Marie')}-Louise"),
        ("@j. r. said", f"{link(5, 'J. R.')} said"),
        ("@J. R.s", "@J. R.s".replace("@J. R.", link(5, "J. R."))),
        ("@ZOE and @Zoe\u0308", f"{link(6, 'Zoë')} and {link(6, 'Zoë')}"),
        ("@कि", link(7, "कि")),
        ("@किन", "@किन"),
        ("@😀😀 @😀\ufe0f!", f"{link(8, '😀')}😀 {link(8, '😀')}!"),
        ("@😀\u200d🔥", "@😀\u200d🔥"),
        ("@Samuel", "@Samuel"),
        ("@Sam_uel", f"{SAM}_uel"),
        ("@Sam2", "@Sam2"),
        ("@ Sam", "@ Sam"),
        ("@@Sam", "@@Sam"),
        ("a@sam, a.@sam, é@sam, +@sam", "a@sam, a.@sam, é@sam, +@sam"),
        ("https://x.org/@sam", "https://x.org/@sam"),
        (r"\@Sam", "@Sam"),
        ("`@Sam`", "<code>@Sam</code>"),
        ("[@Sam](/x)", f'<a href="/x" {REL}>@Sam</a>'),
        ("[*@Sam*](/x)", f'<a href="/x" {REL}><em>@Sam</em></a>'),
        ("[a @x[y b](/u)", f"[a {link(9, 'x[y')} b](/u)"),
        ("<mailto:a@sam>", f'<a href="mailto:a@sam" {REL}>mailto:a@sam</a>'),
        ("&#64;Sam", "@Sam"),
        ("@Nobody", "@Nobody"),
    ],
)
def test_a_mention_is_a_link_under_the_name_of_now(typed: str, expected: str) -> None:
    assert render(typed, people=PEOPLE) == f"<p>{expected}</p>\n"


def test_a_mention_in_a_block_of_code_is_code() -> None:
    html = "<pre><code>@Sam\n</code></pre>\n"
    assert render("```\n@Sam\n```", people=PEOPLE) == render("    @Sam", people=PEOPLE) == html


def test_without_people_it_stays_as_it_was_typed() -> None:
    assert render("@Sam B hello") == "<p>@Sam B hello</p>\n"


def test_it_survives_a_new_name() -> None:
    renamed = {"sam b": Mentioned(12, "Kim")}
    assert render("@Sam B hello", people=renamed) == f"<p>{link(12, 'Kim')} hello</p>\n"


def test_a_name_can_break_nothing() -> None:
    hostile = {"sam": Mentioned(1, "\"><script>\ue000q1\ue001*[x](/y)'")}
    inner = "\"&gt;&lt;script&gt;q1*[x](/y)'"
    assert render("@Sam", people=hostile) == f"<p>{link(1, inner)}</p>\n"


@pytest.mark.parametrize(
    ("typed", "people"),
    [
        ("@Sam @sam b @SAM", {3, 12}),
        ("> @Sam\n\nhello", {3}),
        ("> [quote 7]\n> @Sam\n\n@Sam B", {12}),
        ("> [quote 7]\n> > [quote 8]\n> > @Sam\n>\n> @Anne-Marie", set()),
        ("> > [quote 7]\n> > @Sam\n>\n> @Anne-Marie", {4}),
        ("`@Sam`", set()),
        ("> " * 200 + "@Sam", set()),
        ("", set()),
    ],
)
def test_who_is_mentioned(typed: str, people: set[int]) -> None:
    assert mentioned_in(typed, PEOPLE) == people
    assert mentioned_in(typed, {}) == set()


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("@Sam B. hi", {"sam", "sam b", "sam b.", "sam b. hi"}),
        ("@Anne-Marie", {"anne", "anne-", "anne-marie"}),
        ("@Ámi\nna", {"ami"}),
        ("@a\u00a0b  c", {"a", "a b", "a b c"}),
        ("@sa\x00m\ue000", {"sam"}),
        ("a@b.org @ c @", set()),
        ("", set()),
    ],
)
def test_candidates(typed: str, expected: set[str]) -> None:
    assert mention_candidates(typed) == expected


def test_a_name_is_no_longer_than_names_are() -> None:
    assert LONGEST_NAME_CHARS == DISPLAY_NAME_MAX_CHARS
    assert mention_candidates("@" + "x" * LONGEST_NAME_CHARS) == {"x" * LONGEST_NAME_CHARS}
    assert mention_candidates("@" + "x" * (LONGEST_NAME_CHARS + 1)) == set()
    assert max(map(len, mention_candidates("@" + "ab " * 40))) == LONGEST_NAME_CHARS - 2


def test_only_so_many_are_looked_at() -> None:
    names = [f"@p{no}" for no in range(MOST_MENTIONS + 5)]
    people = {name[1:]: Mentioned(no, name[1:]) for no, name in enumerate(names, 1)}
    assert mention_candidates("\n".join(names)) == set(list(people)[:MOST_MENTIONS])
    everyone = set(range(1, MOST_MENTIONS + 1))
    assert mentioned_in("\n".join(names), people) == everyone
    assert mentioned_in("`@p1` @ a@p1 " + "\n".join(names), people) == everyone


@given(st.text(alphabet=st.sampled_from("@sambSAMB .-_*[]()`\n<>\\é\u0301\u200d"), max_size=60))
def test_whoever_is_mentioned_was_a_candidate(typed: str) -> None:
    """So the people that one query finds are all that rendering can want."""
    known = {name: Mentioned(no, name) for no, name in enumerate(["s", "a b", "sam", "m.b"], 1)}
    asked_for = mention_candidates(typed)
    found = {name: who for name, who in known.items() if name in asked_for}
    assert render(typed, people=found) == render(typed, people=known)
    assert mentioned_in(typed, found) == mentioned_in(typed, known)


@pytest.mark.parametrize(
    "heap", ["@", "@a ", "@a.", " @a b", "a@", "[@a", "@a](", "> @a\n", "@\u0301"]
)
def test_a_heap_of_signs_takes_no_time(heap: str) -> None:
    typed = (heap * 20_000)[:20_000]
    people = {"a": Mentioned(1, "a")}
    taken = []
    for _ in range(3):
        began = time.thread_time()
        mention_candidates(typed)
        render(typed, people=people)
        mentioned_in(typed, people)
        taken.append(time.thread_time() - began)
    assert min(taken) < 0.5
