"""Whether something waits for a moderator before others see it, and what to say about it.

Each sentence is read by a moderator and by the person who wrote, so it blames nobody.
"""

from dataclasses import dataclass

from safety.rules.contact_details import contact_details_in, links_in

#: A moderator reads so many of a newcomer's posts before others do.
FIRST_POSTS = 3

#: A post may lead to so many places on the web before it waits.
MOST_LINKS = 3


@dataclass(frozen=True, slots=True)
class Held:
    """Why something waits: the kind of reason, and the sentence."""

    why: str
    because: str


#: What waits again, because it was hidden and its author has changed it since.
SENT_AGAIN = Held("rule", "A moderator hid this before. It has been changed since.")


def why_held(text: str, *, live_posts: int, restricted: bool, space_waits: bool) -> Held | None:
    """Why a post of these words waits, or None. All reasons are told; the first gives the kind.

    `live_posts` counts what its author has in sight already, whatever name it is under.
    """
    reasons = []
    if restricted:
        reasons.append(
            Held(
                "restriction", "For now a moderator reads posts from this account before others do."
            )
        )
    reasons += [Held("rule", f"There is {what} in it.") for what in contact_details_in(text)]
    if links_in(text) > MOST_LINKS:
        reasons.append(Held("rule", f"There are more than {MOST_LINKS} links in it."))
    if live_posts < FIRST_POSTS:
        reasons.append(
            Held(
                "newcomer",
                f"A moderator reads everybody's first {FIRST_POSTS} posts before others do.",
            )
        )
    if space_waits:
        reasons.append(
            Held("space", "A moderator reads every post in this space before others do.")
        )
    if not reasons:
        return None
    return Held(reasons[0].why, " ".join(reason.because for reason in reasons))
