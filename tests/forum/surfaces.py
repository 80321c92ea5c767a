"""Every surface on which words of discussions stand, as one role meets it, and the marks there."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.mail.outbox import OutboxMail
from tests.cast import Member
from tests.client import HouseClient
from tests.forum.matrix import AUTHOR, NAMELESS, TAG, Matrix


@dataclass(frozen=True)
class Reader:
    """One role's browser, and what the outbox holds for them."""

    client: HouseClient
    made: Matrix
    mails: tuple[str, ...]

    def get(self, *addresses: str, htmx: bool = False) -> str:
        """What all of these addresses answer, whatever the status; a redirect is followed."""
        return "\n".join(self._one(address, htmx=htmx) for address in addresses)

    def _one(self, address: str, *, htmx: bool) -> str:
        answer = self.client.get(address, htmx=htmx)
        if answer.status_code in {302, 303}:
            answer = self.client.get(answer.headers["Location"].partition("#")[0])
        return answer.text

    def of_each(self, address: str) -> str:
        """An address for each state's thread or post."""
        told = [
            address.format(thread=self.made.threads[state], post=self.made.posts[state])
            for state in self.made.posts
        ]
        return self.get(*told)

    def fragments(self) -> str:
        """What an open page is shown below it when somebody presses a button."""
        after = {"after": "0"}
        return "\n".join(
            self.client.post(f"/threads/{number}/news", after, htmx=True).text
            for number in sorted({*self.made.threads.values()})
        )


#: Every surface, in the order in which it is looked at: what says what is new comes before what
#: has it read.
SURFACES: dict[str, Callable[[Reader], str]] = {
    "home": lambda reader: reader.get("/"),
    "spaces": lambda reader: reader.get("/spaces"),
    "space": lambda reader: reader.get("/spaces/open", "/spaces/closed", "/spaces/kept"),
    "tag": lambda reader: reader.get("/tags", f"/tags/{TAG}"),
    "what's new": lambda reader: reader.get("/new"),
    "search": lambda reader: reader.get("/search?q=kettle", "/search?q=in:title+title"),
    "saved": lambda reader: reader.get("/saved"),
    "notices": lambda reader: reader.get("/notices"),
    "mail": lambda reader: "\n".join(reader.mails),
    "Atom": lambda reader: reader.get(
        *(f"/spaces/{key}/feed" for key in ("open", "closed", "kept"))
    ),
    "profile": lambda reader: reader.get(f"/people/{AUTHOR.id}", f"/people/{NAMELESS.id}"),
    "directory": lambda reader: reader.get("/people"),
    "queue": lambda reader: reader.get("/moderation", f"/moderation/{reader.made.item}"),
    "drafts": lambda reader: reader.get("/drafts", f"/drafts/{reader.made.draft}"),
    "you said, we did": lambda reader: reader.get("/you-said-we-did"),
    "decision": lambda reader: reader.of_each("/threads/{thread}/decision"),
    "thread": lambda reader: reader.of_each("/threads/{thread}"),
    "fragments": Reader.fragments,
    "print": lambda reader: reader.of_each("/threads/{thread}/print"),
    "text": lambda reader: reader.of_each("/threads/{thread}/text"),
    "post": lambda reader: reader.of_each("/posts/{post}"),
    "options": lambda reader: reader.of_each("/posts/{post}/options"),
    "reply": lambda reader: reader.of_each("/posts/{post}/reply"),
    "history": lambda reader: reader.of_each("/posts/{post}/history"),
    "edit": lambda reader: reader.of_each("/posts/{post}/edit"),
    "quotes": lambda reader: reader.get(f"/threads/{reader.made.quotes}"),
}


#: What a mark can stand for, and the marks of what is in no state.
KINDS = ("title", "words", "old", "quoted", "told", "step")
OTHERS = ("profile", "entry", "nameless")
STATES = (
    *("live", "pending", "hidden", "hiddenreply", "withdrawn", "withdrawnreply", "private"),
    *("archived", "locked", "moved", "anonymous", "draft"),
)
_mark = re.compile(
    f"zq((?:{'|'.join(sorted(STATES, reverse=True))})(?:{'|'.join(KINDS)})|{'|'.join(OTHERS)})"
)


def marks_in(text: str) -> set[str]:
    """The planted words in an answer. Nothing random that begins alike is taken for one."""
    return set(_mark.findall(text.lower()))


def mails_to(session: Session, made: Matrix, who: Member | None) -> tuple[str, ...]:
    """All that was queued for somebody's address; what a mail leads to is marked as told in it."""
    if who is None:
        return ()
    theirs = select(OutboxMail).where(OutboxMail.to_address == who.address)
    mails = tuple(f"{mail.subject}\n{mail.text}" for mail in session.scalars(theirs))
    led = set(re.findall(r"/threads/(\d+)\?", "".join(mails)))
    told = (f"zq{state}told" for state, number in made.threads.items() if str(number) in led)
    # A thread's posts are led to by one mail, which is about its first.
    return (*mails, *(mark for mark in told if not mark.endswith("replytold")))
