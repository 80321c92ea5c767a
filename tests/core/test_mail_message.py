"""A mail as it goes over the wire: nothing that anybody writes can add a header or a reader."""

import re
import stat
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import time_machine

from core.mail.carriers import carrier
from core.mail.email import Email, message
from core.settings import Settings
from tests.core.post_office import by_smtp, post_office

SENDER = "Peer Innovators Network <network@example.org>"
BREAKS = ["\r\n", "\n", "\r", "\x00", "\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c", "\u202e"]
GIVEN = {"From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version"}
HEADERS = GIVEN | {"Content-Type", "Content-Transfer-Encoding"}


def an_email(name: str = "Amina", subject: str = "Your place", text: str = "Hello.\n") -> Email:
    return Email("place_booked:1:1", name, "amina@example.org", subject, text)


@time_machine.travel(datetime(2026, 3, 3, 9, 0, tzinfo=UTC), tick=False)
def test_the_whole_mail() -> None:
    whole = message(an_email(), SENDER).as_string()
    assert whole == (Path(__file__).parent / "emails" / "whole.txt").read_text("utf-8")


def test_the_same_cause_has_the_same_id_and_another_has_another() -> None:
    one, again = an_email(subject="One"), an_email(subject="Again")
    other = Email("place_booked:1:2", "Amina", "amina@example.org", "One", "")
    assert one.message_id("x.org") == again.message_id("x.org") != other.message_id("x.org")
    assert re.fullmatch(r"<[0-9a-f]{32}@x\.org>", one.message_id("x.org"))


def test_no_break_in_a_name_or_subject_adds_a_header(settings: Settings) -> None:
    with post_office() as office:
        carry = by_smtp(settings, office)
        for number, line in enumerate(BREAKS):
            injected = f"x{line}Bcc: evil@example.com{line}{line}body"
            key = f"hostile:{number}"
            carry(message(Email(key, injected, "amina@example.org", injected, "Hello.\n"), SENDER))
    assert len(office.arrived) == len(BREAKS)
    for sender, recipients, whole in office.arrived:
        assert (sender, recipients) == ("network@example.org", ["amina@example.org"])
        assert {name.title() for name in whole} - {name.title() for name in HEADERS} <= {"X-Peer"}
        assert (len(whole.get_all("To", [])), whole["Bcc"]) == (1, None)
        assert [str(to.addr_spec) for to in whole["To"].addresses] == ["amina@example.org"]
        assert whole.get_content().strip() == "Hello."
        assert "Bcc: evil@example.com" in str(whole["Subject"])


@pytest.mark.parametrize(
    "address",
    [
        *(f"amina@example.org{line}Bcc: evil@example.com" for line in ("\r\n", "\n", "\r")),
        "amina@example.org, evil@example.com",
        "amina@example.org <evil@example.com>",
        "amina",
        "",
        "@",
        "a..b@example.org",
    ],
)
def test_an_address_that_is_not_one_makes_no_mail(address: str) -> None:
    with pytest.raises((ValueError, IndexError, Exception)) as refused:
        message(Email("key", "Amina", address, "Subject", "Text"), SENDER)
    assert type(refused.value).__module__ in {"builtins", "email.errors"}


@pytest.mark.parametrize(
    "text",
    ["Grüße, 你好 \U0001f600\n", ".\n.\r\nQUIT\r\n", "x" * 2_000 + "\n", "a\x00b\n"],
)
def test_words_arrive_as_they_were_written(settings: Settings, text: str) -> None:
    with post_office() as office:
        by_smtp(settings, office)(message(an_email("Ámïnã \U0001f600", "Grüße 你好", text), SENDER))
    [(_, _, whole)] = office.arrived
    found = whole.get_content().replace("\r\n", "\n")
    assert found.rstrip("\n") == text.replace("\r\n", "\n").rstrip("\n")
    assert str(whole["Subject"]) == "Grüße 你好"
    assert whole["To"].addresses[0].display_name == "Ámïnã \U0001f600"


def test_the_demonstration_puts_mail_in_a_folder(settings: Settings) -> None:
    carry = carrier(settings)
    for _ in range(2):
        carry(message(an_email(text="In a folder.\n"), SENDER))
    folder = settings.instance / "mail"
    [path] = folder.iterdir()
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert path.name == an_email().message_id("x")[1:33] + ".eml"
    whole = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert (whole["To"], whole.get_content()) == ("Amina <amina@example.org>", "In a folder.\n")
