"""What a request brings: how much of a form is taken apart, and what is saved of one too large."""

from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import IO, Any

from flask import Flask, request
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser
from werkzeug.sansio.multipart import Data, Epilogue, Field, File, MultipartDecoder, NeedData

#: The most fields one form may have; ours have a few, a register one for each place at most.
MAX_FORM_FIELDS = 1_000

#: How far into a form with a file that is too large its words are looked for. Unit: bytes.
START_BYTES = 64 * 1024

#: How much of the rest is taken in and forgotten: a browser that is cut off while it sends shows
#: its own page of trouble and not ours. Unit: bytes.
PATIENCE_BYTES = 40 * 1024 * 1024


def init_app(app: Flask) -> None:
    """Have the app read forms with that limit, whichever class its requests are of by now."""
    limited = {"form_data_parser_class": HouseFormParser}
    app.request_class = type("HouseRequest", (app.request_class,), limited)


class HouseFormParser(FormDataParser):
    """Reads forms; one with too many fields or words is refused before it is taken apart."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """The form as Werkzeug gives it. Raises: RequestEntityTooLarge."""
        if mimetype == "application/x-www-form-urlencoded":
            # A door that takes files takes no more words than any other.
            most = self.max_form_memory_size or 0
            body = stream.read(most + 1)
            if len(body) > most or body.count(b"&") >= MAX_FORM_FIELDS:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)


def words_before_file() -> MultiDict[str, str]:
    """The fields that stand before the file in a form which is too large to be read whole."""
    found: MultiDict[str, str] = MultiDict()
    stream, left = request.environ["wsgi.input"], request.content_length or 0
    boundary = request.mimetype_params.get("boundary", "")
    if request.mimetype == "multipart/form-data" and boundary.isascii():
        start = stream.read(min(START_BYTES, left))
        left -= len(start)
        with suppress(ValueError):  # no form, or not from its beginning
            found.update(_fields(MultipartDecoder(boundary.encode("ascii")), start))
    if left <= PATIENCE_BYTES:
        while left > 0 and (taken := len(stream.read(min(START_BYTES, left)))):
            left -= taken
    return found


def _fields(decoder: MultipartDecoder, start: bytes) -> Iterator[tuple[str, str]]:
    """Each field that is there from end to end, up to the first file."""
    decoder.receive_data(start)
    name, value = "", b""
    while not isinstance(event := decoder.next_event(), File | NeedData | Epilogue):
        if isinstance(event, Field):
            name, value = event.name, b""
        elif isinstance(event, Data):
            value += event.data
            if not event.more_data:
                yield name, value.decode("utf-8", "replace")
