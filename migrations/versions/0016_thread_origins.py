"""Threads remember where they came from, and how many of their posts went elsewhere."""

import sqlalchemy as sa
from alembic import op

revision = "0016_thread_origins"
down_revision = "0015_search"


def upgrade() -> None:
    op.create_table(
        "thread_origin",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=True),
        sa.Column("other_id", sa.Integer(), nullable=True),
        sa.Column("first_no", sa.Integer(), nullable=True),
        sa.Column("last_no", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "how IN ('moved', 'split', 'merged')", name=op.f("ck_thread_origin_how")
        ),
        sa.CheckConstraint(
            "(how = 'moved') = (space_id IS NOT NULL)",
            name=op.f("ck_thread_origin_moved_from_space"),
        ),
        sa.CheckConstraint(
            "(how = 'moved') = (other_id IS NULL)", name=op.f("ck_thread_origin_else_from_thread")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_thread_origin_thread_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_thread_origin_space_id")),
        sa.ForeignKeyConstraint(
            ["other_id"], ["thread.id"], name=op.f("fk_thread_origin_other_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread_origin")),
    )
    op.create_index("ix_thread_origin_other", "thread_origin", ["other_id"], unique=False)
    op.create_index(
        op.f("ix_thread_origin_thread_id"), "thread_origin", ["thread_id"], unique=False
    )
    op.add_column(
        "thread",
        sa.Column("moved_away", sa.Integer(), server_default=sa.text("0"), nullable=False),
    )


def downgrade() -> None:
    op.drop_column("thread", "moved_away")
    op.drop_index(op.f("ix_thread_origin_thread_id"), table_name="thread_origin")
    op.drop_index("ix_thread_origin_other", table_name="thread_origin")
    op.drop_table("thread_origin")
