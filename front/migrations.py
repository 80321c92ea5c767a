"""The shape of the database: bring it to where this code expects it to be."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection

MIGRATIONS = Path(__file__).resolve().parent.parent / "migrations"

#: The revision that this code expects; the file conflicts in git before two heads meet in use.
HEAD = (MIGRATIONS / "HEAD").read_text("ascii").strip()


def migrate(connection: Connection, to: str = HEAD) -> None:
    """Bring the database up to a revision, in one transaction that the caller keeps."""
    command.upgrade(_config(connection), to)


def migrate_down(connection: Connection, to: str) -> None:
    """Bring the database back down to a revision."""
    command.downgrade(_config(connection), to)


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config
