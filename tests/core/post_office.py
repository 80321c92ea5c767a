"""A real mail server for tests: it keeps what it gets, and can be told to be difficult."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any, cast

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from core.mail.carriers import Carrier, carrier
from core.settings import Settings


@dataclass
class PostOffice:
    """What arrived, and how the next mails are answered: codes, or "drop" to hang up."""

    arrived: list[tuple[str, list[str], EmailMessage]] = field(default_factory=list)
    to_sender: list[str] = field(default_factory=list)
    to_recipient: list[str] = field(default_factory=list)
    to_data: list[str] = field(default_factory=list)
    port: int = 0

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's own name
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_sender:
            return self.to_sender.pop(0)
        envelope.mail_from = address
        return "250 OK"

    async def handle_RCPT(  # noqa: N802
        self,
        _server: SMTP,
        _session: Session,
        envelope: Envelope,
        address: str,
        _options: list[str],
    ) -> str:
        if self.to_recipient:
            return self.to_recipient.pop(0)
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(  # noqa: N802
        self, server: SMTP, _session: Session, envelope: Envelope
    ) -> str:
        told = self.to_data.pop(0) if self.to_data else "250 OK"
        if told in {"250 OK", "drop"}:
            content = message_from_bytes(cast(bytes, envelope.content), policy=policy.default)
            self.arrived.append((envelope.mail_from or "", envelope.rcpt_tos, content))
        if told == "drop":
            cast(Any, server).transport.abort()
        return told

    @property
    def ids(self) -> list[str]:
        """The Message-ID of each mail that arrived."""
        return [str(whole["Message-ID"]) for _, _, whole in self.arrived]


@contextmanager
def post_office(**options: Any) -> Iterator[PostOffice]:
    """A mail server of this test's own, on a port that was free."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice(port=port)
    controller = Controller(office, hostname="127.0.0.1", port=port, **options)
    controller.start()
    try:
        yield office
    finally:
        controller.stop()


def by_smtp(settings: Settings, office: PostOffice, **told: str) -> Carrier:
    """The site's own way to that server."""
    values = {name: getattr(settings, name) for name in settings.__dataclass_fields__}
    smtp = {"mail_backend": "smtp", "smtp_host": "127.0.0.1", "smtp_port": office.port}
    return carrier(Settings(**values | smtp | {"smtp_security": "none"} | told))


def nobody(*_: object) -> AuthResult:
    """Lets nobody in."""
    return AuthResult(success=False, handled=False)
