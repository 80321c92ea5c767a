"""The tables of the programme: a learning group and who belongs to it."""

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Group(Base):
    """People who learn together behind a closed door, such as an action learning set."""

    __tablename__ = "learning_group"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(unique=True)
    about: Mapped[str]


class GroupMember(Base):
    """Somebody's place in a group."""

    __tablename__ = "learning_group_member"

    group_id: Mapped[int] = mapped_column(ForeignKey("learning_group.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True, index=True)
