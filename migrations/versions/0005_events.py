"""Events, sessions, places, waiting lists, registers and ratings."""

import sqlalchemy as sa
from alembic import op

revision = "0005_events"
down_revision = "0004_discussions"


def upgrade() -> None:
    op.create_table(
        "event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("summary", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("about_html", sa.String(), nullable=False),
        sa.Column("render_version", sa.Integer(), nullable=False),
        sa.Column("venue", sa.String(), nullable=True),
        sa.Column("venue_about", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=True),
        sa.Column("organiser_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_because", sa.String(), nullable=True),
        sa.CheckConstraint(
            "kind IN ('learning_set', 'webinar', 'course', 'action_learning_set', 'one_off')",
            name=op.f("ck_event_kind"),
        ),
        sa.CheckConstraint(
            "(cancelled_at IS NULL) = (cancelled_because IS NULL)",
            name=op.f("ck_event_cancelled_with_reason"),
        ),
        sa.CheckConstraint("capacity >= 1", name=op.f("ck_event_capacity_positive")),
        sa.ForeignKeyConstraint(
            ["group_id"], ["learning_group.id"], name=op.f("fk_event_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["organiser_id"], ["person.id"], name=op.f("fk_event_organiser_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_index("ix_event_coming", "event", ["starts_at", "id"], unique=False)
    op.create_index(op.f("ix_event_ends_at"), "event", ["ends_at"], unique=False)
    op.create_index(op.f("ix_event_group_id"), "event", ["group_id"], unique=False)
    op.create_index(op.f("ix_event_organiser_id"), "event", ["organiser_id"], unique=False)
    op.create_table(
        "booking",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("comes_as", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("booked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "comes_as IN ('service_user', 'carer', 'staff', 'peer_worker', 'not_said')",
            name=op.f("ck_booking_comes_as"),
        ),
        sa.CheckConstraint("state IN ('booked', 'given_up')", name=op.f("ck_booking_state")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_booking_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_booking_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_booking")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_booking_event_id_person_id")),
    )
    op.create_index("ix_booking_person", "booking", ["person_id", "state"], unique=False)
    op.create_index("ix_booking_taken", "booking", ["event_id", "state"], unique=False)
    op.create_table(
        "event_facilitator",
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"], ["event.id"], name=op.f("fk_event_facilitator_event_id")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_event_facilitator_person_id")
        ),
        sa.PrimaryKeyConstraint("event_id", "person_id", name=op.f("pk_event_facilitator")),
    )
    op.create_index(
        op.f("ix_event_facilitator_person_id"), "event_facilitator", ["person_id"], unique=False
    )
    op.create_table(
        "event_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("local_start", sa.String(), nullable=False),
        sa.Column("zone", sa.String(), nullable=False),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_event_session_ends_after_start")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_session_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_session")),
        sa.UniqueConstraint(
            "event_id", "starts_at", name=op.f("uq_event_session_event_id_starts_at")
        ),
    )
    op.create_table(
        "waiting",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("event_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("comes_as", sa.String(), nullable=False),
        sa.Column("joined_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "comes_as IN ('service_user', 'carer', 'staff', 'peer_worker', 'not_said')",
            name=op.f("ck_waiting_comes_as"),
        ),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_waiting_event_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_waiting_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waiting")),
        sa.UniqueConstraint("event_id", "person_id", name=op.f("uq_waiting_event_id_person_id")),
    )
    op.create_index(op.f("ix_waiting_person_id"), "waiting", ["person_id"], unique=False)
    op.create_table(
        "attendance",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("comes_as", sa.String(), nullable=False),
        sa.Column("marked_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "comes_as IN ('service_user', 'carer', 'staff', 'peer_worker', 'not_said')",
            name=op.f("ck_attendance_comes_as"),
        ),
        sa.ForeignKeyConstraint(
            ["marked_by_id"], ["person.id"], name=op.f("fk_attendance_marked_by_id")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_attendance_person_id")),
        sa.ForeignKeyConstraint(
            ["session_id"], ["event_session.id"], name=op.f("fk_attendance_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_attendance")),
    )
    op.create_index(op.f("ix_attendance_person_id"), "attendance", ["person_id"], unique=False)
    op.create_table(
        "rating",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("rating", sa.String(), nullable=False),
        sa.Column("worked_well", sa.String(), nullable=False),
        sa.Column("would_change", sa.String(), nullable=False),
        sa.Column("released", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "rating IN ('excellent', 'very_good', 'good', 'fair', 'poor')",
            name=op.f("ck_rating_rating"),
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["event_session.id"], name=op.f("fk_rating_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "key", name=op.f("pk_rating")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "rating_given",
        sa.Column("session_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_rating_given_person_id")
        ),
        sa.ForeignKeyConstraint(
            ["session_id"], ["event_session.id"], name=op.f("fk_rating_given_session_id")
        ),
        sa.PrimaryKeyConstraint("session_id", "person_id", name=op.f("pk_rating_given")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_rating_given_person_id"), "rating_given", ["person_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_rating_given_person_id"), table_name="rating_given")
    op.drop_table("rating_given")
    op.drop_table("rating")
    op.drop_index(op.f("ix_attendance_person_id"), table_name="attendance")
    op.drop_table("attendance")
    op.drop_index(op.f("ix_waiting_person_id"), table_name="waiting")
    op.drop_table("waiting")
    op.drop_table("event_session")
    op.drop_index(op.f("ix_event_facilitator_person_id"), table_name="event_facilitator")
    op.drop_table("event_facilitator")
    op.drop_index("ix_booking_taken", table_name="booking")
    op.drop_index("ix_booking_person", table_name="booking")
    op.drop_table("booking")
    op.drop_index(op.f("ix_event_organiser_id"), table_name="event")
    op.drop_index(op.f("ix_event_group_id"), table_name="event")
    op.drop_index(op.f("ix_event_ends_at"), table_name="event")
    op.drop_index("ix_event_coming", table_name="event")
    op.drop_table("event")
