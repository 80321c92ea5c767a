"""Posts that wait and threads that are pinned are found without a look at all the others."""

import sqlalchemy as sa
from alembic import op

revision = "0021_busy_lists"
down_revision = "0020_space_versions"

WAITS, PINNED = sa.text("state = 'pending'"), sa.text("pinned_at IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_post_waiting",
        "post",
        ["thread_id", "author_id"],
        unique=False,
        sqlite_where=WAITS,
        postgresql_where=WAITS,
    )
    op.create_index(
        "ix_thread_pinned",
        "thread",
        ["space_id", "last_posted_at", "id"],
        unique=False,
        sqlite_where=PINNED,
        postgresql_where=PINNED,
    )


def downgrade() -> None:
    op.drop_index("ix_thread_pinned", table_name="thread")
    op.drop_index("ix_post_waiting", table_name="post")
