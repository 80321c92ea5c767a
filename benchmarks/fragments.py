"""How many bytes htmx gets for each press: the fragment in each of its states."""

from benchmarks.data import Seeded, post_text
from benchmarks.events import Occasions
from benchmarks.ground import Ground
from benchmarks.visit import visit

BOOK = {"comes_as": "carer"}


def fragment_bytes(ground: Ground, seeded: Seeded, events: Occasions) -> dict[str, int]:
    """The bytes of each fragment, before compression. It changes the house, so it is asked last."""
    member, organiser = visit(ground, seeded.people[-2]), visit(ground, seeded.people[-1])
    attendee = visit(ground, seeded.people[1])
    thread = seeded.cold_threads[-1]
    register = f"/sessions/{events.held_session}/register/{seeded.people[2]}"
    feedback = f"/sessions/{events.held_session}/feedback"
    return {
        "reply": member.fragment(
            f"/threads/{thread}/replies", {"text": post_text(1), "shown": "5"}
        ),
        "reply_refused": member.fragment(f"/threads/{thread}/replies", {"text": "", "shown": "6"}),
        "place_yours": member.fragment(f"/events/{events.open}/place", BOOK),
        "place_open": member.fragment(f"/events/{events.open}/place/leave", {}),
        "place_unchosen": member.fragment(f"/events/{events.open}/place", {}),
        "place_full": member.fragment(f"/events/{events.full}/place", BOOK),
        "place_waiting": member.fragment(f"/events/{events.full}/waiting", BOOK),
        "place_closed": member.fragment(f"/events/{events.closed}/place", BOOK),
        "place_cancelled": member.fragment(f"/events/{events.cancelled}/place", BOOK),
        "register_present": organiser.fragment(register, {"present": "yes"}),
        "register_not_present": organiser.fragment(register, {"present": "no"}),
        "feedback_unchosen": attendee.fragment(feedback, {}),
        "feedback_given": attendee.fragment(
            feedback, {"rating": "good", "worked_well": "", "would_change": ""}
        ),
    }
