"""What the tests of covers share: what stands on a page before anybody opens anything."""

import re

_inner = re.compile(
    r"<details[^>]*>\s*<summary>(.*?)</summary>(?:(?!<details).)*?</details>", re.DOTALL
)


def open_part(html: str) -> str:
    """The page as it is before anything on it is opened: of what waits there are the sentences."""
    while (shorter := _inner.sub(r"\1", html)) != html:
        html = shorter
    return html


def where(html: str, mark: str) -> str:
    """How somebody meets a word on a page."""
    if mark in open_part(html):
        return "open"
    return "covered" if mark in html else "absent"
