"""CommonMark, example by example: what the specification says, or the reason why not."""

from collections.abc import Callable, Iterable

import html5lib
import pytest
from markdown_it import MarkdownIt

from core.text import render
from core.text.shown import ATTRIBUTES, MAX_NESTING, PARSER, TAGS
from tests.corpora import EXAMPLES_COUNT, HEAPS, PAYLOADS, examples, naughty

#: They rely on HTML that is typed as such, and here nobody types HTML.
RAW_HTML = frozenset(
    {21, 31, *range(148, 192), 201, 308, 309, 344, 475, 476, 477, 491, 494, 524, 536}
    | {*range(613, 618), 623, *range(625, 632), 642, 643}
)
#: They rely on images from anywhere, and here there are only our own.
IMAGES = frozenset({517, 520, 531, *range(572, 590), 591})

#: Each reason, and the same parser with that reason taken away.
REASONS = {
    "raw HTML": (RAW_HTML, {"html": True}, ["image"]),
    "images": (IMAGES, {"html": False}, []),
}


def failing(parser: MarkdownIt, numbers: Iterable[int]) -> set[int]:
    """The numbers of the examples that do not come out as the specification says, to the letter."""
    found = examples()
    return {
        no for no in numbers if parser.render(found[no - 1]["markdown"]) != found[no - 1]["html"]
    }


def test_every_example_comes_out_as_specified_or_is_listed() -> None:
    everything = range(1, EXAMPLES_COUNT + 1)
    assert RAW_HTML.isdisjoint(IMAGES)
    assert failing(PARSER, everything) == RAW_HTML | IMAGES
    assert EXAMPLES_COUNT - len(RAW_HTML | IMAGES) == 558


@pytest.mark.parametrize("reason", REASONS)
def test_what_is_listed_fails_for_that_reason_alone(reason: str) -> None:
    numbers, options, left_out = REASONS[reason]
    parser = MarkdownIt("commonmark", {**options, "maxNesting": MAX_NESTING}).disable(left_out)
    assert failing(parser, numbers) == set()


def strange(html: str) -> list[str]:
    """What the parser of a browser would find in some HTML that is not on the list."""
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(html)
    found = [f"parse error: {kind}" for _, kind, _ in parser.errors]
    for element in tree.iter():
        if element is tree:
            continue
        allowed = ATTRIBUTES.get(element.tag, set()) | ({"rel"} if element.tag == "a" else set())
        found += [] if element.tag in TAGS else [f"element {element.tag}"]
        found += [f"{element.tag}: {name}" for name in element.attrib if name not in allowed]
    return found


def test_the_reader_of_elements_sees_what_it_should() -> None:
    assert strange("<p onclick=x>a<svg><a id=y></a></svg><!-- c -->") != []
    assert strange("<p class=x>a</p><script>1</script><ol start=2></ol>") == [
        "p: class",
        "element script",
    ]
    assert strange("<p>a</b>") != []


TEXTS: dict[str, Callable[[], Iterable[str]]] = {
    "examples": lambda: [example["markdown"] for example in examples()],
    "naughty strings": naughty,
    "payloads": lambda: PAYLOADS,
    "heaps": lambda: [heap[:2_000] for heap in HEAPS.values()],
}


@pytest.mark.parametrize("kind", TEXTS)
def test_a_browser_finds_nothing_but_what_is_on_the_list(kind: str) -> None:
    wrong = {typed: found for typed in TEXTS[kind]() if (found := strange(render(typed)))}
    assert wrong == {}
