"""Who says they have done what."""

import sqlalchemy as sa
from alembic import op

revision = "0012_directory"
down_revision = "0011_moderation"


def upgrade() -> None:
    op.create_table(
        "directory_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("challenge", sa.Integer(), nullable=True),
        sa.Column("interest", sa.String(), nullable=False),
        sa.Column("interest_folded", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("challenge BETWEEN 1 AND 10", name=op.f("ck_directory_entry_challenge")),
        sa.CheckConstraint(
            "challenge IS NOT NULL OR interest_folded <> ''",
            name=op.f("ck_directory_entry_about_something"),
        ),
        sa.CheckConstraint("length(words) <= 500", name=op.f("ck_directory_entry_words_short")),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_directory_entry_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_entry")),
    )
    op.create_index("ix_directory_entry_newest", "directory_entry", ["made_at", "id"])
    op.create_index(
        "ix_directory_entry_challenge", "directory_entry", ["challenge", "made_at", "id"]
    )
    op.create_index(op.f("ix_directory_entry_person_id"), "directory_entry", ["person_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_directory_entry_person_id"), table_name="directory_entry")
    op.drop_index("ix_directory_entry_challenge", table_name="directory_entry")
    op.drop_index("ix_directory_entry_newest", table_name="directory_entry")
    op.drop_table("directory_entry")
