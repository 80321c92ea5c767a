"""What a new thread is going to be about, kept with its words."""

import sqlalchemy as sa
from alembic import op

revision = "0023_draft_about"
down_revision = "0022_decisions"


def upgrade() -> None:
    with op.batch_alter_table("draft_choices") as changed:
        changed.add_column(
            sa.Column("kind", sa.String(), server_default=sa.text("'talk'"), nullable=False)
        )
        changed.add_column(
            sa.Column("tags", sa.String(), server_default=sa.text("''"), nullable=False)
        )
        changed.add_column(sa.Column("event_id", sa.Integer(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("draft_choices") as changed:
        for column in ("event_id", "tags", "kind"):
            changed.drop_column(column)
