"""What was chosen about words that are not sent yet."""

import sqlalchemy as sa
from alembic import op

revision = "0017_draft_choices"
down_revision = "0016_thread_origins"


def upgrade() -> None:
    op.create_table(
        "draft_choices",
        sa.Column("draft_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(), nullable=True),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("speaking_as", sa.String(), nullable=True),
        sa.Column("wants", sa.String(), nullable=True),
        sa.Column("quote_consent", sa.String(), nullable=False),
        sa.Column("notes", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["draft_id"],
            ["draft.id"],
            name=op.f("fk_draft_choices_draft_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("draft_id", name=op.f("pk_draft_choices")),
    )


def downgrade() -> None:
    op.drop_table("draft_choices")
