"""What moderators look at, its history that nobody can change, reports, and restrictions."""

import sqlalchemy as sa
from alembic import op

revision = "0011_moderation"
down_revision = "0010_profiles"

# As for audit lines: what happened to an item is only ever added to.
APPEND_ONLY_SQLITE = """
CREATE TRIGGER review_event_no_{verb} BEFORE {verb} ON review_event
BEGIN SELECT RAISE(ABORT, 'review events are only ever added'); END
"""
# INSERT OR REPLACE deletes the row it replaces, and no DELETE trigger hears of it.
NEVER_TWICE_SQLITE = """
CREATE TRIGGER review_event_no_replacing BEFORE INSERT ON review_event
WHEN EXISTS (SELECT 1 FROM review_event WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'review events are only ever added'); END
"""
APPEND_ONLY_POSTGRESQL = (
    """
CREATE FUNCTION review_event_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'review events are only ever added'; END $$
""",
    """
CREATE TRIGGER review_event_append_only BEFORE UPDATE OR DELETE ON review_event
FOR EACH ROW EXECUTE FUNCTION review_event_append_only()
""",
    """
CREATE TRIGGER review_event_no_truncate BEFORE TRUNCATE ON review_event
FOR EACH STATEMENT EXECUTE FUNCTION review_event_append_only()
""",
)


def _append_only() -> None:
    if op.get_bind().dialect.name == "sqlite":
        statements = [APPEND_ONLY_SQLITE.format(verb=verb) for verb in ("UPDATE", "DELETE")]
        statements.append(NEVER_TWICE_SQLITE)
    else:
        statements = list(APPEND_ONLY_POSTGRESQL)
    for statement in statements:
        op.execute(statement)


def upgrade() -> None:
    _items()
    _events()
    _reports()
    _restrictions()
    _append_only()


def _items() -> None:
    op.create_table(
        "review_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("because", sa.String(), nullable=False),
        sa.Column("first_line", sa.String(), nullable=False),
        sa.Column("live", sa.Boolean(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_by_id", sa.Integer(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=True),
        sa.CheckConstraint(
            "why IN ('newcomer', 'rule', 'space', 'restriction', 'report')",
            name=op.f("ck_review_item_why"),
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'approved', 'hidden', 'no_action')",
            name=op.f("ck_review_item_state"),
        ),
        sa.CheckConstraint("version >= 1", name=op.f("ck_review_item_version_from_one")),
        sa.CheckConstraint("turn IN (0, 1)", name=op.f("ck_review_item_turn")),
        sa.CheckConstraint(
            "(state = 'pending') = (decided_at IS NULL)", name=op.f("ck_review_item_decided")
        ),
        sa.CheckConstraint(
            "(claimed_by_id IS NULL) = (claimed_at IS NULL)", name=op.f("ck_review_item_claimed")
        ),
        sa.CheckConstraint(
            "state <> 'hidden' OR reason IS NOT NULL",
            name=op.f("ck_review_item_hidden_for_a_reason"),
        ),
        *(
            sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_review_item_{column}"))
            for column in ("author_id", "claimed_by_id", "decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_item")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_review_item_kind_thing_id")),
    )
    op.create_index("ix_review_item_decided", "review_item", ["decided_at", "id"], unique=False)
    op.create_index("ix_review_item_author", "review_item", ["author_id"], unique=False)
    op.create_index(
        "ix_review_item_queue",
        "review_item",
        ["turn", "opened_at", "id"],
        unique=False,
        sqlite_where=sa.text("state = 'pending'"),
        postgresql_where=sa.text("state = 'pending'"),
    )


def _events() -> None:
    op.create_table(
        "review_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.CheckConstraint(
            "what IN ('held', 'reported', 'claimed', 'released', 'approved', 'hidden', "
            "'no_action', 'gone', 'reopened', 'restricted', 'unrestricted')",
            name=op.f("ck_review_event_what"),
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["review_item.id"], name=op.f("fk_review_event_item_id")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_review_event_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_review_event")),
    )
    op.create_index(op.f("ix_review_event_item_id"), "review_event", ["item_id"], unique=False)


def _reports() -> None:
    op.create_table(
        "report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=False),
        sa.Column("reporter_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("snapshot_html", sa.String(), nullable=False),
        sa.Column("snapshot_words", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "category IN ('unkind', 'danger', 'private', 'about_me', 'selling', 'law', 'other')",
            name=op.f("ck_report_category"),
        ),
        sa.CheckConstraint(
            "outcome IN ('approved', 'hidden', 'no_action', 'gone')",
            name=op.f("ck_report_outcome"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL) = (answered_at IS NULL)", name=op.f("ck_report_answered")
        ),
        sa.ForeignKeyConstraint(["item_id"], ["review_item.id"], name=op.f("fk_report_item_id")),
        sa.ForeignKeyConstraint(["reporter_id"], ["person.id"], name=op.f("fk_report_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
        sa.UniqueConstraint("reference", name=op.f("uq_report_reference")),
    )
    op.create_index(op.f("ix_report_item_id"), "report", ["item_id"], unique=False)
    op.create_index("ix_report_reporter", "report", ["reporter_id", "made_at", "id"], unique=False)
    op.create_index(
        "ix_report_open",
        "report",
        ["reporter_id", "kind", "thing_id"],
        unique=True,
        sqlite_where=sa.text("outcome IS NULL"),
        postgresql_where=sa.text("outcome IS NULL"),
    )


def _restrictions() -> None:
    op.create_table(
        "restriction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('waits', 'reads_only')", name=op.f("ck_restriction_kind")),
        sa.CheckConstraint(
            "until_at IS NULL OR until_at > made_at", name=op.f("ck_restriction_lasts")
        ),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["person.id"], name=op.f("fk_restriction_made_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restriction_person_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
    )
    op.create_index("ix_restriction_person", "restriction", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index("ix_restriction_person", table_name="restriction")
    op.drop_table("restriction")
    op.drop_index("ix_report_open", table_name="report")
    op.drop_index("ix_report_reporter", table_name="report")
    op.drop_index(op.f("ix_report_item_id"), table_name="report")
    op.drop_table("report")
    op.drop_index(op.f("ix_review_event_item_id"), table_name="review_event")
    op.drop_table("review_event")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION review_event_append_only()")
    op.drop_index("ix_review_item_queue", table_name="review_item")
    op.drop_index("ix_review_item_author", table_name="review_item")
    op.drop_index("ix_review_item_decided", table_name="review_item")
    op.drop_table("review_item")
