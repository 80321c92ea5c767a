"""The ground floor: audit lines that nobody can change, the outbox and the counts of tries."""

import sqlalchemy as sa
from alembic import op

revision = "0001_ground_floor"
down_revision = None

# An audit line is only ever added (OWASP ASVS 5.0, 16.4.2); the database itself refuses the rest.
APPEND_ONLY_SQLITE = """
CREATE TRIGGER audit_line_no_{verb} BEFORE {verb} ON audit_line
BEGIN SELECT RAISE(ABORT, 'audit lines are only ever added'); END
"""
# INSERT OR REPLACE deletes the line it replaces, and no DELETE trigger hears of it.
NEVER_TWICE_SQLITE = """
CREATE TRIGGER audit_line_no_replacing BEFORE INSERT ON audit_line
WHEN EXISTS (SELECT 1 FROM audit_line WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'audit lines are only ever added'); END
"""
APPEND_ONLY_POSTGRESQL = (
    """
CREATE FUNCTION audit_line_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'audit lines are only ever added'; END $$
""",
    """
CREATE TRIGGER audit_line_append_only BEFORE UPDATE OR DELETE ON audit_line
FOR EACH ROW EXECUTE FUNCTION audit_line_append_only()
""",
    """
CREATE TRIGGER audit_line_no_truncate BEFORE TRUNCATE ON audit_line
FOR EACH STATEMENT EXECUTE FUNCTION audit_line_append_only()
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
    op.create_table(
        "audit_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("thing", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_line")),
    )
    op.create_index(op.f("ix_audit_line_at"), "audit_line", ["at"], unique=False)
    op.create_index(op.f("ix_audit_line_person_id"), "audit_line", ["person_id"], unique=False)
    op.create_table(
        "outbox_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("to_name", sa.String(), nullable=False),
        sa.Column("to_address", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("queued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_trouble", sa.String(), nullable=True),
        sa.CheckConstraint(
            "state IN ('queued', 'sending', 'sent', 'failed')", name=op.f("ck_outbox_mail_state")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_mail")),
        sa.UniqueConstraint("key", name=op.f("uq_outbox_mail_key")),
    )
    op.create_index("ix_outbox_mail_due", "outbox_mail", ["state", "due_at"], unique=False)
    op.create_table(
        "rate_count",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("window_ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_rate_count")),
    )
    op.create_index(
        op.f("ix_rate_count_window_ends_at"), "rate_count", ["window_ends_at"], unique=False
    )
    _append_only()


def downgrade() -> None:
    op.drop_index(op.f("ix_rate_count_window_ends_at"), table_name="rate_count")
    op.drop_table("rate_count")
    op.drop_index("ix_outbox_mail_due", table_name="outbox_mail")
    op.drop_table("outbox_mail")
    op.drop_index(op.f("ix_audit_line_person_id"), table_name="audit_line")
    op.drop_index(op.f("ix_audit_line_at"), table_name="audit_line")
    op.drop_table("audit_line")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION audit_line_append_only()")
