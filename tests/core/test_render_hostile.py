"""Everything that ever broke a text field, through the one place where HTML becomes trusted."""

import time
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.text import (
    Mentioned,
    clean,
    clean_line,
    folded,
    mention_candidates,
    plain,
    render,
)
from core.text.pictures import OUR_PICTURE
from core.text.shown import ATTRIBUTES, SCHEMES, TAGS, sanitised
from tests.corpora import AROUND, EXAMPLES, HEAPS, NAUGHTY, PAYLOADS, corpus

#: Longest time that a person waits for a post to be rendered. Unit: milliseconds.
MOST_MILLISECONDS = 250
SAM = {"sam": Mentioned(1, "Sam")}


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


@pytest.mark.parametrize("name", [NAUGHTY, EXAMPLES])
def test_nothing_outside_the_list_comes_through(name: str) -> None:
    wrong = {typed: found for typed in corpus(name) if (found := faults(typed))}
    assert wrong == {}


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nor_what_wants_a_script_to_run(payload: str) -> None:
    assert faults(payload) == []
    assert {
        around: found for around in AROUND if (found := faults(around.replace("{}", payload)))
    } == {}


@pytest.mark.parametrize("around", AROUND)
def test_nor_from_inside_of_something_else(around: str) -> None:
    wrong = {
        typed: found for typed in corpus(NAUGHTY) if (found := faults(around.replace("{}", typed)))
    }
    assert wrong == {}


def test_lines_stay_lines_whatever_they_hold() -> None:
    found = [clean_line(typed) for typed in corpus(NAUGHTY)]
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


@pytest.mark.parametrize("name", HEAPS)
def test_no_text_keeps_anybody_waiting(name: str) -> None:
    """Counted in the time of this thread: other work on the machine is not the text's fault."""
    taken = []
    for _ in range(3):
        began = time.thread_time()
        plain(render(clean(HEAPS[name]), people=SAM))
        mention_candidates(HEAPS[name])
        folded(clean_line(HEAPS[name]))
        taken.append((time.thread_time() - began) * 1000)
    assert min(taken) < MOST_MILLISECONDS
