"""Where a redirect may lead: to our own pages and nowhere else."""

from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.addresses import safe_next

OURS = [
    "/",
    "/spaces",
    "/threads/12?after=3-4",
    "/a/b/../c",
    "/search?q=caf%C3%A9&x=1#p3",
    "/%2f%2fevil",
]
NOT_OURS = [
    None,
    "",
    "//evil",
    "///evil",
    "/\\evil",
    "\\\\evil",
    "/\t/evil",
    "\t//evil",
    " //evil",
    "/x\n",
    "/x\r\nSet-Cookie: a=b",
    "/\x00",
    "https:evil",
    "https://evil",
    "http:/evil",
    "javascript:alert(1)",
    "evil",
    "?next=/",
    "/évil",
    "/a\\b",
    "/" + "a" * 1000,
]


@pytest.mark.parametrize("asked", OURS)
def test_ours_is_kept(asked: str) -> None:
    assert safe_next(asked) == asked


@pytest.mark.parametrize("asked", NOT_OURS)
def test_everything_else_leads_home(asked: str | None) -> None:
    assert safe_next(asked) == "/"


@given(st.text(alphabet=st.sampled_from("/\\:@?#.%2f5c\t\n\r a\x00é"), max_size=12))
def test_no_address_ever_leaves_the_house(asked: str) -> None:
    reached = urlsplit(urljoin("https://network.example.org/sign-in", safe_next(asked)))
    assert (reached.scheme, reached.netloc) == ("https", "network.example.org")
