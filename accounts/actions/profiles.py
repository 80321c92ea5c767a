"""What people choose to show of themselves."""

from dataclasses import asdict

from sqlalchemy.orm import Session

from accounts.models import Profile
from accounts.queries.profiles import Shown
from core import audit
from core.clock import now
from core.db import insert_into
from core.text import RENDER_VERSION, plain, render, with_quotes


def change_profile(session: Session, person_id: int, shown: Shown) -> None:
    """The person's page shows this from now on, and nothing of what it showed before."""
    html = with_quotes(render(shown.about), lambda _: None)  # a page of one's own quotes no posts
    values = asdict(shown) | {
        "about_html": html,
        "about_words": plain(html),
        "render_version": RENDER_VERSION,
        "changed_at": now(),
    }
    # One statement, because two first saves at the same moment both find no row.
    first = insert_into(session.connection(), Profile.__table__)
    session.execute(
        first.values(person_id=person_id, **values).on_conflict_do_update(
            index_elements=["person_id"], set_=values
        )
    )
    audit.note(session, person_id, "profile_changed", "person", person_id)
    session.flush()
