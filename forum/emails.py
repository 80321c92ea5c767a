"""Mails about discussions: pure functions that return the mail, for the outbox to keep.

They say that there is something, and never what, who or where: a mail is read over shoulders.
"""

from dataclasses import dataclass

from core.mail import Email
from forum.rules.telling import Why


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a mail goes to, where it leads them, and where they change what they are sent."""

    person_id: int
    name: str
    address: str
    url: str
    change_url: str


def post_told_key(post_id: int, person_id: int) -> str:
    """The key of the mail about a post to one person."""
    return f"post_told:{post_id}:{person_id}"


def post_told(post_id: int, why: Why, reader: Reader) -> Email:
    """The mail that says there is something new, and leads to the first post they have not read."""
    subject, what, because = _WORDS[why]
    return Email(
        key=post_told_key(post_id, reader.person_id),
        to_name=reader.name,
        to_address=reader.address,
        subject=subject,
        text=(
            f"Hello {reader.name},\n\n"
            f"{what} at the Peer Innovators Network. You can read it here:\n\n"
            f"{reader.url}\n\n"
            "There is no hurry. Until you have been there, we send you no other e-mail about this "
            "conversation.\n\n"
            f"{because} You can change that here:\n\n"
            f"{reader.change_url}\n"
        ),
    )


def decision_changed(step_id: int, reader: Reader) -> Email:
    """The mail that says what was raised in a conversation has moved on, and leads to it."""
    return Email(
        key=f"decision_changed:{step_id}:{reader.person_id}",
        to_name=reader.name,
        to_address=reader.address,
        subject="News about something that was raised",
        text=(
            f"Hello {reader.name},\n\n"
            "In a conversation that you follow at the Peer Innovators Network, something that was "
            "raised has taken a step. You can read what was said, and what happens now, here:\n\n"
            f"{reader.url}\n\n"
            "There is no hurry.\n\n"
            "We send this because you follow the conversation by e-mail. You can change that "
            "here:\n\n"
            f"{reader.change_url}\n"
        ),
    )


_IN_PERSON = (
    "Something new for you",
    "Somebody answered you, or named you, in a conversation",
    "We send this when somebody answers or names you.",
)
_WORDS = {
    Why.NAMED: _IN_PERSON,
    Why.ANSWERED: _IN_PERSON,
    Why.FOLLOWS_THREAD: (
        "Something new in a conversation you follow",
        "There is something new in a conversation that you follow",
        "We send this because you follow the conversation by e-mail.",
    ),
    Why.FOLLOWS_SPACE: (
        "A new conversation you may like to read",
        "There is a new conversation in a space that you follow",
        "We send this because you follow the space by e-mail.",
    ),
}
