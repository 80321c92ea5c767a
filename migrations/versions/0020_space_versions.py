"""Which version of a space somebody saw before they changed it."""

import sqlalchemy as sa
from alembic import op

revision = "0020_space_versions"
down_revision = "0019_choices_go_along"


def upgrade() -> None:
    op.add_column(
        "space", sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False)
    )


def downgrade() -> None:
    op.drop_column("space", "version")
