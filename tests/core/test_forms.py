"""Forms: typed values in, messages by field out."""

import time

import pytest
from werkzeug.datastructures import MultiDict

from core.forms import HouseForm, choice, line, mail_address, secret, tick, ticks, words


class Everything(HouseForm):
    """One of each field."""

    title = line("Title", asks="Write a title.", most_chars=10)
    note = words("Note", asks=None, most_chars=20)
    address = mail_address("Address", asks="Write an address.")
    code = secret("Code", asks="Write your code.", autocomplete="off")
    sort = choice("Sort", [("a", "An A"), ("b", "A B")], asks="Pick one.")
    colour = choice("Colour", [("red", "Red")], asks=None)
    places = ticks("Places", [("x", "X"), ("y", "Y")])
    sure = tick("Sure")


GOOD = {"title": "Hello", "address": "a@b.org", "code": " p\x00w ", "sort": "a"}


def filled(**typed: str) -> Everything:
    return Everything(MultiDict(GOOD | typed))


def test_good_values_come_out_cleaned_and_a_secret_as_it_was_typed() -> None:
    form = filled(title=" He\u202e\nllo ", note=" one\r\ntwo ", address=" A@B.org ", sure="y")
    assert form.validate() is True
    assert [form.typed(name) for name in ("title", "note", "address", "code")] == [
        "He llo",
        "one\ntwo",
        "a@b.org",
        " p\x00w ",
    ]
    assert (form.sure.data, form.places.data, form.colour.data) == (True, [], None)


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("title", "", "Write a title."),
        ("title", "\x00\t", "Write a title."),
        ("title", "x" * 12, "This can be 10 characters at most. Please take out 2."),
        ("note", "x" * 1_020, "This can be 20 characters at most. Please take out 1,000."),
        ("address", "", "Write an address."),
        ("address", "a@b", "Write an e-mail address, like name@example.org."),
        ("address", "a@b.org\r\nBcc: c@d.org", "Write an e-mail address, like name@example.org."),
        (
            "address",
            f"a@{'b' * 180}.{'c' * 60}@x.org",
            "Write an e-mail address, like name@example.org.",
        ),
        ("code", "", "Write your code."),
    ],
)
def test_each_trouble_has_its_sentence(field: str, typed: str, sentence: str) -> None:
    form = filled(**{field: typed})
    assert form.validate() is False
    assert {name: list(errors) for name, errors in form.errors.items()} == {field: [sentence]}


@pytest.mark.parametrize(
    ("field", "typed"), [("sort", ""), ("sort", "c"), ("colour", "blue"), ("places", "z")]
)
def test_only_what_was_offered_can_be_chosen(field: str, typed: str) -> None:
    form = filled(**{field: typed})
    assert (form.validate(), list(form.errors)) == (False, [field])


def test_what_may_be_left_out_may_be_left_out() -> None:
    for typed in ({}, {"colour": "", "note": ""}):
        form = filled(**typed)
        assert (form.validate(), form.errors) == (True, {})


@pytest.mark.parametrize(
    "address",
    [
        "a@b.org",
        "first.last+tag@sub.example.co.uk",
        "o'neil@example.org",
        "a@b-c.org",
        "a@xn--exmple-cua.org",
    ],
)
def test_real_addresses_are_taken(address: str) -> None:
    assert filled(address=address).validate() is True


@pytest.mark.parametrize(
    "address",
    [
        *("$+`/-@[^_^_.org", "a@exämple.org", "ü@example.org", "a@b_c.org", "a@-b.org", "a@b-.org"),
        *("a@b..org", "a@.org", "a@b.o", "a..b@x.org", ".a@x.org", "a.@x.org", "a(b@x.org"),
        *("a@b.org.", "a@[127.0.0.1]", f"{'a' * 65}@x.org", f"a@{'b' * 64}.org"),
    ],
)
def test_an_address_that_no_mail_can_carry_is_not_taken(address: str) -> None:
    form = filled(address=address)
    assert form.validate() is False
    assert form.errors == {"address": ["Write an e-mail address, like name@example.org."]}


@pytest.mark.parametrize(
    ("field", "sentence"),
    [
        ("title", "This can be 10 characters at most. Please take out 59,991."),
        ("note", "This can be 20 characters at most. Please take out 59,981."),
        ("address", "That address is too long."),
    ],
)
def test_what_is_far_too_long_is_refused_uncleaned(field: str, sentence: str) -> None:
    began = time.process_time()
    form = filled(**{field: "a" + "\u0591\u05b0" * 30_000})
    assert form.validate() is False
    assert time.process_time() - began < 1
    assert (list(form.errors), next(iter(form[field].errors))) == ([field], sentence)


def test_any_number_of_spaces_is_nothing() -> None:
    form = filled(note=" \n" * 30_000)
    assert (form.validate(), form.typed("note")) == (True, "")
    form = filled(title=" \n" * 30_000)
    assert (form.validate(), form.errors) == (False, {"title": ["Write a title."]})


def test_nothing_typed_yet_is_not_wrong() -> None:
    form = Everything(title="First")
    assert (form.typed("title"), form.typed("note"), form.errors) == ("First", "", {})


def test_unknown_fields_are_not_read() -> None:
    form = Everything(MultiDict(GOOD | {"roles": "administrator"}))
    assert (form.validate(), "roles" in form.data) == (True, False)


def test_of_a_field_that_stands_twice_the_first_counts() -> None:
    twice = [*GOOD.items(), ("title", "Second")]
    assert Everything(MultiDict(twice)).typed("title") == "Hello"
