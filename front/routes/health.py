"""Whether the site is well, for the machines that look after it."""

from alembic.runtime.migration import MigrationContext
from flask.typing import ResponseReturnValue
from sqlalchemy import text

from core import db
from core.access import Audience, access
from front.migrations import HEAD
from front.routes import blueprint


@blueprint.get("/healthz")
@access(Audience.ANYONE)
def health() -> ResponseReturnValue:
    """Says that the process answers; asks nothing of the database."""
    return {"well": True}


@blueprint.get("/readyz")
@access(Audience.ANYONE)
def readiness() -> ResponseReturnValue:
    """Says that the database answers and has the shape this code expects; 503 when not."""
    connection = db.connection()
    connection.execute(text("SELECT 1"))
    found = MigrationContext.configure(connection).get_current_revision()
    ready = found == HEAD
    return {"ready": ready}, 200 if ready else 503
