"""The tables of people: a person, their roles, their sign-ins, links and invitations."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Person(Base):
    """Somebody in the network, under the name they chose; never a legal name, never a diagnosis."""

    __tablename__ = "person"
    __table_args__ = (CheckConstraint("address = lower(address)", name="address_lower"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    display_name: Mapped[str]
    name_folded: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str | None] = mapped_column(unique=True)
    password_hash: Mapped[str | None]
    joined_at: Mapped[datetime]
    demonstration: Mapped[bool] = mapped_column(server_default=text("false"))


class PersonRole(Base):
    """A role that a person holds, on top of being a member."""

    __tablename__ = "person_role"
    __table_args__ = (
        CheckConstraint(
            "role IN ('facilitator', 'organiser', 'moderator', 'administrator')", name="role"
        ),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    role: Mapped[str] = mapped_column(primary_key=True)


class SignIn(Base):
    """One browser in which a person is signed in; the cookie holds a secret, the row its hash."""

    __tablename__ = "sign_in"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kept: Mapped[bool]
    by_link: Mapped[bool] = mapped_column(server_default=text("false"))
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class SignInLink(Base):
    """An e-mailed way in: works once, for ten minutes, and only when a button is pressed."""

    __tablename__ = "sign_in_link"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime]
    used_at: Mapped[datetime | None]


class Invitation(Base):
    """A place in the network held for an address until someone accepts it."""

    __tablename__ = "invitation"
    __table_args__ = (Index("ix_invitation_address", "address"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True)
    address: Mapped[str]
    roles: Mapped[str]
    invited_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    accepted_at: Mapped[datetime | None]
