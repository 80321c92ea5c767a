"""Every door of the app, and every address that a crawl of them visits."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from flask import Flask
from werkzeug.routing import Rule

from core.access import audience_of


@dataclass(frozen=True)
class Door:
    """One method of one address."""

    method: str
    path: str
    endpoint: str
    audience: str | None
    names: tuple[str, ...]

    def __str__(self) -> str:
        """The door as tests/doors.txt lists it."""
        return f"{self.method} {self.path} {self.endpoint} {self.audience}"

    def address(self, values: Mapping[str, object]) -> str:
        """The address with its names filled in."""
        path = self.path
        for name in self.names:
            start = path.index("<")
            path = path[:start] + str(values[name]) + path[path.index(">") + 1 :]
        return path


def doors(app: Flask) -> list[Door]:
    """Every door, sorted as in tests/doors.txt."""
    found = [door for rule in app.url_map.iter_rules() for door in _of(app, rule)]
    return sorted(found, key=lambda door: (door.path, door.method))


def _of(app: Flask, rule: Rule) -> Iterator[Door]:
    audience = audience_of(app.view_functions[rule.endpoint])
    names = tuple(part.partition(">")[0].rpartition(":")[2] for part in rule.rule.split("<")[1:])
    for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
        yield Door(method, rule.rule, rule.endpoint, audience and audience.value, names)


def get_addresses(app: Flask, values: Mapping[str, Sequence[object]]) -> list[str]:
    """Every address of every GET door, with every value that each name can have."""
    found: list[str] = []
    for door in doors(app):
        if door.method == "GET":
            found += [
                door.address(dict(zip(door.names, chosen, strict=True)))
                for chosen in product(*(values[name] for name in door.names))
            ]
    return found
