"""How people follow, mark and save; drafts, decisions, news on its way, and what was imported."""

import sqlalchemy as sa
from alembic import op

revision = "0009_reading_and_marks"
down_revision = "0008_posts_have_states"


def upgrade() -> None:
    op.create_table(
        "reaction",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.CheckConstraint(
            "kind IN ('thank_you', 'with_you', 'helpful')", name=op.f("ck_reaction_kind")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_reaction_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_reaction_post_id")),
        sa.PrimaryKeyConstraint("person_id", "post_id", "kind", name=op.f("pk_reaction")),
    )
    op.create_index("ix_reaction_post", "reaction", ["post_id"], unique=False)
    op.create_table(
        "saved_post",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_saved_post_person_id")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_saved_post_post_id")),
        sa.PrimaryKeyConstraint("person_id", "post_id", name=op.f("pk_saved_post")),
    )
    op.create_index(
        "ix_saved_post_newest", "saved_post", ["person_id", "saved_at", "post_id"], unique=False
    )
    op.create_index("ix_saved_post_post", "saved_post", ["post_id"], unique=False)
    op.create_table(
        "caught_up",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_caught_up_person_id")),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_caught_up")),
    )
    op.create_table(
        "follow_thread",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "level IN ('nothing', 'site', 'mail')", name=op.f("ck_follow_thread_level")
        ),
        sa.CheckConstraint(
            "reason IN ('started', 'replied', 'mentioned', 'chosen')",
            name=op.f("ck_follow_thread_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_thread_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_follow_thread_thread_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "thread_id", name=op.f("pk_follow_thread")),
    )
    op.create_index(
        op.f("ix_follow_thread_thread_id"), "follow_thread", ["thread_id"], unique=False
    )
    op.create_table(
        "follow_space",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("level", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "level IN ('nothing', 'site', 'mail')", name=op.f("ck_follow_space_level")
        ),
        sa.CheckConstraint(
            "reason IN ('started', 'replied', 'mentioned', 'chosen')",
            name=op.f("ck_follow_space_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_follow_space_person_id")
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_follow_space_space_id")),
        sa.PrimaryKeyConstraint("person_id", "space_id", name=op.f("pk_follow_space")),
    )
    op.create_index(op.f("ix_follow_space_space_id"), "follow_space", ["space_id"], unique=False)
    op.create_table(
        "note_choice",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column("choice", sa.String(), nullable=False),
        sa.CheckConstraint(
            "choice IN ('show', 'fold', 'hide')", name=op.f("ck_note_choice_choice")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_note_choice_person_id")
        ),
        sa.PrimaryKeyConstraint("person_id", "note", name=op.f("pk_note_choice")),
    )
    op.create_table(
        "mute_word",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("word_folded", sa.String(), nullable=False),
        sa.Column("word", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_mute_word_person_id")),
        sa.PrimaryKeyConstraint("person_id", "word_folded", name=op.f("pk_mute_word")),
    )
    op.create_table(
        "decision",
        sa.Column("thread_id", sa.Integer(), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "stage IN ('said', 'considered', 'decided', 'done')", name=op.f("ck_decision_stage")
        ),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_decision_owner_id")),
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
        sa.CheckConstraint(
            "stage IN ('said', 'considered', 'decided', 'done')",
            name=op.f("ck_decision_step_stage"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_decision_step_by_id")),
        sa.ForeignKeyConstraint(
            ["thread_id"], ["thread.id"], name=op.f("fk_decision_step_thread_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_step")),
    )
    op.create_index(
        op.f("ix_decision_step_thread_id"), "decision_step", ["thread_id"], unique=False
    )
    op.create_table(
        "draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_draft_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_draft")),
        sa.UniqueConstraint("person_id", "place", name=op.f("uq_draft_person_id_place")),
    )
    op.create_index(op.f("ix_draft_saved_at"), "draft", ["saved_at"], unique=False)
    op.create_table(
        "fan_out",
        sa.Column("post_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=False),
        sa.CheckConstraint("way IN ('site', 'mail')", name=op.f("ck_fan_out_way")),
        sa.ForeignKeyConstraint(["post_id"], ["post.id"], name=op.f("fk_fan_out_post_id")),
        sa.PrimaryKeyConstraint("post_id", "way", name=op.f("pk_fan_out")),
    )
    op.create_index("ix_fan_out_due", "fan_out", ["due_at", "post_id"], unique=False)
    op.create_table(
        "imported",
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("their_key", sa.String(), nullable=False),
        sa.Column("our_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source", "kind", "their_key", name=op.f("pk_imported")),
    )


def downgrade() -> None:
    op.drop_table("imported")
    op.drop_table("fan_out")
    op.drop_table("draft")
    op.drop_table("decision_step")
    op.drop_table("decision")
    op.drop_table("mute_word")
    op.drop_table("note_choice")
    op.drop_table("follow_space")
    op.drop_table("follow_thread")
    op.drop_table("caught_up")
    op.drop_table("saved_post")
    op.drop_table("reaction")
