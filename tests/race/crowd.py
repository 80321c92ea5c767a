"""A crowd: many people on a connection each, who all press at the same moment, over real HTTP."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

#: Nobody waits longer than this for an answer. Unit: seconds.
PATIENCE_SECONDS = 30

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Press:
    """One person's press of one button."""

    cookie: str
    path: str
    form: tuple[tuple[str, str], ...] = ()

    def wire(self, port: int) -> bytes:
        """The request as htmx sends it."""
        body = urlencode(self.form)
        lines = [
            f"POST {self.path} HTTP/1.1",
            f"Host: {HOST}:{port}",
            f"Cookie: network={self.cookie}",
            "Sec-Fetch-Site: same-origin",
            "HX-Request: true",
            "HX-Request-Type: partial",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(body)}",
            "Connection: close",
        ]
        return ("\r\n".join(lines) + f"\r\n\r\n{body}").encode()


@dataclass(frozen=True)
class Answer:
    """A whole answer."""

    status: int
    body: str


def all_at_once(port: int, presses: Sequence[Press]) -> list[Answer]:
    """The answers in the order of the presses; nobody presses before everyone has a connection."""
    return asyncio.run(_all_at_once(port, presses))


async def _all_at_once(port: int, presses: Sequence[Press]) -> list[Answer]:
    async with asyncio.timeout(PATIENCE_SECONDS):
        lines = [await asyncio.open_connection(HOST, port) for _ in presses]
        together = zip(lines, presses, strict=True)
        return await asyncio.gather(*(_press(*line, press.wire(port)) for line, press in together))


async def press_one(port: int, press: Press) -> Answer:
    """The whole answer to one press. Raises: OSError, EOFError, when it is cut off."""
    return await _press(*await asyncio.open_connection(HOST, port), press.wire(port))


async def _press(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes
) -> Answer:
    try:
        writer.write(request)
        await writer.drain()
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        length = next(
            int(line.partition(":")[2])
            for line in head.lower().splitlines()
            if line.startswith("content-length:")
        )
        body = await reader.readexactly(length)
    finally:
        writer.close()
    return Answer(int(head.split()[1]), body.decode())
