"""How many bytes a page is on the wire, and how many a first visit to it takes in all."""

import http.client
import re
from urllib.parse import urljoin

from benchmarks.server import HOST

_linked = re.compile(r"""<(?:link|script|img)[^>]*?(?:href|src)=["']([^"']+)["']""")
_in_style = re.compile(r"""url\(["']?([^"')]+)["']?\)""")


def fetch(port: int, path: str, cookie: str, encodings: str = "") -> bytes:
    """The body as it is on the wire. Raises: RuntimeError, when it is not there."""
    connection = http.client.HTTPConnection(HOST, port, timeout=10)
    headers = {"Cookie": f"network={cookie}"} | (
        {"Accept-Encoding": encodings} if encodings else {}
    )
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
    if answer.status != http.client.OK:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


def first_load(port: int, path: str, cookie: str) -> dict[str, int]:
    """The bytes of the page and of every file it leads to, for a browser that accepts gzip."""
    found = {path: len(fetch(port, path, cookie, "gzip"))}
    for linked in _linked.findall(fetch(port, path, cookie).decode()):
        found[linked] = len(fetch(port, linked, cookie, "gzip"))
        if ".css" in linked:
            style = fetch(port, linked, cookie).decode()
            named = (
                urljoin(linked, name)
                for name in _in_style.findall(style)
                if not name.startswith("data:")
            )
            # Every font that a style sheet names counts, as if each page had slanted words in it.
            found |= {name: len(fetch(port, name, cookie, "gzip")) for name in named}
    return found
