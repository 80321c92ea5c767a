"""Every setting, read once from the environment or instance/config.toml into one frozen object."""

import os
import secrets
import stat
import tempfile
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

#: The folder that holds the data when nothing else is said.
DEFAULT_INSTANCE = Path(__file__).resolve().parent.parent / "instance"

#: Permissions of a folder that only its owner may look into.
PRIVATE = 0o700

#: Source: RFC 6335, 6
LAST_PORT = 65_535


class BadSettings(Exception):
    """A setting is missing or does not fit; the sentence says which and what to write."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What this installation was told: where its data is, how it is reached, how it sends mail."""

    instance: Path
    database_url: str
    secret_key: str
    public_url: str
    demonstration: bool
    log_file: str
    mail_backend: str
    mail_from: str
    smtp_host: str
    smtp_port: int
    smtp_user: str
    smtp_password: str
    smtp_security: str
    contact: str

    @property
    def secure_cookies(self) -> bool:
        """True unless the site is reached by plain http on this machine only."""
        return self.public_url.startswith("https://")


def read_settings(environment: Mapping[str, str] | None = None) -> Settings:
    """The settings in force: the environment first, then instance/config.toml, then the defaults.

    Raises: BadSettings, when the site would not be safe to run as told.
    """
    environment = os.environ if environment is None else environment
    instance = Path(environment.get("INSTANCE_PATH") or DEFAULT_INSTANCE).resolve()
    _private(instance)
    told = _reader(environment, _config_file(instance))
    port = told("port", "8000")
    settings = Settings(
        instance=instance,
        database_url=told("database_url", f"sqlite:///{instance / 'network.sqlite3'}"),
        secret_key=told("secret_key", "") or _kept_secret(instance / "secret_key"),
        public_url=told("public_url", f"http://127.0.0.1:{port}").rstrip("/"),
        demonstration=told("demonstration", "0").lower() in {"1", "true", "yes"},
        log_file=told("log_file", ""),
        mail_backend=told("mail_backend", "file"),
        mail_from=told("mail_from", "Peer Innovators Network <network@localhost>"),
        smtp_host=told("smtp_host", "localhost"),
        smtp_port=_number(told("smtp_port", "25")),
        smtp_user=told("smtp_user", ""),
        smtp_password=told("smtp_password", ""),
        smtp_security=told("smtp_security", "starttls"),
        contact=told("contact", ""),
    )
    _check(settings)
    return settings


def _private(folder: Path) -> None:
    """Have the folder, readable by this user alone if it is theirs; a shared one stays shared."""
    folder.mkdir(mode=PRIVATE, parents=True, exist_ok=True)
    found = folder.stat()
    mode = stat.S_IMODE(found.st_mode)
    if found.st_uid == os.geteuid() and mode & ~PRIVATE and not mode & stat.S_ISVTX:
        folder.chmod(PRIVATE)


def _reader(environment: Mapping[str, str], config: Mapping[str, Any]) -> Any:
    def told(name: str, default: str) -> str:
        return str(environment.get(name.upper()) or config.get(name) or default)

    return told


def _config_file(instance: Path) -> dict[str, Any]:
    path = instance / "config.toml"
    try:
        return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadSettings(f"{path} is not in TOML: {error}.") from error


def _number(told: str) -> int:
    if not (told.isascii() and told.isdigit() and int(told) <= LAST_PORT):
        raise BadSettings("SMTP_PORT must be a number, like 25 or 587.")
    return int(told)


def _kept_secret(path: Path) -> str:
    """The secret made on the first run; two processes starting together agree on one."""
    if not path.exists():
        handle, fresh = tempfile.mkstemp(dir=path.parent)  # mode 600
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(48))
        # The link is there whole or not at all, so that nobody reads half a secret.
        with suppress(FileExistsError):
            os.link(fresh, path)
        os.unlink(fresh)
    return path.read_text("ascii").strip()


def _check(settings: Settings) -> None:
    url = urlsplit(settings.public_url)
    local = url.scheme == "http" and url.hostname in {"127.0.0.1", "localhost"}
    if not settings.secure_cookies and not local:
        raise BadSettings("PUBLIC_URL must start with https:// on any address but this machine's.")
    if settings.demonstration and not local:
        raise BadSettings("The demonstration runs on this machine only: unset PUBLIC_URL.")
    if settings.secure_cookies and settings.mail_backend == "file":
        raise BadSettings("Say how mail is sent: MAIL_BACKEND=smtp, SMTP_HOST and MAIL_FROM.")
    if settings.secure_cookies and not settings.contact:
        raise BadSettings("Say where people can write to you: CONTACT=help@example.org.")
    if settings.mail_backend not in {"file", "smtp"}:
        raise BadSettings("MAIL_BACKEND must be file or smtp.")
    if settings.smtp_security not in {"none", "starttls", "tls"}:
        raise BadSettings("SMTP_SECURITY must be none, starttls or tls.")
