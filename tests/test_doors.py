"""Every door is listed, is for somebody, and is named as doors are here."""

import re
from pathlib import Path

from flask import Flask

from core.access import Audience
from tests.doors import doors

LISTED = Path(__file__).with_name("doors.txt")


def test_the_list_is_the_route_table(house: Flask) -> None:
    assert LISTED.read_text("ascii").splitlines() == [str(door) for door in doors(house)]


def test_every_door_is_for_somebody(house: Flask) -> None:
    audiences = {audience.value for audience in Audience}
    assert [str(door) for door in doors(house) if door.audience not in audiences] == []


def test_only_two_methods_are_used(house: Flask) -> None:
    assert {door.method for door in doors(house)} == {"GET", "POST"}


def test_what_changes_something_is_called_verb_noun_and_what_is_read_a_noun(house: Flask) -> None:
    names = {door: door.endpoint.rpartition(".")[2] for door in doors(house)}
    posts = {name for door, name in names.items() if door.method == "POST"}
    gets = {name for door, name in names.items() if door.method == "GET"}
    # "sign-in" is a noun too.
    verbs = {name.partition("_")[0] for name in posts} - {"sign"}
    assert [name for name in posts if "_" not in name] == []
    assert [name for name in gets if name.partition("_")[0] in verbs] == []


def test_addresses_are_small_letters_with_typed_names(house: Flask) -> None:
    plain = r"[a-z0-9]+(?:-[a-z0-9]+)*"
    named = r"<(?:id:[a-z_]+_id|random:[a-z]+_key|slug:(?:key|kind)|reference|token)>"
    whole = re.compile(rf"/|(?:/(?:{plain}|{named}))+")
    assert [door.path for door in doors(house) if not whole.fullmatch(door.path)] == []


def test_no_two_doors_share_a_name(house: Flask) -> None:
    endpoints = [door.endpoint for door in doors(house)]
    assert sorted(set(endpoints)) == sorted(endpoints)
