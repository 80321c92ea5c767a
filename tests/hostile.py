"""What people send who mean no good, and what every answer to them must be."""

import re
import time
from typing import Any
from urllib.parse import quote

from hypothesis import strategies as st
from sqlalchemy import delete

from core.db import Database
from core.rate_limits import RateCount
from tests.client import HouseClient

#: Of the processor's time, which the other things that a busy machine does are not part of.
SLOWEST_SECONDS = 0.25

#: Any letter there is, with NULs, halves of characters and the marks that mean something to us.
words = st.text(
    alphabet=st.one_of(
        st.characters(exclude_categories=[]),
        st.sampled_from("\x00\ud83d\udc00\u202e\ufeff\r\n\t'\"<>&%_\\/;:{}[]()*`#|=+-"),
    ),
    max_size=40,
)


def escaped(text: str) -> str:
    """The text as a part of an address, halves of characters and all."""
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def body(fields: dict[str, str]) -> bytes:
    """A form as a browser would never send it."""
    return "&".join(f"{escaped(name)}={escaped(value)}" for name, value in fields.items()).encode()


def forget_tries(database: Database) -> None:
    """Let everybody try again at once: how often is not what is asked here."""
    with database.write() as session:
        session.execute(delete(RateCount))
        session.commit()


def send(client: HouseClient, method: str, path: str, **told: Any) -> int:
    """The status of an answer that is no failure, holds no script but ours, and came quickly."""
    status, seconds = _send(client, method, path, **told)
    for _ in range(2):
        # Again, because a machine that does other things as well is slower at this one too.
        if seconds > SLOWEST_SECONDS:
            seconds = min(seconds, _send(client, method, path, **told)[1])
    assert seconds <= SLOWEST_SECONDS, f"{seconds:.3f} s: {method} {path}"
    return status


def _send(client: HouseClient, method: str, path: str, **told: Any) -> tuple[int, float]:
    headers = {"Sec-Fetch-Site": "same-origin", **told.pop("headers", {})}
    began = time.thread_time()
    answer = client.browser.open(path, method=method, headers=headers, **told)
    text = answer.get_data(as_text=True)
    seconds = time.thread_time() - began
    answer.close()
    assert answer.status_code < 500, (method, path, told)
    assert re.findall(r'<script(?! src="/static/)', text) == [], (method, path, told)
    return answer.status_code, seconds


def send_form(client: HouseClient, path: str, fields: dict[str, str]) -> int:
    """The same, for a form."""
    kind = "application/x-www-form-urlencoded"
    return send(client, "POST", path, data=body(fields), content_type=kind)
