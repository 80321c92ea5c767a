"""A picture is taken up and taken out at the same moment: it is whole or gone, and nobody fails."""

from collections.abc import Callable
from datetime import timedelta
from threading import Barrier, Thread

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.clock import now
from core.db import Database
from core.pictures import SafePicture
from core.text import picture as as_typed
from forum.actions.pictures import add_picture, delete_picture, remove_unused_pictures
from forum.actions.posts import write_reply
from forum.actions.writing import Written
from forum.models import Picture, Post, PostPicture
from tests.cast import AMINA
from tests.factories import a_picture, a_thread
from tests.reading import count, rows

Work = Callable[[Session], object]
ROUNDS = 8


def at_once(database: Database, *works: Work) -> list[BaseException]:
    """What went wrong when these were done at the same moment."""
    gate, trouble = Barrier(len(works)), list[BaseException]()

    def run(work: Work) -> None:
        try:
            with database.write() as own:
                gate.wait()
                work(own)
                own.commit()
        except Exception as error:  # noqa: BLE001 - told to the test
            trouble.append(error)

    clients = [Thread(target=run, args=(work,)) for work in works]
    for client in clients:
        client.start()
    for client in clients:
        client.join()
    return trouble


def test_one_press_sent_many_times_at_once_is_one_picture(
    database: Database, session: Session
) -> None:
    made = SafePicture("image/jpeg", b"bytes", 60, 40)

    def press(own: Session) -> None:
        add_picture(own, AMINA.identity(), made, "A red door.", "same")

    assert at_once(database, *[press] * 10) == []
    assert count(session, Picture) == 1


def rounds(database: Database, session: Session, take_out: Callable[[int], Work]) -> None:
    """A reply takes a picture up while somebody takes it out, several times."""
    thread_id = a_thread(session).id
    session.commit()
    for _ in range(ROUNDS):
        picture = a_picture(session)
        old = update(Picture).where(Picture.id == picture.id)
        session.execute(old.values(made_at=now() - timedelta(days=99)))
        session.commit()
        text = Written(as_typed(picture.key, picture.alt))

        def reply(own: Session, text: Written = text) -> None:
            write_reply(own, AMINA.identity(), thread_id, text)

        assert at_once(database, reply, take_out(picture.id)) == []
        kept = rows(session, select(Picture.id).where(Picture.id == picture.id))
        links = rows(
            session, select(PostPicture.picture_id).where(PostPicture.picture_id == picture.id)
        )
        [html] = rows(session, select(Post.html).order_by(Post.id.desc()).limit(1))[0]
        assert kept == links
        assert (picture.key in html) is bool(kept)


def test_tidying_while_a_reply_is_saved(database: Database, session: Session) -> None:
    def tidying(_picture_id: int) -> Work:
        return lambda own: remove_unused_pictures(own, now() - timedelta(days=30), 20)

    rounds(database, session, tidying)


def test_taking_out_while_a_reply_is_saved(database: Database, session: Session) -> None:
    def taking_out(picture_id: int) -> Work:
        return lambda own: delete_picture(own, AMINA.identity(), picture_id)

    rounds(database, session, taking_out)
    assert count(session, Picture) == 0
