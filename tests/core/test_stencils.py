"""Templates rendered once with holes: filled anew for each page, and nothing of the last one."""

from collections.abc import Iterator

import pytest
from flask import Flask
from jinja2 import ChoiceLoader, DictLoader
from markupsafe import Markup

from core.stencils import Fact, filled

TEMPLATES = {
    "a": "<p>{{ name }}{% if new %}, {{ new }} new{% endif %}{% if open %}!{% endif %}</p>",
    "b": "{% if level == 'site' %}here{% else %}{{ level }}{% endif %}",
    "c": "{{ name }}{% if person %}{{ person.display_name }}{% endif %}",
}


@pytest.fixture
def templates(house: Flask) -> Iterator[Flask]:
    """The house with a few templates more, and none rendered so far."""
    loader = house.jinja_env.loader
    assert loader is not None
    house.jinja_env.loader = ChoiceLoader([DictLoader(TEMPLATES), loader])
    house.extensions["stencils"].clear()
    yield house
    house.jinja_env.loader = loader


@pytest.mark.parametrize(
    ("values", "html"),
    [
        ({"name": "Amina", "new": None, "open": False}, "<p>Amina</p>"),
        ({"name": "Ben", "new": 2, "open": True}, "<p>Ben, 2 new!</p>"),
        ({"name": "<b>", "new": "&", "open": False}, "<p>&lt;b&gt;, &amp; new</p>"),
        ({"name": Markup("<b>B</b>"), "new": 0, "open": False}, "<p><b>B</b>, 0 new</p>"),
        ({"name": "\ue100new\ue101", "new": 1, "open": False}, "<p>\ue100new\ue101, 1 new</p>"),
    ],
)
def test_the_holes_hold_this_pages_values(
    templates: Flask, values: dict[str, object], html: str
) -> None:
    with templates.app_context():
        for _ in range(2):
            assert filled("a", **values) == html


def test_a_fact_can_be_asked_about(templates: Flask) -> None:
    with templates.app_context():
        assert [filled("b", level=Fact(one)) for one in ("site", "mail")] == ["here", "mail"]


def test_what_is_kept_is_made_of_facts_alone(templates: Flask) -> None:
    with templates.app_context():
        for name in ("Amina", "Ben", "Grace"):
            filled("a", name=name, new=None, open=True)
        kept = templates.extensions["stencils"]
        assert len(kept) == 1
        assert "Amina" not in repr(kept)
        assert [stencil._pieces for stencil in kept.values()] == [["<p>", "name", "!</p>"]]


def test_whoever_is_signed_in_is_unknown_to_it(templates: Flask) -> None:
    with templates.app_context():
        assert filled("c", name="x") == "x"
