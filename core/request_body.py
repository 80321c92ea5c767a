"""What a request brings: a form with too many fields is not taken apart at all."""

from io import BytesIO
from typing import IO, Any

from flask import Flask
from werkzeug.exceptions import RequestEntityTooLarge
from werkzeug.formparser import FormDataParser

#: The most fields one form may have; ours have a few, a register one for each place at most.
MAX_FORM_FIELDS = 1_000


def init_app(app: Flask) -> None:
    """Have the app read forms with that limit, whichever class its requests are of by now."""
    limited = {"form_data_parser_class": HouseFormParser}
    app.request_class = type("HouseRequest", (app.request_class,), limited)


class HouseFormParser(FormDataParser):
    """Reads forms; one with too many fields is refused before they are taken apart."""

    def parse(
        self,
        stream: IO[bytes],
        mimetype: str,
        content_length: int | None,
        options: dict[str, str] | None = None,
    ) -> Any:
        """The form as Werkzeug gives it. Raises: RequestEntityTooLarge, for too many fields."""
        if mimetype == "application/x-www-form-urlencoded":
            body = stream.read()
            if body.count(b"&") >= MAX_FORM_FIELDS:
                raise RequestEntityTooLarge
            stream = BytesIO(body)
        return super().parse(stream, mimetype, content_length, options)
