"""One's own pictures: found again, taken out everywhere, and tidied away when nobody uses them."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.audit import AuditLine
from core.clock import now
from core.db import Database
from forum.actions.pictures import delete_picture, remove_unused_pictures
from forum.actions.shown_pictures import note_pictures
from forum.models import Picture, Post, PostPicture
from forum.rules.pictures import PICTURES_A_PAGE, UNUSED_DAYS
from front.commands import PICTURES_A_TURN
from tests.cast import AMINA, BEN, CAROL
from tests.client import HouseClient
from tests.factories import a_picture, a_thread
from tests.reading import count, rows


def listed(client: HouseClient, path: str = "/account/pictures") -> list[str]:
    return re.findall(r'<img class="picture" src="/pictures/([^"]+)"', client.get(path).text)


def test_they_are_listed_newest_first(amina: HouseClient, session: Session) -> None:
    assert "You have no pictures here." in amina.get("/account/pictures").text
    mine = [a_picture(session, alt=f"Mine {number}").key for number in range(PICTURES_A_PAGE + 2)]
    a_picture(session, by=BEN, alt="Not mine", thread=a_thread(session, by=BEN))
    session.commit()
    page = amina.get("/account/pictures").text
    [older] = re.findall(r'rel="next" href="([^"]+)"', page)
    assert listed(amina) + listed(amina, older) == mine[::-1]
    assert len(listed(amina)) == PICTURES_A_PAGE
    assert "Not mine" not in page


def test_each_says_where_it_is(amina: HouseClient, session: Session) -> None:
    unused, once, twice = (a_picture(session, alt=alt) for alt in ("None", "Once", "Twice"))
    for pictures in ({once.key, twice.key}, {twice.key}):
        [post] = session.scalars(select(Post.id).where(Post.thread_id == a_thread(session).id))
        note_pictures(session, post, AMINA.id, pictures)
    session.commit()
    said = {
        picture: re.findall(r"It is in [^.]*\.", amina.get(f"/account/pictures/{picture.key}").text)
        for picture in (unused, once, twice)
    }
    assert list(said.values()) == [
        ["It is in no post."],
        ["It is in 1 post."],
        ["It is in 2 posts."],
    ]


def test_it_is_taken_out_everywhere(amina: HouseClient, ben: HouseClient, session: Session) -> None:
    picture = a_picture(session, thread=a_thread(session, by=BEN))
    other = a_picture(session, alt="Stays", thread=a_thread(session))
    session.commit()
    assert ben.get(f"/pictures/{picture.key}").status_code == 200
    page = amina.follow(f"/pictures/{picture.key}/delete").text
    assert ">The picture is gone.</div>" in page
    assert listed(amina) == [other.key]
    for client in (amina, ben):
        assert client.get(f"/pictures/{picture.key}").status_code == 404
    assert rows(session, select(PostPicture.picture_id)) == [(other.id,)]
    assert rows(session, select(AuditLine.what, AuditLine.thing_id).order_by(AuditLine.id))[-1] == (
        "picture_deleted",
        picture.id,
    )
    assert amina.post(f"/pictures/{picture.key}/delete").status_code == 404


def test_nobody_takes_out_somebody_elses(
    dev: HouseClient, carol: HouseClient, session: Session
) -> None:
    picture = a_picture(session, thread=a_thread(session))
    session.commit()
    for client in (dev, carol):
        assert client.get(f"/pictures/{picture.key}").status_code == 200
        assert client.post(f"/pictures/{picture.key}/delete").status_code == 404
    delete_picture(session, CAROL.identity(), picture.id)
    session.commit()
    assert count(session, Picture) == 1


def aged(session: Session, *days: float, used: bool = False) -> list[Picture]:
    """Pictures that were added so many days ago."""
    pictures = []
    for number in days:
        thread = a_thread(session) if used else None
        picture = a_picture(session, alt=f"{number} days", thread=thread)
        session.execute(
            update(Picture)
            .where(Picture.id == picture.id)
            .values(made_at=now() - timedelta(days=number))
        )
        pictures.append(picture)
    session.commit()
    return pictures


def test_tidying_takes_out_what_is_old_and_in_no_post(app: Flask, session: Session) -> None:
    _, young = aged(session, 30.01, 29.99)
    [used] = aged(session, 400, used=True)
    run = app.test_cli_runner()
    told = run.invoke(args=["house", "tidy"])
    assert (told.exit_code, told.output.splitlines()[0]) == (
        0,
        f"Pictures taken out, in no post for {UNUSED_DAYS} days: 1.",
    )
    kept = rows(session, select(Picture.id).order_by(Picture.id))
    assert kept == [(young.id,), (used.id,)]
    again = run.invoke(args=["house", "tidy"])
    assert f"Pictures taken out, in no post for {UNUSED_DAYS} days: 0.\n" in again.output


@pytest.mark.parametrize("number", [PICTURES_A_TURN, PICTURES_A_TURN * 2 + 3])
def test_many_go_in_turns(app: Flask, session: Session, number: int) -> None:
    aged(session, *(31 + n for n in range(number)))
    told = app.test_cli_runner().invoke(args=["house", "tidy"])
    assert told.output.splitlines()[0].endswith(f": {number}.")
    assert count(session, Picture) == 0


def test_the_action_takes_no_more_than_it_is_told(database: Database, session: Session) -> None:
    aged(session, 31, 32, 33)
    with database.write() as own:
        assert remove_unused_pictures(own, now() - timedelta(days=UNUSED_DAYS), 2) == 2
        own.commit()
    assert count(session, Picture) == 1
