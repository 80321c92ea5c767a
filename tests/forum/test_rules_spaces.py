"""Addresses of spaces, and for whom a space is: pure."""

import pytest

from forum.models import Space
from forum.rules.spaces import key_from, only_for


@pytest.mark.parametrize(
    ("name", "key"),
    [("quiet corner", "quiet-corner"), ("  --a&b  ", "a-b"), ("☂", "space"), ("x" * 70, "x" * 50)],
)
def test_an_address_comes_from_the_name(name: str, key: str) -> None:
    assert key_from(name) == key


def test_for_whom_a_space_is_in_words() -> None:
    told = [(None, "everyone"), (None, "organisers"), (1, "everyone"), (1, "organisers")]
    assert [only_for(Space(group_id=group, readers=who)) for group, who in told] == [
        "",
        "Only organisers",
        "Only your group",
        "Only your group's organisers",
    ]
