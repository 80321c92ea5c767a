"""The list “You said, we did”: what the list says of everything that was raised, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass

from forum.rules.decisions import SILENT_DAYS, STAGES

#: As much of what was said at the last step stands in the list. Unit: characters.
BEGINNING_CHARS = 400

#: What the list can be narrowed to: a stage, or what keeps people waiting.
WAITING = "waiting"
NARROWED_TO = {**STAGES, WAITING: f"Late, or silent for more than {SILENT_DAYS} days"}


@dataclass(frozen=True, slots=True)
class Counted:
    """How many things were raised, by where they stand, and how many keep people waiting."""

    by_stage: Mapping[str, int]
    waiting: int

    @property
    def raised(self) -> int:
        """All of them."""
        return sum(self.by_stage.values())

    @property
    def done(self) -> int:
        """Those of which we can say: you said, we did."""
        return self.by_stage.get("done", 0)


def headline(counted: Counted) -> str:
    """The first sentence of the list: how many loops are closed."""
    raised, done = counted.raised, counted.done
    if raised == 1:
        return f"One thing was raised. It is {'done' if done else 'not done yet'}."
    return f"Of {raised:,} things raised, {_are(done)} done."


def more_of_it(counted: Counted) -> list[str]:
    """The sentences that follow: what can't be done, what goes on, what keeps people waiting."""
    ended = counted.done + (cannot := counted.by_stage.get("cannot", 0))
    open_still = counted.raised - ended
    told = []
    if cannot:
        told.append(f"{cannot:,} can’t be done, and we say why.")
    if open_still:
        told.append(f"{_are(open_still).capitalize()} on the way.")
    if counted.waiting:
        told.append(
            f"{_are(counted.waiting).capitalize()} late, or silent for more than "
            f"{SILENT_DAYS} days. That is on us."
        )
    return told


def _are(many: int) -> str:
    return f"{many:,} {'is' if many == 1 else 'are'}" if many else "none are"


def narrowed_to(told: str | None) -> str | None:
    """What the list is narrowed to, or None for everything."""
    return told if told in NARROWED_TO else None


def beginning(words: str) -> str:
    """The beginning of what was said, as long as it fits."""
    if len(words) <= BEGINNING_CHARS:
        return words
    return f"{words[:BEGINNING_CHARS].rsplit(maxsplit=1)[0]}…"
