"""Settings: where each comes from, and what is refused."""

import os
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from core.mail.carriers import carrier
from core.settings import BadSettings, Settings, read_settings
from front.app import create_app


def settings(folder: Path, toml: str = "", **environment: str) -> Settings:
    if toml:
        (folder / "config.toml").write_text(toml, "utf-8")
    return read_settings({"INSTANCE_PATH": str(folder), **environment})


def test_with_nothing_said_it_runs_on_this_machine_only(tmp_path: Path) -> None:
    found = settings(tmp_path / "instance")
    assert found == Settings(
        instance=tmp_path / "instance",
        database_url=f"sqlite:///{tmp_path / 'instance' / 'network.sqlite3'}",
        secret_key=(tmp_path / "instance" / "secret_key").read_text("ascii"),
        public_url="http://127.0.0.1:8000",
        demonstration=False,
        mail_backend="file",
        mail_from="Peer Innovators Network <network@localhost>",
        smtp_host="localhost",
        smtp_port=25,
        smtp_user="",
        smtp_password="",
        smtp_security="starttls",
        log_file="",
        contact="",
    )
    assert found.secure_cookies is False


def test_the_environment_beats_the_file_and_the_file_beats_the_defaults(tmp_path: Path) -> None:
    toml = (
        'smtp_host = "file.example"\nsmtp_port = 587\nmail_backend = "smtp"\ndemonstration = true'
    )
    found = settings(tmp_path, toml, SMTP_HOST="environment.example", DEMONSTRATION="0")
    assert (found.smtp_host, found.smtp_port, found.mail_backend, found.demonstration) == (
        "environment.example",
        587,
        "smtp",
        False,
    )


def test_an_empty_variable_says_nothing(tmp_path: Path) -> None:
    assert (
        settings(tmp_path, 'smtp_host = "file.example"', SMTP_HOST="").smtp_host == "file.example"
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        (
            {"PUBLIC_URL": "http://network.example.org"},
            "PUBLIC_URL must start with https:// on any address but this machine's.",
        ),
        (
            {"PUBLIC_URL": "http://localhost.example.org"},
            "PUBLIC_URL must start with https:// on any address but this machine's.",
        ),
        (
            {"PUBLIC_URL": "http://127.0.0.1@example.org"},
            "PUBLIC_URL must start with https:// on any address but this machine's.",
        ),
        (
            {"PUBLIC_URL": "https://network.example.org", "DEMONSTRATION": "yes"},
            "The demonstration runs on this machine only: unset PUBLIC_URL.",
        ),
        (
            {"PUBLIC_URL": "https://network.example.org"},
            "Say how mail is sent: MAIL_BACKEND=smtp, SMTP_HOST and MAIL_FROM.",
        ),
        (
            {"PUBLIC_URL": "https://network.example.org", "MAIL_BACKEND": "smtp"},
            "Say where people can write to you: CONTACT=help@example.org.",
        ),
        ({"MAIL_BACKEND": "pigeon"}, "MAIL_BACKEND must be file or smtp."),
        ({"SMTP_SECURITY": "some"}, "SMTP_SECURITY must be none, starttls or tls."),
        ({"SMTP_PORT": "smtp"}, "SMTP_PORT must be a number, like 25 or 587."),
        ({"SMTP_PORT": "65536"}, "SMTP_PORT must be a number, like 25 or 587."),
        ({"SMTP_PORT": "٢٥"}, "SMTP_PORT must be a number, like 25 or 587."),
    ],
)
def test_what_would_not_be_safe_is_refused(
    tmp_path: Path, told: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, **told)
    assert str(refused.value) == sentence


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadSettings) as refused:
        settings(tmp_path, "smtp_host = mail.example")
    assert str(refused.value).startswith(f"{tmp_path / 'config.toml'} is not in TOML: ")


@pytest.mark.parametrize(
    ("url", "secure"),
    [
        ("https://network.example.org/", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1", False),
    ],
)
def test_cookies_are_secure_wherever_they_can_be(tmp_path: Path, url: str, *, secure: bool) -> None:
    told = {"MAIL_BACKEND": "smtp", "CONTACT": "help@example.org"}
    found = settings(tmp_path, PUBLIC_URL=url, **told)
    assert (found.public_url, found.secure_cookies) == (url.rstrip("/"), secure)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("before", [None, 0o755, 0o777, 0o700, 0o500])
def test_nobody_else_looks_into_the_instance(tmp_path: Path, before: int | None) -> None:
    folder = tmp_path / "instance"
    if before is not None:
        folder.mkdir()
        (folder / "secret_key").write_text("kept", "ascii")
        folder.chmod(before)
    settings(folder)
    assert oct(mode(folder)) == oct(0o500 if before == 0o500 else 0o700)


def test_a_folder_that_is_everybodys_stays_so(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    settings(tmp_path)
    assert oct(mode(tmp_path)) == oct(0o1777)


def test_what_the_app_makes_is_its_owners_alone(tmp_path: Path) -> None:
    before = os.umask(0o022)
    try:
        found = settings(tmp_path / "instance")
        app = create_app(found)
        app.extensions["database"].writing.connect().close()
        app.extensions["database"].close()
        carrier(found)
        (found.instance / "anything").touch()
    finally:
        os.umask(before)
    made = {
        path.name: oct(mode(path))
        for path in found.instance.iterdir()
        if not path.name.startswith("static-")  # for everybody's eyes anyway
    }
    files = {name: oct(0o600) for name in ("network.sqlite3", "secret_key", "anything")}
    assert made == files | {"templates": oct(0o700), "mail": oct(0o700)}


def test_the_secret_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        first = settings(tmp_path).secret_key
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert settings(tmp_path).secret_key == first
    assert len(first) == 64
    assert settings(tmp_path, SECRET_KEY="another").secret_key == "another"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret_key"]


def test_processes_that_start_together_agree_on_one_secret(tmp_path: Path) -> None:
    with ThreadPoolExecutor(16) as crowd:
        found = list(crowd.map(lambda _: settings(tmp_path).secret_key, range(64)))
    assert set(found) == {(tmp_path / "secret_key").read_text("ascii")}
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]
