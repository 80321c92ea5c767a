"""Decisions can end with "can't, and why", know who changed them last, and people are told.

Both engines make the two tables anew and fill them from what was there: SQLite can't change a
check in place. What ended with "can't" stands at "decided" again on the way down.
"""

import sqlalchemy as sa
from alembic import op

revision = "0022_decisions"
down_revision = "0021_busy_lists"

BEFORE = ("said", "considered", "decided", "done")
TABLES = ("decision", "decision_step")

KEPT = {
    "decision": "thread_id, stage, owner_id, due_on",
    "decision_step": "id, thread_id, stage, words, by_id, at",
}


def _check(table: str, *stages: str) -> sa.CheckConstraint:
    listed = ", ".join(f"'{stage}'" for stage in stages)
    return sa.CheckConstraint(f"stage IN ({listed})", name=op.f(f"ck_{table}_stage"))


def _person(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["person.id"], name=op.f(f"fk_{table}_{column}"))


def _set_aside() -> None:
    for table in TABLES:
        op.execute(f"CREATE TABLE old_{table} AS SELECT {KEPT[table]} FROM {table}")  # noqa: S608
        op.drop_table(table)


def _make_anew(
    *stages: str,
    of_decision: tuple[sa.schema.SchemaItem, ...] = (),
    of_step: tuple[sa.schema.SchemaItem, ...] = (),
) -> None:
    op.create_table(
        "decision",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        *of_decision,
        _check("decision", *stages),
        _person("decision", "owner_id"),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_decision_thread_id")),
        sa.PrimaryKeyConstraint("thread_id", name=op.f("pk_decision")),
    )
    op.create_index("ix_decision_owner", "decision", ["owner_id"], unique=False)
    op.create_table(
        "decision_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        *of_step,
        _check("decision_step", *stages),
        _person("decision_step", "by_id"),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_decision_step_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_step")),
    )
    op.create_index(
        op.f("ix_decision_step_thread_id"), "decision_step", ["thread_id"], unique=False
    )


def _bring_back(stage: str, more: str = "", filled: str = "") -> None:
    """`stage` is what becomes of a stage; `more` are new columns of a decision, `filled` theirs."""
    decisions, steps = KEPT["decision"], KEPT["decision_step"]
    op.execute(
        f"INSERT INTO decision ({decisions}{more})"  # noqa: S608
        f" SELECT {decisions.replace('stage', stage)}{filled} FROM old_decision"
    )
    op.execute(
        f"INSERT INTO decision_step ({steps})"  # noqa: S608
        f" SELECT {steps.replace('stage', stage)} FROM old_decision_step"
    )
    for table in TABLES:
        op.drop_table(f"old_{table}")
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            "SELECT setval(pg_get_serial_sequence('decision_step', 'id'),"
            " (SELECT coalesce(max(id), 0) + 1 FROM decision_step), false)"
        )


def upgrade() -> None:
    _set_aside()
    _make_anew(
        *BEFORE,
        "cannot",
        of_decision=(
            sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
            sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        ),
        of_step=(
            sa.Column("owner_id", sa.Integer(), nullable=True),
            sa.Column("due_on", sa.Date(), nullable=True),
            sa.Column("post_id", sa.Integer(), nullable=True),
            _person("decision_step", "owner_id"),
            sa.ForeignKeyConstraint(
                ["post_id"], ["post.id"], name=op.f("fk_decision_step_post_id")
            ),
        ),
    )
    op.create_index("ix_decision_newest", "decision", ["changed_at", "thread_id"], unique=False)
    op.create_index("ix_decision_step_post", "decision_step", ["post_id"], unique=False)
    _bring_back(
        "stage",
        ", changed_at",
        ", coalesce((SELECT max(at) FROM old_decision_step step"
        " WHERE step.thread_id = old_decision.thread_id),"
        " (SELECT started_at FROM thread WHERE thread.id = old_decision.thread_id))",
    )
    op.create_table(
        "decision_fan_out",
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.CheckConstraint("way IN ('site', 'mail')", name=op.f("ck_decision_fan_out_way")),
        sa.ForeignKeyConstraint(
            ["step_id"], ["decision_step.id"], name=op.f("fk_decision_fan_out_step_id")
        ),
        sa.PrimaryKeyConstraint("step_id", "way", name=op.f("pk_decision_fan_out")),
    )
    op.create_index("ix_decision_fan_out_due", "decision_fan_out", ["due_at"], unique=False)
    op.execute(
        "ALTER TABLE thread ADD COLUMN stage VARCHAR CONSTRAINT ck_thread_stage CHECK"
        " (stage IN ('said', 'considered', 'decided', 'done', 'cannot'))"
    )
    op.execute(
        "UPDATE thread SET stage ="
        " (SELECT stage FROM decision WHERE decision.thread_id = thread.id)"
        " WHERE id IN (SELECT thread_id FROM decision)"
    )


def downgrade() -> None:
    op.execute("ALTER TABLE thread DROP COLUMN stage")
    op.drop_index("ix_decision_fan_out_due", table_name="decision_fan_out")
    op.drop_table("decision_fan_out")
    _set_aside()
    _make_anew(*BEFORE)
    _bring_back("CASE stage WHEN 'cannot' THEN 'decided' ELSE stage END")
