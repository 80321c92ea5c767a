"""The doors of accounts, one file a noun."""

from flask import Blueprint

blueprint = Blueprint("accounts", __name__)

# The files below hang their doors on the blueprint above.
from accounts.routes import account, identities, invitations, sign_in_links, sign_ins  # noqa: E402

__all__ = ["account", "blueprint", "identities", "invitations", "sign_in_links", "sign_ins"]
