"""What the tests that send a picture share."""

import re
from typing import Any

from tests.pictures import upload

DOOR = "/pictures"
ALT = "A red door, [ajar] & *new*"


def typed(data: bytes | None = None, **more: Any) -> dict[str, Any]:
    return {"once": "abc-1", "back": "", "alt": ALT, "picture": upload(data), **more}


def error_at(text: str, name: str) -> list[str]:
    found = re.findall(
        rf'<p id="{name}-error" class="govuk-error-message">(.*?)</p>', text, re.DOTALL
    )
    return [" ".join(line.rpartition("</span>")[2].split()) for line in found]
