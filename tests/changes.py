"""What each door that writes changes, and nothing else: a table for the tests."""

from tests import group_doors, space_doors, thread_doors

#: What may be chosen about a post.
CHOSEN = {"anonymous", "speaking_as", "wants", "quote_consent", "notes"}

#: For each door: the columns that change in rows that were there, and the tables with new rows.
CHANGES: dict[str, tuple[dict[str, set[str]], set[str]]] = {
    "accounts.rename_person": (
        {"person": {"display_name", "name_folded"}, "thread": {"version"}},
        {"rate_count"},
    ),
    "accounts.change_password": (
        {"person": {"password_hash"}},
        {"outbox_mail", "rate_count"},
    ),
    "accounts.end_sign_in": ({"sign_in": {"ended_at"}}, set()),
    "accounts.invite_person": ({}, {"invitation", "outbox_mail", "rate_count"}),
    "accounts.accept_invitation": (
        {"invitation": {"accepted_at"}, "sign_in": {"ended_at"}},
        {"person", "sign_in"},
    ),
    "accounts.sign_in": ({}, set()),
    "accounts.request_sign_in_link": ({}, {"rate_count"}),
    "accounts.use_sign_in_link": (
        {"sign_in_link": {"used_at"}, "sign_in": {"ended_at"}},
        {"sign_in"},
    ),
    "accounts.sign_out": ({"sign_in": {"ended_at"}}, set()),
    "accounts.change_profile": ({}, {"profile"}),
    "programme.add_entry": ({}, {"directory_entry"}),
    "programme.remove_entry": ({}, set()),
    "accounts.start_break": ({}, {"person_break"}),
    "accounts.end_break": ({"person_break": {"until_on"}}, set()),
    "accounts.read_notice": ({"notice": {"read_at"}}, set()),
    "accounts.read_all_notices": ({"notice": {"read_at"}}, set()),
    "accounts.mute_person": ({}, {"person_mute"}),
    "accounts.block_person": ({}, {"person_mute"}),
    "accounts.unmute_person": ({}, set()),
    "accounts.unblock_person": ({}, set()),
    "bookings.book_place": ({}, {"booking", "outbox_mail"}),
    "bookings.give_up_place": ({"booking": {"state", "given_up_at"}}, {"outbox_mail"}),
    "bookings.join_waiting_list": ({}, {"waiting"}),
    "bookings.leave_waiting_list": ({}, set()),
    "bookings.rate_session": ({}, {"rating", "rating_given"}),
    "bookings.mark_attendance": ({}, set()),
    "forum.edit_post": (
        {
            "post": {
                "markdown",
                "html",
                "words",
                "edited_at",
                "revision",
                "notes",
                "anonymous",
                "speaking_as",
                "wants",
                "quote_consent",
            },
            "thread": {"version"},
        },
        {"post_revision", "rate_count"},
    ),
    "forum.save_draft": (
        {
            "draft": {"title", "text", "sequence", "saved_at"},
            "draft_choices": {"page", *CHOSEN, "kind", "tags", "event_id"},
        },
        {"rate_count"},
    ),
    "forum.discard_draft": ({}, set()),
    "forum.note_post": ({"post": {"notes"}, "thread": {"version"}}, set()),
    "forum.react_to_post": ({}, {"reaction"}),
    "forum.follow_thread": ({"follow_thread": {"level", "reason"}}, set()),
    "forum.follow_space": ({}, {"follow_space"}),
    "forum.mark_all_read": ({}, {"caught_up"}),
    "forum.mark_thread_read": ({}, set()),
    "forum.show_new_replies": ({}, set()),
    "forum.save_post": ({}, {"saved_post"}),
    "forum.unsave_post": ({}, set()),
    "forum.choose_notes": ({}, {"note_choice"}),
    "forum.mute_word": ({}, {"mute_word"}),
    "forum.unmute_word": ({}, set()),
    "forum.withdraw_post": (
        {"post": {"markdown", "html", "words", "state", "state_at"}, "thread": {"version"}},
        set(),
    ),
    "forum.add_picture": ({}, {"picture", "rate_count"}),
    "forum.delete_picture": ({"thread": {"version"}}, set()),
    "safety.report_thing": ({}, {"report", "review_item", "review_event", "rate_count"}),
    "safety.claim_item": (
        {"review_item": {"version", "claimed_by_id", "claimed_at"}},
        {"review_event"},
    ),
    "safety.release_item": ({"review_item": {"version"}}, {"review_event"}),
    "safety.decide_item": (
        {
            "review_item": {"version", "state", "decided_by_id", "decided_at", "reason", "live"},
            "report": {"outcome", "answered_at"},
            "post": {"state", "state_because"},
        },
        {"review_event", "notice"},
    ),
    "safety.reopen_item": (
        {"review_item": {"version", "state", "opened_at", "decided_at"}},
        {"review_event"},
    ),
    "safety.restrict_author": (
        {"review_item": {"version"}},
        {"review_event", "restriction", "notice"},
    ),
    "safety.end_restriction": (
        {"review_item": {"version"}, "restriction": {"ended_at"}},
        {"review_event", "notice"},
    ),
    "forum.start_thread": (
        {},
        {"thread", "post", "read_position", "follow_thread", "rate_count", "fan_out"}
        | {"thread_tag", "decision"},
    ),
    "forum.write_reply": (
        {
            "thread": {"last_post_no", "last_posted_at", "version"},
            "read_position": {"no"},
        },
        {"post", "rate_count", "fan_out"},
    ),
    **thread_doors.CHANGES,
    **space_doors.CHANGES,
    **group_doors.CHANGES,
}
UNAUDITED = {
    "bookings.rate_session",
    "accounts.sign_in",
    "accounts.request_sign_in_link",
    # When people read is theirs, and when they are away, and whom they keep away from.
    "accounts.start_break",
    "accounts.end_break",
    "accounts.mute_person",
    "accounts.block_person",
    "accounts.unmute_person",
    "accounts.unblock_person",
    "accounts.read_notice",
    "accounts.read_all_notices",
    "forum.react_to_post",
    "forum.follow_thread",
    "forum.follow_space",
    "forum.mark_all_read",
    "forum.mark_thread_read",
    "forum.show_new_replies",
    "forum.save_post",
    "forum.unsave_post",
    # What people would rather not meet is theirs.
    "forum.choose_notes",
    "forum.mute_word",
    "forum.unmute_word",
    # What is not sent is nobody's business.
    "forum.save_draft",
    "forum.discard_draft",
}
