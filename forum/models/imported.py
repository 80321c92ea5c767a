"""The table of what came from elsewhere: so that an import can be run again, or go on."""

from sqlalchemy.orm import Mapped, mapped_column

from core.db import Base


class Imported(Base):
    """A thing of ours that was made from a thing of another forum."""

    __tablename__ = "imported"

    source: Mapped[str] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(primary_key=True)
    their_key: Mapped[str] = mapped_column(primary_key=True)
    our_id: Mapped[int]
