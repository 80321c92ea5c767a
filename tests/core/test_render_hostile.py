"""Everything that ever broke a text field, through the one place where HTML becomes trusted."""

import json
import os
import time
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import clean, clean_line, folded, plain, render
from core.text.pictures import OUR_PICTURE
from core.text.shown import ATTRIBUTES, SCHEMES, TAGS, sanitised

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
#: Longest time that a person waits for a post to be rendered. Unit: milliseconds.
MOST_MILLISECONDS = 250


@cache
def corpus(name: str) -> list[str]:
    """The strings of a corpus; in CI it must be there."""
    path = DATA / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not on this machine")
    found = json.loads(path.read_text("utf-8"))
    return [each if isinstance(each, str) else each["markdown"] for each in found]


class Seen(HTMLParser):
    """The tags, attributes and addresses of some HTML."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.strange: list[object] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        allowed = ATTRIBUTES.get(tag, set()) | ({"rel"} if tag == "a" else set())
        self.strange += [tag] if tag not in TAGS else []
        for name, value in attrs:
            self.strange += [(tag, name)] if name not in allowed else []
            if name == "href" and (scheme := urlsplit(value or "").scheme):
                self.strange += [value] if scheme not in SCHEMES else []
            if name == "src" and not OUR_PICTURE.fullmatch(value or ""):
                self.strange.append(value)

    def handle_comment(self, data: str) -> None:
        self.strange.append(data)

    def handle_decl(self, decl: str) -> None:
        self.strange.append(decl)

    def unknown_decl(self, data: str) -> None:
        self.strange.append(data)

    def handle_pi(self, data: str) -> None:
        self.strange.append(data)


def faults(typed: str) -> list[object]:
    """What the rendering of some text holds that it should not."""
    html = str(render(typed))
    again = sanitised(html)
    return [*Seen(html).strange, *([] if again == html else ["cleaning it again changes it"])]


def test_the_reader_of_tags_sees_what_it_should() -> None:
    hostile = (
        "<p class=x><script>1</script><a href='javascript:1' rel=x id=y></a><!-- c --><?p?></p>"
    )
    assert Seen(hostile).strange == [
        ("p", "class"),
        "script",
        "javascript:1",
        ("a", "id"),
        " c ",
        "p?",
    ]


@pytest.mark.parametrize(
    ("name", "count"), [("naughty-strings.json", 461), ("commonmark-0.31.json", 652)]
)
def test_nothing_outside_the_list_comes_through(name: str, count: int) -> None:
    strings = corpus(name)
    assert len(strings) == count
    wrong = {typed: found for typed in strings if (found := faults(typed))}
    assert wrong == {}


@pytest.mark.parametrize(
    "wrap", ["> {}", "- {}", "# {}", "[{}](https://x.org '{}')", "`{}`", "[x]({})"]
)
def test_nor_from_inside_of_something_else(wrap: str) -> None:
    strings = corpus("naughty-strings.json")
    wrong = {typed: found for typed in strings if (found := faults(wrap.replace("{}", typed)))}
    assert wrong == {}


def test_lines_stay_lines_whatever_they_hold() -> None:
    found = [clean_line(typed) for typed in corpus("naughty-strings.json")]
    assert [line for line in found if len(line.splitlines()) > 1] == []
    assert "".join(found).encode().decode() == "".join(found)


@given(st.text(alphabet=st.characters()))
def test_nor_from_any_text_at_all(typed: str) -> None:
    assert faults(typed) == []


@given(
    st.text(alphabet=st.sampled_from("<>[]()!*_`#-+=|~&;:/\\\"' \n\tax1.@\ud800\x00"), max_size=80)
)
def test_nor_from_any_heap_of_marks(typed: str) -> None:
    assert faults(typed) == []


EVIL = {
    "quotes": "> " * 10_000,
    "brackets deep": "[" * 10_000,
    "stars deep": "*" * 10_000,
    "lists": "- " * 10_000,
    "numbers": "1. " * 10_000,
    "stairs": "\n".join(" " * level + "- x" for level in range(1_000)),
    "brackets": "[" * 20_000,
    "stars": "*" * 20_000,
    "lines": "_" * 20_000,
    "addresses": "a@a.a" * 20_000,
    "links": "[](" * 6_000,
    "pairs": "*a_ " * 5_000,
    "ticks": "".join("`" * length + " " for length in range(200)),
    "angles": "<" * 20_000,
    "marks": "a" + "\u0301" * 20_000,
    "spaces": " " * 20_000 + "x",
    "entities": "&" * 20_000,
}


@pytest.mark.parametrize("name", EVIL)
def test_no_text_keeps_anybody_waiting(name: str) -> None:
    """Counted in the time of this thread: other work on the machine is not the text's fault."""
    taken = []
    for _ in range(3):
        began = time.thread_time()
        plain(render(clean(EVIL[name])))
        folded(clean_line(EVIL[name]))
        taken.append((time.thread_time() - began) * 1000)
    assert min(taken) < MOST_MILLISECONDS
