"""Notices."""

import sqlalchemy as sa
from alembic import op

revision = "0006_notices"
down_revision = "0005_events"


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("substr(url, 1, 1) = '/'", name=op.f("ck_notice_url_of_our_own")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_notice_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("key", "person_id", name=op.f("uq_notice_key_person_id")),
    )
    op.create_index("ix_notice_newest", "notice", ["person_id", "made_at", "id"], unique=False)
    op.create_index(
        "ix_notice_unread",
        "notice",
        ["person_id"],
        unique=False,
        sqlite_where=sa.text("read_at IS NULL"),
        postgresql_where=sa.text("read_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_notice_unread", table_name="notice")
    op.drop_index("ix_notice_newest", table_name="notice")
    op.drop_table("notice")
