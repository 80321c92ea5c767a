"""The words of posts and events, for search: a tsvector or FTS5, fed by one table each."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0015_search"
down_revision = "0014_pictures"

# FTS5 keeps the words in order, the table keeps what they are, and these keep both the same.
# Everything was cut and folded before: FTS5 has only to cut between spaces.
FTS5 = """
CREATE VIRTUAL TABLE {index}_words USING fts5(
    document, content='{index}', content_rowid='id', columnsize=0,
    tokenize="ascii tokenchars '='"
)
"""
FORGET = (
    "INSERT INTO {index}_words ({index}_words, rowid, document) "
    "VALUES ('delete', old.id, old.document);"
)
PUT = "INSERT INTO {index}_words (rowid, document) VALUES (new.id, new.document);"
KEPT_RIGHT = (
    f"CREATE TRIGGER {{index}}_put AFTER INSERT ON {{index}} BEGIN {PUT} END",
    f"CREATE TRIGGER {{index}}_changed AFTER UPDATE ON {{index}} BEGIN {FORGET} {PUT} END",
    f"CREATE TRIGGER {{index}}_forgotten AFTER DELETE ON {{index}} BEGIN {FORGET} END",
)


def upgrade() -> None:
    for thing in ("post", "event"):
        index = f"{thing}_search"
        op.create_table(
            index,
            sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
            sa.Column("block", sa.Integer(), nullable=False),
            sa.Column("day", sa.Date(), nullable=False),
            sa.Column(
                "document",
                sa.String().with_variant(postgresql.TSVECTOR(), "postgresql"),
                nullable=False,
            ),
            sa.ForeignKeyConstraint(
                ["id"], [f"{thing}.id"], name=op.f(f"fk_{index}_id"), ondelete="CASCADE"
            ),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{index}")),
        )
        if op.get_bind().dialect.name == "sqlite":
            for statement in (FTS5, *KEPT_RIGHT):
                op.execute(statement.format(index=index))
        else:
            # A list of words that wait to be sorted in would be read through by every search.
            op.create_index(
                f"ix_{index}_document",
                index,
                ["document"],
                postgresql_using="gin",
                postgresql_with={"fastupdate": "off"},
            )
            op.create_index(f"ix_{index}_day", index, ["block", "day"])


def downgrade() -> None:
    for index in ("event_search", "post_search"):
        if op.get_bind().dialect.name == "sqlite":
            op.execute(f"DROP TABLE {index}_words")
        op.drop_table(index)
