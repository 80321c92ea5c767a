"""What the worker does beside mail: each floor's own work that waits in the database."""

from core.jobs import Job
from core.settings import Settings
from forum.actions.decision_news import put_off_steps, tell_step_due
from forum.actions.fan_out import put_off_news, tell_due
from forum.queries.decision_news import step_is_due
from forum.queries.told import news_is_due


def jobs(settings: Settings) -> list[Job]:
    """Every job of the house, for this installation."""
    return [
        Job(
            name="news",
            is_due=news_is_due,
            do_piece=lambda session: tell_due(session, settings.public_url),
            put_off=put_off_news,
        ),
        Job(
            name="decisions",
            is_due=step_is_due,
            do_piece=lambda session: tell_step_due(session, settings.public_url),
            put_off=put_off_steps,
        ),
    ]
