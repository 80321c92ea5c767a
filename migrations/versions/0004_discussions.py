"""Spaces, threads, posts and how far each person has read."""

import sqlalchemy as sa
from alembic import op

revision = "0004_discussions"
down_revision = "0003_groups"


def upgrade() -> None:
    op.create_table(
        "space",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("challenge", sa.Integer(), nullable=True),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("writers", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.CheckConstraint("writers IN ('everyone', 'organisers')", name=op.f("ck_space_writers")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["learning_group.id"], name=op.f("fk_space_group_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint("key", name=op.f("uq_space_key")),
    )
    op.create_index(op.f("ix_space_group_id"), "space", ["group_id"], unique=False)
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_post_no", sa.Integer(), nullable=False),
        sa.Column("last_posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_post_no >= 1", name=op.f("ck_thread_has_a_post")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_thread_author_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_thread_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index(op.f("ix_thread_author_id"), "thread", ["author_id"], unique=False)
    op.create_index(
        "ix_thread_space_newest", "thread", ["space_id", "last_posted_at", "id"], unique=False
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.CheckConstraint("no >= 1", name=op.f("ck_post_no_from_one")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("once", name=op.f("uq_post_once")),
        sa.UniqueConstraint("thread_id", "no", name=op.f("uq_post_thread_id_no")),
    )
    op.create_index("ix_post_author", "post", ["author_id"], unique=False)
    op.create_table(
        "read_position",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_read_position_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_read_position_thread_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_read_position")),
    )
    op.create_index(
        op.f("ix_read_position_thread_id"), "read_position", ["thread_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_read_position_thread_id"), table_name="read_position")
    op.drop_table("read_position")
    op.drop_index("ix_post_author", table_name="post")
    op.drop_table("post")
    op.drop_index("ix_thread_space_newest", table_name="thread")
    op.drop_index(op.f("ix_thread_author_id"), table_name="thread")
    op.drop_table("thread")
    op.drop_index(op.f("ix_space_group_id"), table_name="space")
    op.drop_table("space")
