"""Whom somebody has muted or blocked."""

import sqlalchemy as sa
from alembic import op

revision = "0007_mutes"
down_revision = "0006_notices"


def upgrade() -> None:
    op.create_table(
        "person_mute",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('mute', 'block')", name=op.f("ck_person_mute_kind")),
        sa.CheckConstraint("person_id <> other_id", name=op.f("ck_person_mute_not_oneself")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_mute_other_id")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_person_mute_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "other_id", name=op.f("pk_person_mute")),
    )
    op.create_index(op.f("ix_person_mute_other_id"), "person_mute", ["other_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_person_mute_other_id"), table_name="person_mute")
    op.drop_table("person_mute")
