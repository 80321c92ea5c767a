"""Whether and how much, for discussions: pure numbers and sums."""

from core.limits import Limit
from core.refusals import Refusal

#: Posts on one page of a thread; the number a post has decides its page for ever.
POSTS_A_PAGE = 25

TITLE_MAX_CHARS = 120
POST_MAX_CHARS = 20_000

#: Source: reference figures for calm forums, docs/decisions/0006-limits.md
POSTS = Limit("post", most=40, window_seconds=3_600)
THREADS = Limit("thread", most=10, window_seconds=86_400)
EDITS = Limit("edit", most=60, window_seconds=3_600)

#: The same words by the same person in the same place, with nothing after them, are one post for
#: so long: without a script, a page that one goes back to has the words in it again.
AGAIN_MINUTES = 60

#: As much of a post is put in the box when somebody quotes it; they can take out the rest.
QUOTE_CHARS = 600


#: So many posts of somebody new wait for a moderator.
NEWCOMER_POSTS = 3


class PostGone(Refusal):
    """The post was hidden or taken back meanwhile."""

    sentence = "This post is not there any more, so nothing was changed."


def page_of_post(no: int) -> int:
    """The page on which a post stands. Unit: pages from 1."""
    return (max(no, 1) - 1) // POSTS_A_PAGE + 1


def posts_on_page(page: int) -> tuple[int, int]:
    """The first and the last number that a page can hold."""
    first = (page - 1) * POSTS_A_PAGE + 1
    return first, first + POSTS_A_PAGE - 1


def unread_posts(last_post_no: int, read_to: int | None, *, posted_since_joining: bool) -> int:
    """How many posts are new to someone; what was there before they joined is not "new" to them."""
    if read_to is None:
        return last_post_no if posted_since_joining else 0
    return max(0, last_post_no - read_to)
