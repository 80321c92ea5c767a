"""Posts get a state and are numbered when they go live; threads and spaces learn what they need.

Both engines make the three tables anew and fill them from what was there: SQLite can't change a
column in place.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008_posts_have_states"
down_revision = "0007_mutes"

REBUILT = ("thread", "post", "read_position")
KEPT = {
    "thread": "id, space_id, title, author_id, started_at, last_post_no, last_posted_at",
    "post": "id, thread_id, no, author_id, markdown, html, words, render_version, posted_at, once",
    "read_position": "person_id, thread_id, no",
}

NEW_SPACE_COLUMNS = (
    "ground_rules VARCHAR DEFAULT '' NOT NULL",
    (
        "readers VARCHAR DEFAULT 'everyone' NOT NULL"
        " CONSTRAINT ck_space_readers CHECK (readers IN ('everyone', 'organisers'))"
    ),
    "waits BOOLEAN DEFAULT false NOT NULL",
    (
        "titles_public BOOLEAN DEFAULT false NOT NULL CONSTRAINT ck_space_public_is_open"
        " CHECK (NOT titles_public OR (group_id IS NULL AND readers = 'everyone'))"
    ),
)


def _set_aside() -> None:
    for table in REBUILT:
        op.execute(f"CREATE TABLE old_{table} AS SELECT {KEPT[table]} FROM {table}")  # noqa: S608
    for table in reversed(REBUILT):
        op.drop_table(table)


def _bring_back(columns: dict[str, str]) -> None:
    for table in REBUILT:
        names = columns[table]
        op.execute(f"INSERT INTO {table} ({names}) SELECT {names} FROM old_{table}")  # noqa: S608
        op.drop_table(f"old_{table}")
    if op.get_bind().dialect.name == "postgresql":
        for table in ("thread", "post"):
            op.execute(
                f"SELECT setval(pg_get_serial_sequence('{table}', 'id'),"  # noqa: S608
                f" (SELECT coalesce(max(id), 0) + 1 FROM {table}), false)"
            )


def _make_new() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), server_default=sa.text("'talk'"), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("notes", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_post_no", sa.Integer(), nullable=False),
        sa.Column("last_posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("pinned_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("locked_because", sa.String(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged_into_id", sa.Integer(), nullable=True),
        sa.Column("event_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("kind IN ('talk', 'question', 'decision')", name=op.f("ck_thread_kind")),
        sa.CheckConstraint(
            "(locked_at IS NULL) = (locked_because IS NULL)",
            name=op.f("ck_thread_locked_with_reason"),
        ),
        sa.CheckConstraint("last_post_no >= 0", name=op.f("ck_thread_posts_counted")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_thread_merged_elsewhere")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_thread_author_id")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_thread_event_id")),
        sa.ForeignKeyConstraint(
            ["merged_into_id"], ["thread.id"], name=op.f("fk_thread_merged_into_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_thread_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index(op.f("ix_thread_author_id"), "thread", ["author_id"], unique=False)
    op.create_index("ix_thread_event", "thread", ["event_id"], unique=False)
    op.create_index("ix_thread_merged_into", "thread", ["merged_into_id"], unique=False)
    op.create_index("ix_thread_newest", "thread", ["last_posted_at", "id"], unique=False)
    op.create_index(
        "ix_thread_space_newest", "thread", ["space_id", "last_posted_at", "id"], unique=False
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("speaking_as", sa.String(), nullable=True),
        sa.Column("wants", sa.String(), nullable=True),
        sa.Column("quote_consent", sa.String(), server_default=sa.text("'no'"), nullable=False),
        sa.Column("notes", sa.String(), server_default=sa.text("''"), nullable=False),
        sa.Column("reply_to_id", sa.Integer(), nullable=True),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revision", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("state", sa.String(), server_default=sa.text("'live'"), nullable=False),
        sa.Column("state_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("state_because", sa.String(), nullable=True),
        sa.Column("once", sa.String(), nullable=True),
        sa.CheckConstraint(
            "quote_consent IN ('no', 'anonymised', 'ask', 'yes')",
            name=op.f("ck_post_quote_consent"),
        ),
        sa.CheckConstraint(
            "speaking_as IN ('service_user', 'carer', 'staff', 'peer_worker')",
            name=op.f("ck_post_speaking_as"),
        ),
        sa.CheckConstraint(
            "state <> 'live' OR no IS NOT NULL", name=op.f("ck_post_live_is_numbered")
        ),
        sa.CheckConstraint(
            "state IN ('pending', 'live', 'hidden', 'withdrawn')", name=op.f("ck_post_state")
        ),
        sa.CheckConstraint(
            "wants IN ('listening', 'ideas', 'information', 'nothing')", name=op.f("ck_post_wants")
        ),
        sa.CheckConstraint("no >= 1", name=op.f("ck_post_no_from_one")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["reply_to_id"], ["post.id"], name=op.f("fk_post_reply_to_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("once", name=op.f("uq_post_once")),
        sa.UniqueConstraint("thread_id", "no", name=op.f("uq_post_thread_id_no")),
    )
    op.create_index("ix_post_author", "post", ["author_id"], unique=False)
    op.create_index("ix_post_reply_to", "post", ["reply_to_id"], unique=False)
    op.create_table(
        "read_position",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_read_position_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_read_position_thread_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_read_position")),
    )
    op.create_index(
        op.f("ix_read_position_thread_id"), "read_position", ["thread_id"], unique=False
    )


def _make_beside() -> None:
    op.create_table(
        "thread_tag",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("tag", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_thread_tag_thread_id")),
        sa.PrimaryKeyConstraint("thread_id", "tag", name=op.f("pk_thread_tag")),
    )
    op.create_index("ix_thread_tag_tag", "thread_tag", ["tag", "thread_id"], unique=False)
    op.create_table(
        "post_revision",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_post_revision_post_id")),
        sa.PrimaryKeyConstraint("post_id", "revision", name=op.f("pk_post_revision")),
    )
    op.create_table(
        "mention",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("name_folded", sa.String(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mention_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_mention_post_id")),
        sa.PrimaryKeyConstraint("post_id", "name_folded", name=op.f("pk_mention")),
    )
    op.create_index(op.f("ix_mention_person_id"), "mention", ["person_id"], unique=False)
    op.create_table(
        "moved_post",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_moved_post_post_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_moved_post_thread_id")),
        sa.PrimaryKeyConstraint("thread_id", "no", name=op.f("pk_moved_post")),
    )
    op.create_index(op.f("ix_moved_post_post_id"), "moved_post", ["post_id"], unique=False)
    op.create_table(
        "known_writer",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_known_writer_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_known_writer")),
    )


def _make_old() -> None:
    op.create_table(
        "thread",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_post_no", sa.Integer(), nullable=False),
        sa.Column("last_posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("last_post_no >= 1", name=op.f("ck_thread_has_a_post")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_thread_author_id")),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_thread_space_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_thread")),
    )
    op.create_index(op.f("ix_thread_author_id"), "thread", ["author_id"], unique=False)
    op.create_index(
        "ix_thread_space_newest", "thread", ["space_id", "last_posted_at", "id"], unique=False
    )
    op.create_table(
        "post",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("markdown", sa.String(), nullable=False),
        sa.Column("html", sa.String(), nullable=False),
        sa.Column("words", sa.String(), nullable=False),
        sa.Column("card", sa.String(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("posted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("once", sa.String(), nullable=True),
        sa.CheckConstraint("no >= 1", name=op.f("ck_post_no_from_one")),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"], name=op.f("fk_post_author_id")),
        sa.ForeignKeyConstraint(["thread_id"], ["thread.id"], name=op.f("fk_post_thread_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("once", name=op.f("uq_post_once")),
        sa.UniqueConstraint("thread_id", "no", name=op.f("uq_post_thread_id_no")),
    )
    op.create_index("ix_post_author", "post", ["author_id"], unique=False)
    op.create_table(
        "read_position",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_read_position_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_read_position_thread_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_read_position")),
    )
    op.create_index(
        op.f("ix_read_position_thread_id"), "read_position", ["thread_id"], unique=False
    )


def upgrade() -> None:
    for column in NEW_SPACE_COLUMNS:
        op.execute(f"ALTER TABLE space ADD COLUMN {column}")
    op.add_column("space", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True))
    _set_aside()
    _make_new()
    _bring_back(KEPT)
    _make_beside()


def downgrade() -> None:
    for table in ("known_writer", "moved_post", "mention", "post_revision", "thread_tag"):
        op.drop_table(table)
    # What never went live has no number, and no place in the old shape.
    op.execute("DELETE FROM post WHERE no IS NULL OR state <> 'live'")
    empty = "SELECT id FROM thread WHERE last_post_no = 0"
    op.execute(f"DELETE FROM read_position WHERE thread_id IN ({empty})")  # noqa: S608
    op.execute(f"DELETE FROM thread WHERE id IN ({empty})")  # noqa: S608
    _set_aside()
    _make_old()
    op.execute("ALTER TABLE old_post ADD COLUMN card VARCHAR DEFAULT ''")
    _bring_back({**KEPT, "post": KEPT["post"] + ", card"})
    for column in ("titles_public", "waits", "readers", "ground_rules", "archived_at"):
        op.drop_column("space", column)
