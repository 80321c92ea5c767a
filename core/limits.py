"""How often something may be tried, as a plain value that rules can name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries in so long. Unit: seconds."""

    name: str
    most: int
    window_seconds: int
