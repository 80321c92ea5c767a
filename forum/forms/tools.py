"""The forms of those who look after threads: rename, lock, move, split and merge."""

from collections.abc import Iterable, Sequence

from wtforms import ValidationError

from core.forms import HouseForm, line, offered, select_one, ticks, words
from core.text import clean_line
from forum.rules.moves import MOST_SPLIT, post_numbers, thread_number
from forum.rules.posts import TITLE_MAX_CHARS
from forum.rules.threads import REASON_MAX_CHARS

#: An address of a thread, with whatever stands around it. Unit: characters.
ADDRESS_MAX_CHARS = 300


class RenameThread(HouseForm):
    """What a thread is called from now on."""

    # As high as a long title is: on a small screen one line would cut it off.
    title = words(
        "What is it about?",
        asks="Give it a title, so that people can find it.",
        most_chars=TITLE_MAX_CHARS,
        rows="2",
    )

    def new_title(self) -> str:
        """The title on one line."""
        return clean_line(self.typed("title"))


class LockThread(HouseForm):
    """Why nobody writes in a thread any more."""

    because = line(
        "Why?",
        asks="Say why, so that nobody has to guess.",
        most_chars=REASON_MAX_CHARS,
        hint="Everyone who reads the thread sees this. Please be kind and brief.",
    )


class MoveThread(HouseForm):
    """The space that a thread goes to."""

    space = select_one(
        "Which space does it belong in?",
        (),
        hint=(
            "A space that more people can read is not in the list: "
            "what was written for a few stays with those few."
        ),
    )

    offers: frozenset[str] = frozenset()

    def offer(self, spaces: Sequence[tuple[str, str]]) -> None:
        """Show these spaces, by key and name."""
        self.offers = frozenset(key for key, _ in spaces)
        self.space.choices = offered([("", "Choose a space"), *spaces])

    def validate_space(self, _field: object) -> None:
        """Ask for one of the spaces that are shown."""
        if self.typed("space") not in self.offers:
            raise ValidationError("Choose a space.")


class SplitThread(HouseForm):
    """The posts that become a thread of their own, and what it is called."""

    title = line(
        "What is the new thread about?",
        asks="Give the new thread a title, so that people can find it.",
        most_chars=TITLE_MAX_CHARS,
    )
    posts = ticks("Which posts?", (), strict=False)
    others = line(
        "Other posts, by their numbers",
        asks=None,
        most_chars=ADDRESS_MAX_CHARS,
        hint="For posts on other pages. For example: 31, 34 and 40-52.",
    )

    def offer(self, posts: Iterable[tuple[str, str]]) -> None:
        """Show these posts to tick, by number and words."""
        self.posts.choices = offered(posts)

    def validate_posts(self, _field: object) -> None:
        """Ask for at least one post, by ticking it or by its number."""
        if not self._ticked() and not self.typed("others"):
            raise ValidationError("Choose at least one post.")

    def validate_others(self, _field: object) -> None:
        """Ask again for what names no posts."""
        if post_numbers(self.typed("others")) is None:
            raise ValidationError(
                f"Write numbers of posts, such as 31, 34 and 40-52. {MOST_SPLIT} can go at once."
            )

    def numbers(self) -> Sequence[int]:
        """The numbers of all the posts that were chosen, in order."""
        return sorted(self._ticked() | (post_numbers(self.typed("others")) or set()))

    def _ticked(self) -> set[int]:
        # A page that is not the newest may tick what is not offered now: the action says so.
        return {found for told in self.posts.data or () if (found := _number(told))}


def _number(told: str) -> int | None:
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else None  # noqa: PLR2004


class MergeThreads(HouseForm):
    """The thread that another one goes into."""

    into = line(
        "Which thread should it go into?",
        asks="Write the number of a thread, or its address.",
        most_chars=ADDRESS_MAX_CHARS,
        hint="Open the other thread and copy its address, or write the number at the end of it.",
        autocomplete="off",
        spellcheck="false",
    )

    def validate_into(self, _field: object) -> None:
        """Ask again for what names no thread."""
        if self.into_number() is None:
            raise ValidationError("Write the number of a thread, or its address.")

    def into_number(self) -> int | None:
        """The number of the thread, or None when what was typed names none."""
        return thread_number(self.typed("into"))
