"""Small writes that wait until the answer has been sent, so that a GET itself writes nothing."""

from collections.abc import Callable

from flask import Response, current_app, g
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from core import db

Work = Callable[[Session], None]


def after_answer(work: Work) -> None:
    """Have `work` done in a transaction of its own once the person has their page."""
    g.setdefault("after_answer", []).append(work)


def attach(response: Response) -> Response:
    """The response, which does the waiting work when it closes."""
    waiting: list[Work] = g.pop("after_answer", [])
    if waiting:
        database, log = db.database(), current_app.logger

        def do_it() -> None:
            try:
                with database.write() as session:
                    for work in waiting:
                        work(session)
                    session.commit()
            except SQLAlchemyError as error:
                # The page was right; only a marker did not move. It moves with the next page.
                log.warning("after the answer: %s", type(error).__name__)

        response.call_on_close(do_it)
    return response
