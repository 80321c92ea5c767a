"""Who was mailed about a thread; followers are found in the order in which they are told."""

import sqlalchemy as sa
from alembic import op

revision = "0018_told_by_mail"
down_revision = "0017_draft_choices"

FOLLOWS = (("follow_thread", "thread_id"), ("follow_space", "space_id"))


def upgrade() -> None:
    op.create_table(
        "told_by_mail",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("post_no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_told_by_mail_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_told_by_mail_thread_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_told_by_mail")),
    )
    op.create_index("ix_told_by_mail_post", "told_by_mail", ["thread_id", "post_no"], unique=False)
    for table, what in FOLLOWS:
        op.drop_index(f"ix_{table}_{what}", table_name=table)
        op.create_index(f"ix_{table}_followers", table, [what, "person_id"], unique=False)


def downgrade() -> None:
    for table, what in FOLLOWS:
        op.drop_index(f"ix_{table}_followers", table_name=table)
        op.create_index(f"ix_{table}_{what}", table, [what], unique=False)
    op.drop_table("told_by_mail")
