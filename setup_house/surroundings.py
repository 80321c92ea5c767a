"""The environment variables that the house and its tests are started with."""

import os
import tomllib
from collections.abc import Mapping
from pathlib import Path

from setup_house.environment import ROOT

DEFAULT_HOST = "127.0.0.1"
DEFAULT_PORT = "8000"

#: What would make a test run depend on the machine it runs on.
HOUSE_VARIABLES = (
    *("PORT", "HOST", "INSTANCE_PATH", "DATABASE_URL", "TEST_DATABASE_URL", "DEMONSTRATION"),
    *("PUBLIC_URL", "SECRET_KEY", "LOG_FILE", "MAIL_BACKEND", "MAIL_FROM", "CONTACT"),
    *("SMTP_HOST", "SMTP_PORT", "SMTP_USER", "SMTP_PASSWORD", "SMTP_SECURITY"),
)


def house_surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment with the defaults filled in: a demonstration, on this machine only."""
    told = dict(environment)
    # Relative to where the command was typed, because the children run in the project's folder.
    told["INSTANCE_PATH"] = os.path.abspath(told.get("INSTANCE_PATH") or ROOT / "instance")
    config = _config(Path(told["INSTANCE_PATH"]))
    told["HOST"] = told.get("HOST") or str(config.get("host", DEFAULT_HOST))
    if told["HOST"] == "localhost":
        # The server takes an address, not a name.
        told["HOST"] = DEFAULT_HOST
    told["PORT"] = told.get("PORT") or str(config.get("port", DEFAULT_PORT))
    told["DEMONSTRATION"] = told.get("DEMONSTRATION") or str(config.get("demonstration", "1"))
    if demonstration_on(told) and "log_file" not in config:
        # A newcomer should see the address and the sign-ins, not a line for every page.
        told["LOG_FILE"] = told.get("LOG_FILE") or os.path.join(
            told["INSTANCE_PATH"], "network.log"
        )
    return told


def _config(instance: Path) -> dict[str, object]:
    path = instance / "config.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.exists() else {}


def bare_surroundings(environment: Mapping[str, str]) -> dict[str, str]:
    """The environment without the house's variables: every machine runs the same tests."""
    return {name: value for name, value in environment.items() if name not in HOUSE_VARIABLES}


def demonstration_on(surroundings: Mapping[str, str]) -> bool:
    """Whether the house will run with invented people, read the way core.settings reads it."""
    return surroundings["DEMONSTRATION"].lower() in {"1", "true", "yes"}
