"""The house's own server, with its own options, around another app: `-m benchmarks.serve <app>`."""

import sys
from typing import Any

import granian

from setup_house import server


def _around(_house: str, **options: Any) -> Any:
    return granian.Granian(sys.argv[1], **options)


if __name__ == "__main__":
    vars(server)["Granian"] = _around
    server.main()
