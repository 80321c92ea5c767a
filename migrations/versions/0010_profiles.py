"""What people choose to show of themselves."""

import sqlalchemy as sa
from alembic import op

revision = "0010_profiles"
down_revision = "0009_reading_and_marks"


def upgrade() -> None:
    op.create_table(
        "profile",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_html", sa.String(), nullable=False),
        sa.Column("about_words", sa.String(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("from_where", sa.String(), nullable=False),
        sa.Column("shows_roles", sa.Boolean(), nullable=False),
        sa.Column("shows_joined", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("length(from_where) <= 80", name=op.f("ck_profile_from_where_short")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_profile_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_profile")),
    )


def downgrade() -> None:
    op.drop_table("profile")
