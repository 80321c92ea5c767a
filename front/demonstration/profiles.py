"""What people of the demonstration show of themselves, have done, and are told."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from accounts.models import Notice, Profile
from core.db import add_rows
from core.text import RENDER_VERSION, folded, plain, render
from front.demonstration.people import Member
from front.demonstration.rows import Row, Told, days, told
from programme.models import DirectoryEntry

CONTENT = "profiles.toml"


def add_profiles(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """The page of everybody who has written a line about themselves; some say more."""
    more = {entry["person"]: entry for entry in told(CONTENT, "profile")}
    rows = [
        _profile(people[entry["key"]], entry["about"], more.get(entry["key"], {}), moment)
        for entry in told("people.toml", "person")
        if "about" in entry
    ]
    add_rows(session, Profile, rows)


def _profile(person: Member, line: str, more: Told, moment: datetime) -> Row:
    about = "\n\n".join([line, more["more"]] if "more" in more else [line])
    html = render(about)
    return {
        "person_id": person.id,
        "about": about,
        "about_html": html,
        "about_words": plain(html),
        "render_version": RENDER_VERSION,
        "from_where": more.get("from_where", ""),
        "shows_roles": more.get("shows_roles", False),
        "shows_joined": more.get("shows_joined", False),
        "changed_at": moment - days(200),
    }


def add_directory(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """What some have done and would talk about, one a week."""
    rows = [
        {
            "person_id": people[entry["person"]].id,
            "challenge": entry.get("challenge"),
            "interest": entry.get("interest", ""),
            "interest_folded": folded(entry.get("interest", "")),
            "words": entry["done"],
            "made_at": moment - days(7 * place),
        }
        for place, entry in enumerate(told(CONTENT, "entry"), start=1)
    ]
    add_rows(session, DirectoryEntry, rows)


def add_notices(session: Session, people: Mapping[str, Member], moment: datetime) -> None:
    """What the site has to tell some; what is older than a week was read the day after."""
    rows = []
    for entry in told(CONTENT, "notice"):
        made_at = moment - days(entry["days_ago"])
        read = entry["days_ago"] > 7  # noqa: PLR2004 - a week
        rows.append(
            {
                "person_id": people[entry["person"]].id,
                "key": entry["key"],
                "words": entry["words"],
                "url": entry["url"],
                "made_at": made_at,
                "read_at": made_at + days(1) if read else None,
            }
        )
    add_rows(session, Notice, rows)
