"""The templates keep the house rules, as they are written and as they are answered."""

import re
from pathlib import Path

import pytest
from flask import Flask

ROOT = Path(__file__).resolve().parent.parent / "templates"
TEMPLATES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.html"))

NEVER = {
    "hx-on": r"hx-on",
    "js: values": r"\bjs:|javascript:",
    "hx-delete": r"hx-(delete|put|patch)",
    "inline style": r"\sstyle=|<style",
    "inline handlers": r"\son[a-z]+=",
    "inline script": r"<script(?![^>]*\ssrc=)",
    "trust": r"\|\s*safe\b|Markup\(|autoescape",
    "filters in triggers": r"hx-trigger=\"[^\"]*\[",
    "values of expressions": r"hx-(vals|vars|headers)=",
}


def source(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_compiles(house: Flask, name: str) -> None:
    assert house.jinja_env.get_template(name).name == name


@pytest.mark.parametrize("name", TEMPLATES)
def test_it_holds_nothing_that_is_never_used_here(name: str) -> None:
    found = {what for what, pattern in NEVER.items() if re.search(pattern, source(name), re.I)}
    assert found == set()


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_it_imports_is_used(name: str) -> None:
    text = source(name)
    for line, names in re.findall(r"({% from '[^']+' import ([^%]+?)(?: with context)? %})", text):
        for imported in re.split(r",\s*", names.strip()):
            alias = imported.split(" as ")[-1]
            assert re.search(rf"\b{alias}\b", text.replace(line, "")), alias


@pytest.mark.parametrize("name", TEMPLATES)
def test_a_form_for_htmx_works_without_it(name: str) -> None:
    """The form posts to the same address, wherever that page opens, and says what is replaced."""
    for tag in re.findall(r"<form\b[^>]*>", source(name)):
        given = dict(re.findall(r'([\w-]+)="([^"]*)"', tag))
        if "hx-post" in given:
            assert given["action"].partition("#")[0] == given["hx-post"], tag
            assert given["method"] == "post", tag
            assert given["hx-target"].startswith("#"), tag
            # What is saved as somebody types gives way when they send it.
            sync = r"#.+:abort" if "data-quiet" in tag else "this:drop"
            assert re.fullmatch(sync, given["hx-sync"]), tag


def test_only_forms_ask_through_htmx() -> None:
    asking = {
        (name, tag)
        for name in TEMPLATES
        for tag in re.findall(r"<(\w+)\b[^>]*\shx-(?:post|get)=", source(name))
    }
    # New replies are asked for each minute, with nobody pressing anything.
    assert {found for found in asking if found[1] != "form"} == {("forum/_news.html", "div")}


def test_every_fragment_is_part_of_a_page() -> None:
    """A page includes it, or a door puts it there."""
    fragments = [name for name in TEMPLATES if re.search(r"(^|/)_[^/]+\.html$", name)]
    doors = "".join(path.read_text("utf-8") for path in ROOT.parent.glob("*/routes/*.py"))
    everything = "".join(source(name) for name in TEMPLATES) + doors.replace('"', "'")
    assert [name for name in fragments if f"'{name}'" not in everything] == []
