"""Sign in with a password or a link, be seen, sign out."""

import secrets
from datetime import timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from accounts.actions.passwords import Proof, hold_proven
from accounts.emails import sign_in_link
from accounts.models import Person, SignIn, SignInLink
from accounts.queries import hashed
from accounts.rules import LINK_MINUTES, LinkSpent, sign_in_ends
from core import audit, mail
from core.clock import now


def sign_in(session: Session, proof: Proof, *, keep: bool) -> str:
    """The secret of a new sign-in for somebody who knew their password.

    Raises: WrongPassword, when it was changed while it was being checked.
    """
    person = hold_proven(session, proof)
    if proof.renewed:
        person.password_hash = proof.renewed
    return start_sign_in(session, person.id, keep=keep, by_link=False)


def refuse_sign_in(session: Session) -> None:
    """Note that somebody tried a wrong password; not whose, for that may be anybody's."""
    audit.note(session, None, "sign_in_refused", "person", None)


def start_sign_in(session: Session, person_id: int, *, keep: bool, by_link: bool) -> str:
    """The secret of a new sign-in for somebody who has proved who they are.

    `by_link` says that they came from their e-mail: for some minutes that stands for a password.
    """
    token, moment = secrets.token_urlsafe(32), now()
    session.add(
        SignIn(
            token_hash=hashed(token),
            person_id=person_id,
            kept=keep,
            by_link=by_link,
            started_at=moment,
            seen_at=moment,
            expires_at=sign_in_ends(moment, keep=keep),
        )
    )
    audit.note(session, person_id, "signed_in", "person", person_id)
    session.flush()
    return token


def request_sign_in_link(
    session: Session, address: str, public_url: str, *, demonstration_open: bool
) -> None:
    """Queue a link if the address is known; say nothing either way, and note nobody unknown."""
    person = session.scalar(select(Person).where(Person.address == address))
    if (
        person is None
        or person.address is None
        or (person.demonstration and not demonstration_open)
    ):
        return
    token = secrets.token_urlsafe(32)
    link = SignInLink(
        token_hash=hashed(token),
        person_id=person.id,
        expires_at=now() + timedelta(minutes=LINK_MINUTES),
    )
    session.add(link)
    audit.note(session, person.id, "sign_in_link_requested", "person", person.id)
    session.flush()
    url = f"{public_url}/sign-in/link/{token}"
    mail.queue(session, sign_in_link(link.id, person.display_name, person.address, url))


def use_sign_in_link(session: Session, token: str, *, keep: bool) -> str:
    """The secret of a new sign-in for the link's owner. Raises: LinkSpent."""
    used = session.execute(
        update(SignInLink)
        .where(
            SignInLink.token_hash == hashed(token),
            SignInLink.used_at.is_(None),
            SignInLink.expires_at > now(),
        )
        .values(used_at=now())
        .returning(SignInLink.person_id)
    ).scalar_one_or_none()
    if used is None:
        raise LinkSpent
    return start_sign_in(session, used, keep=keep, by_link=True)


def spend_links(session: Session, person_id: int) -> None:
    """Let no link that is still on its way bring anybody in."""
    session.execute(
        update(SignInLink)
        .where(SignInLink.person_id == person_id, SignInLink.used_at.is_(None))
        .values(used_at=now())
    )


def see_person(session: Session, sign_in_id: int) -> None:
    """Move the time at which a sign-in was last used."""
    session.execute(update(SignIn).where(SignIn.id == sign_in_id).values(seen_at=now()))


def end_sign_in(session: Session, person_id: int, sign_in_id: int) -> bool:
    """True when an open sign-in of this person was ended, on the server, for good."""
    ended = session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.person_id == person_id, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    if ended.rowcount:  # type: ignore[attr-defined]
        audit.note(session, person_id, "sign_in_ended", "person", person_id)
    return bool(ended.rowcount)  # type: ignore[attr-defined]


def end_other_sign_ins(session: Session, person_id: int, but: int) -> None:
    """End every sign-in of this person except the one in use."""
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.id != but, SignIn.ended_at.is_(None))
        .values(ended_at=now())
    )
    audit.note(session, person_id, "other_sign_ins_ended", "person", person_id)
