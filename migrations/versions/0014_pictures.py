"""Pictures, and the posts that show them."""

import sqlalchemy as sa
from alembic import op

revision = "0014_pictures"
down_revision = "0013_breaks"


def upgrade() -> None:
    op.create_table(
        "picture",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("alt", sa.String(), nullable=False),
        sa.Column("media_type", sa.String(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "media_type IN ('image/jpeg', 'image/png')", name=op.f("ck_picture_media_type")
        ),
        sa.CheckConstraint("alt <> ''", name=op.f("ck_picture_said_what_is_in_it")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_picture_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_picture")),
        sa.UniqueConstraint("key", name=op.f("uq_picture_key")),
        sa.UniqueConstraint("once", name=op.f("uq_picture_once")),
    )
    op.create_index("ix_picture_person_newest", "picture", ["person_id", "made_at", "id"])
    op.create_index("ix_picture_made_at", "picture", ["made_at"])
    op.create_table(
        "post_picture",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("picture_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_picture_post_id")),
        sa.ForeignKeyConstraint(
            ["picture_id"], ["picture.id"], name=op.f("fk_post_picture_picture_id")
        ),
        sa.PrimaryKeyConstraint("post_id", "picture_id", name=op.f("pk_post_picture")),
    )
    op.create_index(op.f("ix_post_picture_picture_id"), "post_picture", ["picture_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_post_picture_picture_id"), table_name="post_picture")
    op.drop_table("post_picture")
    op.drop_index("ix_picture_made_at", table_name="picture")
    op.drop_index("ix_picture_person_newest", table_name="picture")
    op.drop_table("picture")
