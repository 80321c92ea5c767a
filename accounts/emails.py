"""Mails about accounts: pure functions that return the mail, for the outbox to keep."""

from datetime import datetime

from accounts.rules import INVITATION_DAYS, LINK_MINUTES, LINK_PROVES_MINUTES
from core.mail import Email


def sign_in_link(link_id: int, name: str, address: str, url: str) -> Email:
    """The mail with a link that signs one person in, once."""
    return Email(
        key=f"sign_in_link:{link_id}",
        to_name=name,
        to_address=address,
        subject="Your sign-in link",
        text=(
            f"Hello {name},\n\n"
            "You asked for a link to sign in to the Peer Innovators Network. "
            "Here it is:\n\n"
            f"{url}\n\n"
            f"It works once, for {LINK_MINUTES} minutes. "
            "The page it opens has a button to press.\n\n"
            "If you did not ask for it, you need not do anything. "
            "Nobody can use the link without this e-mail.\n"
        ),
    )


def password_changed(person_id: int, at: datetime, name: str, address: str, url: str) -> Email:
    """The mail that tells one person of their new password, and what to do if it is not theirs."""
    return Email(
        key=f"password_changed:{person_id}:{at.isoformat()}",
        to_name=name,
        to_address=address,
        subject="Your password was changed",
        text=(
            f"Hello {name},\n\n"
            "The password of your account at the Peer Innovators Network was changed just now, "
            "and your other devices were signed out.\n\n"
            "If it was you, you need not do anything.\n\n"
            "If it was not you, ask for a sign-in link on this page:\n\n"
            f"{url}\n\n"
            f"Use the link and choose a new password under your account within "
            f"{LINK_PROVES_MINUTES} minutes. Nobody will ask you for the old one, and whoever "
            "changed it is signed out. Then change the password of your e-mail too, "
            "and tell the people who run your programme.\n"
        ),
    )


def person_invited(invitation_id: int, address: str, inviter: str | None, url: str) -> Email:
    """The mail that invites somebody into the network, by name where a person invited them."""
    begins = f"{inviter} has invited you" if inviter else "You are invited"
    return Email(
        key=f"person_invited:{invitation_id}",
        to_name="",
        to_address=address,
        subject="You are invited to the Peer Innovators Network",
        text=(
            "Hello,\n\n"
            f"{begins} to the Peer Innovators Network, where people who use services, "
            "carers and staff learn from each other as equals.\n\n"
            "To see what it is and to choose the name you will have there, open this page:\n\n"
            f"{url}\n\n"
            f"The invitation waits for {INVITATION_DAYS} days. "
            "If it is not for you, leave it: nothing will happen.\n"
        ),
    )
