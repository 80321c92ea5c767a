"""Rendered text as plain lines."""

import pytest

from core.text import in_lines, render


@pytest.mark.parametrize(
    ("markdown", "lines"),
    [
        ("One.\n\nTwo *three*.", "One.\n\nTwo three."),
        ("- a\n- b", "- a\n- b"),
        ("> said\n\nI agree.", "> said\n\nI agree."),
        ("one  \ntwo", "one\ntwo"),
        ("```\na\n  b\n```", "a\n  b"),
        ("## Head\n\nText & <b>", "Head\n\nText & <b>"),
        ("![A tree](/pictures/abcdefghijklmnopqrstuv)", "[A tree]"),
        ("a\n\n---\n\nb", "a\n\n* * *\n\nb"),
        ("", ""),
    ],
)
def test_blocks_become_lines(markdown: str, lines: str) -> None:
    assert in_lines(render(markdown)) == lines
