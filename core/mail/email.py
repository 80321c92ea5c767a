"""A mail as a value: built by a feature's emails room, put in the outbox, sent by the worker."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from hashlib import sha256

from core.clock import now
from core.text import clean_line


@dataclass(frozen=True, slots=True)
class Email:
    """One plain-text mail to one person.

    `key` names its cause ("place_booked:12:1"): the same key is never queued twice.
    """

    key: str
    to_name: str
    to_address: str
    subject: str
    text: str

    def message_id(self, host: str) -> str:
        """The same id for every try, so that a repeat can be known as one.

        Source: RFC 5322, 3.6.4
        """
        return f"<{sha256(self.key.encode()).hexdigest()[:32]}@{host}>"


def message(email: Email, sender: str) -> EmailMessage:
    """The mail as it goes over the wire: one To, no answer expected from machines.

    Source: RFC 5322; RFC 3834, 5 (Auto-Submitted)
    """
    name, address = parseaddr(sender)
    whole = EmailMessage()
    whole["From"] = _address(name, address)
    whole["To"] = _address(email.to_name, email.to_address)
    whole["Subject"] = clean_line(email.subject)
    whole["Date"] = format_datetime(now())
    whole["Message-ID"] = email.message_id(address.rpartition("@")[2])
    whole["Auto-Submitted"] = "auto-generated"
    whole.set_content(email.text)
    return whole


def _address(name: str, address: str) -> Address:
    # A name may hold anything; a header may not hold a line end.
    return Address(clean_line(name), addr_spec=address)
