"""The doors of accounts, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

# The files below hang their doors on the blueprint above.
from accounts.routes import (  # noqa: E402
    account,
    breaks,
    identities,
    invitations,
    mutes,
    notices,
    profiles,
    sign_in_links,
    sign_ins,
)

__all__ = [
    "account",
    "blueprint",
    "breaks",
    "identities",
    "invitations",
    "mutes",
    "notices",
    "profiles",
    "sign_in_links",
    "sign_ins",
]
