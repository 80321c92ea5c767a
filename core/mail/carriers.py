"""Ways to hand a mail over: to a mail server, or to a folder of files for the demonstration."""

import re
import smtplib
import ssl
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

from core.settings import Settings

#: How long a mail server may take over one step. Unit: seconds.
SMTP_TIMEOUT_SECONDS = 20

Carrier = Callable[[EmailMessage], None]


def carrier(settings: Settings) -> Carrier:
    """The way this installation sends mail; it raises OSError or SMTPException when it fails."""
    if settings.mail_backend == "smtp":
        return lambda whole: _by_smtp(settings, whole)
    folder = settings.instance / "mail"
    folder.mkdir(mode=0o700, exist_ok=True)
    return lambda whole: _to_file(folder, whole)


def _by_smtp(settings: Settings, whole: EmailMessage) -> None:
    context = ssl.create_default_context()
    if settings.smtp_security == "tls":
        server: smtplib.SMTP = smtplib.SMTP_SSL(
            settings.smtp_host, settings.smtp_port, timeout=SMTP_TIMEOUT_SECONDS, context=context
        )
    else:
        server = smtplib.SMTP(settings.smtp_host, settings.smtp_port, timeout=SMTP_TIMEOUT_SECONDS)
    with server:
        if settings.smtp_security == "starttls":
            server.starttls(context=context)
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(whole)


def _to_file(folder: Path, whole: EmailMessage) -> None:
    name = re.sub(r"[^a-z0-9]", "", str(whole["Message-ID"]).partition("@")[0])
    (folder / f"{name}.eml").write_bytes(bytes(whole))
