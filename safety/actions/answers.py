"""Who is told what when something was decided: its author, and everyone who told us about it.

An author hears of "a moderator", never which one, and never that somebody told us.
"""

from sqlalchemy import select
from sqlalchemy.orm import Session

from accounts.actions.notices import give_notice, give_notices, take_back_notices
from accounts.models import PersonRole
from core.clock import now
from safety.actions.kinds import known, shown_now
from safety.models import Report, ReviewItem
from safety.rules.words import DANGER_WORDS, author_words, reporter_words


def tell_author(session: Session, item: ReviewItem, told: str) -> None:
    """Tell the author what was decided and why, if that changed anything for them."""
    words = author_words(item.state, known(item.kind).noun, told)
    if words is None:
        return
    # Asked anew: what is let through may have got an address of its own.
    shown = shown_now(session.connection(), item.kind, item.thing_id)
    url = shown.url if shown else "/ground-rules"
    give_notice(session, item.author_id, f"item:{item.id}:{item.version}", words, url)


def answer_reports(session: Session, item: ReviewItem, outcome: str) -> None:
    """Close every open report about the item, and tell whoever made it how it ended."""
    noun = known(item.kind).noun
    open_ones = select(Report).where(Report.item_id == item.id, Report.outcome.is_(None))
    for report in session.scalars(open_ones.order_by(Report.id)).all():
        report.outcome, report.answered_at = outcome, now()
        give_notice(
            session,
            report.reporter_id,
            f"report:{report.id}",
            reporter_words(outcome, noun, report.reference),
            f"/reports/{report.reference}",
        )
    take_back_notices(session, _danger_key(item))
    session.flush()


def call_moderators(session: Session, item: ReviewItem, but: int) -> None:
    """Tell every moderator that somebody may be in danger; its author and the reporter not."""
    roles = ("moderator", "administrator")
    all_of_them = session.scalars(
        select(PersonRole.person_id).where(PersonRole.role.in_(roles)).distinct()
    )
    told = set(all_of_them) - {item.author_id, but}
    give_notices(session, told, _danger_key(item), DANGER_WORDS, f"/moderation/{item.id}")


def _danger_key(item: ReviewItem) -> str:
    return f"danger:{item.id}"
