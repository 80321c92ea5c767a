"""Learning groups and who belongs to them."""

import sqlalchemy as sa
from alembic import op

revision = "0003_groups"
down_revision = "0002_people"


def upgrade() -> None:
    op.create_table(
        "learning_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learning_group")),
        sa.UniqueConstraint("name", name=op.f("uq_learning_group_name")),
    )
    op.create_table(
        "learning_group_member",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["learning_group.id"], name=op.f("fk_learning_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_learning_group_member_person_id")
        ),
        sa.PrimaryKeyConstraint("group_id", "person_id", name=op.f("pk_learning_group_member")),
    )
    op.create_index(
        op.f("ix_learning_group_member_person_id"),
        "learning_group_member",
        ["person_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_learning_group_member_person_id"), table_name="learning_group_member")
    op.drop_table("learning_group_member")
    op.drop_table("learning_group")
