"""What the tests of accounts share: passwords, sign-ins, and what the database says afterwards."""

import re
from functools import cache

from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from accounts.actions.passwords import hash_password
from accounts.models import Person, SignIn
from core.audit import AuditLine
from core.db import Base
from core.mail.outbox import OutboxMail
from tests.cast import AMINA, Member
from tests.client import HouseClient

PASSWORD = "three brown hens"


@cache
def hashed_password() -> str:
    """The hash of PASSWORD, made once because each takes a tenth of a second."""
    return hash_password(PASSWORD)


def give_password(session: Session, who: Member = AMINA) -> None:
    """Let this person sign in with PASSWORD."""
    values = {"password_hash": hashed_password()}
    session.execute(update(Person).where(Person.id == who.id).values(**values))
    session.commit()


def signed_in_as(client: HouseClient) -> str | None:
    """The name of the person whom the site takes this browser for, or None."""
    found = re.search(r"Signed in as <strong>(.*?)</strong>", client.get("/help-now").text)
    return found.group(1) if found else None


def cookie_of(answer: TestResponse) -> list[str]:
    """The attributes of the session cookie that an answer sets, without its value."""
    [cookie] = answer.headers.getlist("Set-Cookie")
    name_and_value, *rest = cookie.split("; ")
    return [name_and_value.partition("=")[0], *sorted(rest)]


def saved_cookie(browser: FlaskClient) -> str:
    """The session cookie as it stands in the browser."""
    cookie = browser.get_cookie("network")
    assert cookie is not None
    return cookie.value


def open_sign_ins(session: Session, who: Member) -> list[int]:
    """The numbers of this person's sign-ins that nobody ended."""
    session.rollback()
    rows = select(SignIn.id).where(SignIn.person_id == who.id, SignIn.ended_at.is_(None))
    found = list(session.scalars(rows.order_by(SignIn.id)))
    session.rollback()
    return found


def audit_lines(session: Session) -> list[tuple[int | None, str]]:
    """Who did what, in order."""
    session.rollback()
    rows = select(AuditLine.person_id, AuditLine.what).order_by(AuditLine.id)
    found = [(row.person_id, row.what) for row in session.execute(rows)]
    session.rollback()
    return found


def mails(session: Session) -> list[OutboxMail]:
    """Every mail in the outbox."""
    session.rollback()
    found = list(session.scalars(select(OutboxMail).order_by(OutboxMail.id)))
    session.expunge_all()
    session.rollback()
    return found


def everything(session: Session) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table."""
    session.rollback()
    found = {
        name: sorted((tuple(row) for row in session.execute(select(table))), key=repr)
        for name, table in Base.metadata.tables.items()
    }
    session.rollback()
    return found
