"""Decisions: from what was said, by way of what was considered, to what was done."""

from core.refusals import Refusal


class DecisionTaken(Refusal):
    """A thread in which a step was taken goes on being a decision."""

    sentence = (
        "A step was taken here already, and people were told. So it stays a decision: "
        "otherwise nobody could see any more what became of it."
    )
