"""Forms: typed values in, messages by field out. The words of every check are here."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from werkzeug.datastructures import FileStorage, MultiDict
from wtforms import (
    BooleanField,
    EmailField,
    FileField,
    Form,
    PasswordField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined] # stubs are of 3.2
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp, StopValidation
from wtforms.widgets import CheckboxInput, DateInput, ListWidget

from core.text import clean, clean_line

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LABEL = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?"

#: Looks like an address that every mail server takes; whether it is one, only a mail can tell.
#: Source: RFC 5321, 4.1.2 (Dot-string, Domain) and 4.5.3.1.1
ADDRESS = rf"^(?=[^@]{{1,64}}@){_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+(?=.{{2}}){_LABEL}\Z"

#: Longest address that mail can carry. Source: RFC 5321, 4.5.3.1.3
ADDRESS_CHARS = 254

#: More than so many times a field's most characters, and some, is not worth the work of cleaning.
FAR_TOO_LONG = 4
SLACK_CHARS = 1_000

#: A date in words has no more. Unit: characters.
LONGEST_DAY_CHARS = 40

#: What the fields for words are called, for the page that gives typed words back. Secrets are
#: never in it, nor is a name that belongs to no form.
WORDS_TYPED: dict[str, str] = {}

#: Names of the fields that hold a choice or a number: sent again, but nobody's words.
CHOICES_MADE: set[str] = set()

#: Names of the fields that may hold more than one choice.
MANY_CHOICES: set[str] = set()


def is_address(told: str) -> bool:
    """True for what looks like an e-mail address."""
    return re.match(ADDRESS, told) is not None


class HouseForm(Form):
    """A form that reads one request and saves nothing."""

    def __init_subclass__(cls) -> None:
        """Learn what each field is called."""
        super().__init_subclass__()
        for name, field in vars(cls).items():
            kind = getattr(field, "field_class", None)
            if kind in {StringField, TextAreaField, EmailField}:
                WORDS_TYPED.setdefault(name, field.args[0])
            elif kind is not None and kind not in {PasswordField, FileField}:
                CHOICES_MADE.add(name)
                if kind is SelectMultipleField:
                    MANY_CHOICES.add(name)

    def __init__(self, given: Mapping[str, Any] | None = None, **first: object) -> None:
        """Read what was typed, or show `first` values when nothing was typed yet."""
        super().__init__(given if isinstance(given, MultiDict) else None, **first)  # type: ignore[arg-type]

    def typed(self, name: str) -> str:
        """What was typed in a text field, cleaned; empty when nothing was."""
        return str(self[name].data or "")


def _cleaned(cleaner: Callable[[str], str], most_chars: int) -> Any:
    """A filter that cleans; what is far too long is left for the length check to refuse."""
    far_too_long = FAR_TOO_LONG * most_chars + SLACK_CHARS

    def filtered(value: object) -> object:
        if not isinstance(value, str):
            return value
        bare = value.strip()
        return bare if len(bare) > far_too_long else cleaner(bare)

    return filtered


def line(
    label: str, *, asks: str | None, most_chars: int, hint: str = "", **attributes: object
) -> StringField:
    """A field for one line. `asks` is what to say when it is empty; None when it may be."""
    return StringField(
        label,
        [*_required(asks), _not_longer(most_chars)],
        filters=[_cleaned(clean_line, most_chars)],
        description=hint,
        render_kw=attributes,
    )


def day(label: str, hint: str = "") -> StringField:
    """A field for a date, with the browser's own calendar; it may be left empty.

    What it holds is text: a browser without a calendar sends what was typed.
    """
    return StringField(
        label,
        [Optional(), _not_longer(LONGEST_DAY_CHARS)],
        filters=[_cleaned(clean_line, LONGEST_DAY_CHARS)],
        widget=DateInput(),
        description=hint,
    )


def words(
    label: str, *, asks: str | None, most_chars: int, hint: str = "", **attributes: object
) -> TextAreaField:
    """A field for as many words as someone needs."""
    return TextAreaField(
        label,
        [*_required(asks), _not_longer(most_chars)],
        filters=[_cleaned(clean, most_chars)],
        description=hint,
        render_kw=attributes,
    )


def mail_address(label: str, *, asks: str, hint: str = "") -> EmailField:
    """A field for an e-mail address, in small letters."""
    return EmailField(
        label,
        [
            DataRequired(asks),
            Length(max=ADDRESS_CHARS, message="That address is too long."),
            Regexp(ADDRESS, message="Write an e-mail address, like name@example.org."),
        ],
        filters=[_cleaned(lambda value: clean_line(value).lower(), ADDRESS_CHARS)],
        description=hint,
        render_kw={"autocomplete": "email", "inputmode": "email", "spellcheck": "false"},
    )


def secret(label: str, *, asks: str | None, autocomplete: str, hint: str = "") -> PasswordField:
    """A field for a password, taken exactly as typed."""
    needed = Optional(strip_whitespace=False) if asks is None else InputRequired(asks)
    return PasswordField(
        label, [needed], description=hint, render_kw={"autocomplete": autocomplete}
    )


def choice(
    label: str,
    choices: Iterable[tuple[str, str]],
    *,
    asks: str | None,
    hint: str = "",
    strict: bool = True,
) -> RadioField:
    """A field to pick one of a few, with the words written out.

    Unless it is `strict`, what is not offered is left to the form to pass over.
    """
    return RadioField(
        label,
        [*_required(asks)] if strict else [],
        choices=offered(choices),
        description=hint,
        validate_choice=strict,
    )


def select_one(label: str, choices: Iterable[tuple[str, str]], *, hint: str = "") -> SelectField:
    """A field to pick one of several from a list; what is not offered counts as nothing."""
    return SelectField(
        label,
        choices=offered(choices),
        description=hint,
        validate_choice=False,
        filters=[_or_nothing],
    )


def _or_nothing(value: object) -> object:
    return value if isinstance(value, str) else ""


def ticks(
    label: str, choices: Iterable[tuple[str, str]], hint: str = "", *, strict: bool = True
) -> SelectMultipleField:
    """A box to tick for each of a few, none of them asked for.

    Unless it is `strict`, what is not offered is left to the form to pass over.
    """
    return SelectMultipleField(
        label,
        choices=offered(choices),
        description=hint,
        validate_choice=strict,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )


def file(label: str, *, asks: str, kinds: str, hint: str = "") -> FileField:
    """A field for one file of these media types, which the browser offers first."""
    return FileField(label, [_file(asks)], description=hint, render_kw={"accept": kinds})


def offered(pairs: Iterable[tuple[str, str]]) -> list[Any]:
    """Choices for a field that offers a few, from (value, words)."""
    return [SelectChoice(value=value, label=text) for value, text in pairs]


def tick(label: str, hint: str = "") -> BooleanField:
    """A box to tick."""
    return BooleanField(label, description=hint)


def _required(asks: str | None) -> list[Any]:
    return [Optional()] if asks is None else [DataRequired(asks)]


def _file(asks: str) -> Any:
    def check(_form: Form, field: Any) -> None:
        # Without a file, browsers send one without a name; others may send words.
        if not (isinstance(field.data, FileStorage) and field.data.filename):
            field.data = None
            raise StopValidation(asks)

    return check


def _not_longer(most_chars: int) -> Any:
    def check(_form: Form, field: Any) -> None:
        over = len(field.data or "") - most_chars
        if over > 0:
            raise StopValidation(
                f"This can be {most_chars:,} characters at most. Please take out {over:,}."
            )

    return check
