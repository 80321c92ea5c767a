"""What somebody chose about their reading goes with them."""

from alembic import op

revision = "0019_choices_go_along"
down_revision = "0018_told_by_mail"

TIES = (
    ("note_choice", ("person_id",)),
    ("mute_word", ("person_id",)),
    ("person_mute", ("person_id", "other_id")),
)


def upgrade() -> None:
    _tie("CASCADE")


def downgrade() -> None:
    _tie(None)


def _tie(on_delete: str | None) -> None:
    for table, columns in TIES:
        with op.batch_alter_table(table) as changed:
            for column in columns:
                name = op.f(f"fk_{table}_{column}")
                changed.drop_constraint(name, type_="foreignkey")
                changed.create_foreign_key(name, "person", [column], ["id"], ondelete=on_delete)
