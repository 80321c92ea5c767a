"""Who is taking a break."""

import sqlalchemy as sa
from alembic import op

revision = "0013_breaks"
down_revision = "0012_directory"


def upgrade() -> None:
    op.create_table(
        "person_break",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_break_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_person_break")),
    )


def downgrade() -> None:
    op.drop_table("person_break")
