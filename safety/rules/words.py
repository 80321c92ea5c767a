"""What people are told about a decision: without blame, and without words of the thing itself."""

DANGER_WORDS = "Somebody may be in danger. Please look at this as soon as you can."

#: What whoever told us hears, after "Thank you for telling us".
_OUTCOMES = {
    "approved": "We looked, and the {noun} can be seen.",
    "hidden": "We looked, and we have hidden the {noun}.",
    "no_action": (
        "We looked, and the {noun} can stay as it is. If you see that differently, "
        "please talk to the team."
    ),
    "gone": "The {noun} is not there any more: its author took it back.",
}

#: Where a report stands, for the page of its own.
STANDING = {
    None: "A moderator will look at it. You need do nothing.",
    "approved": "We looked at it. It can be seen.",
    "hidden": "We looked at it, and we have hidden it.",
    "no_action": (
        "We looked at it, and it can stay as it is. If you see that differently, please talk to us."
    ),
    "gone": "It is not there any more: its author took it back.",
}


def author_words(state: str, noun: str, told: str) -> str | None:
    """What an author is told, or None when nothing has changed for them."""
    if state == "approved":
        return f"A moderator has read your {noun}. Others can see it now. Thank you for waiting."
    if state == "hidden":
        return (
            f"A moderator has hidden your {noun}, so others can't see it now. {told} "
            "Here is what they wrote to you. "
            "You can change it and send it again, or talk to the team."
        )
    return None


def reporter_words(outcome: str, noun: str, reference: str) -> str:
    """What somebody is told about what they told us."""
    return f"Thank you for telling us ({reference}). {_OUTCOMES[outcome].format(noun=noun)}"


def restricted_words(kind: str, until: str | None, reason: str) -> str:
    """What somebody is told when a restriction begins; `until` is a day."""
    when = f"Until {until}" if until else "For now"
    if kind == "reads_only":
        asks = f"{when} you can read everything here, but not write."
    else:
        asks = f"{when} a moderator reads what you write here before others see it."
    return f"{asks} {reason} You are still welcome here, and you can talk to the team about this."


def unrestricted_words(kind: str) -> str:
    """What somebody is told when a restriction ends before its time."""
    if kind == "reads_only":
        return "You can write here again."
    return "What you write here no longer waits for a moderator because of what we asked of you."
