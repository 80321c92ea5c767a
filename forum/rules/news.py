"""How far the page of what is new looks back: a bound on each, so that it is as quick for everyone.

Source: docs/decisions/0014-what-is-new.md
"""

#: What nobody has written in for so long is not offered as new any more. Unit: days.
NEWS_DAYS = 90

#: Threads that one page looks through for what the reader has not read. Unit: threads.
LOOKED_THROUGH = 250

#: Newest posts of a thread that are looked at in a list, and on the thread's own page, for the
#: first one since the reader caught up. Unit: posts.
LOOKED_AT_IN_LISTS, LOOKED_AT_ON_PAGE = 100, 1_000

#: A larger number of new posts is not told. Unit: posts.
MOST_NEW_TOLD = 99


def new_replies_in_words(count: int) -> str:
    """How many replies are new, as a button and whoever listens say it."""
    if count > MOST_NEW_TOLD:
        return f"{MOST_NEW_TOLD + 1} or more new replies"
    return f"{count} new repl{'y' if count == 1 else 'ies'}"
