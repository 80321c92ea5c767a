"""An import that is killed, one that somebody else starts as well, and one of 100,000 posts."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Executable, func, or_, select

from benchmarks.ground import Ground, throwaway_ground
from core.audit import AuditLine
from core.db import Database
from forum.models import Imported, KnownWriter, Mention, Post, Thread
from front.importing import Import
from setup_house.environment import ROOT
from tests.imports import a_long_file, brought_in

pytestmark = pytest.mark.race

POSTS, MANY = 4_000, 100_000

#: What the program has said of its progress when it is killed, from run to run.
KILLED_AT = ("500 of ", "2,000 of ", "3,500 of ")


def database_of(ground: Ground) -> Database:
    found: Database = ground.app.extensions["database"]
    return found


def rows(ground: Ground, statement: Executable) -> list[tuple[Any, ...]]:
    with database_of(ground).reading.connect() as connection:
        return [tuple(row) for row in connection.execute(statement)]


def pairs(ground: Ground, statement: Executable) -> dict[str, int]:
    return {row[0]: row[1] for row in rows(ground, statement)}


def started(ground: Ground, path: Path) -> subprocess.Popen[str]:
    """The real command, in a process of its own."""
    house = (sys.executable, "-m", "flask", "--app", "wsgi", "house")
    return subprocess.Popen(
        [*house, "import-forum", str(path), "--source", "old"],
        cwd=ROOT,
        env=ground.environment,
        stdout=subprocess.PIPE,
        text=True,
        process_group=0,
    )


def all_of(ground: Ground) -> dict[str, list[tuple[Any, ...]]]:
    with database_of(ground).write() as session:
        return brought_in(session)


@pytest.fixture(scope="module")
def in_one_go() -> dict[str, list[tuple[Any, ...]]]:
    """What comes of a run that nothing stops."""
    with throwaway_ground("") as ground:
        Import(database_of(ground), "old", lambda _: None).run(a_long_file(ground.folder, POSTS))
        found = all_of(ground)
    assert len(found["posts"]) == POSTS
    return found


def test_a_killed_import_goes_on(
    ground: Ground, in_one_go: dict[str, list[tuple[Any, ...]]]
) -> None:
    path, kept = a_long_file(ground.folder, POSTS), [0]
    for said in KILLED_AT:
        with started(ground, path) as process:
            assert process.stdout is not None
            assert any(line.startswith(said) for line in process.stdout)
            os.killpg(process.pid, signal.SIGKILL)
        assert process.returncode == -signal.SIGKILL
        [[posts]] = rows(ground, select(func.count()).select_from(Post))
        assert kept[-1] < posts < POSTS
        kept.append(posts)
    with started(ground, path) as process:
        told = process.communicate()[0].splitlines()
    assert (process.returncode, told[-1]) == (0, "Not taken: 0 lines.")
    assert all_of(ground) == in_one_go
    assert rows(ground, ADRIFT) == []


def test_two_who_import_the_same_bring_it_in_once(
    ground: Ground, in_one_go: dict[str, list[tuple[Any, ...]]]
) -> None:
    path = a_long_file(ground.folder, POSTS)
    both = [started(ground, path), started(ground, path)]
    told = [process.communicate()[0] for process in both]
    assert [process.returncode for process in both] == [0, 0], told
    assert all_of(ground) == in_one_go
    assert rows(ground, ADRIFT) == []


@pytest.mark.timeout(300)
def test_a_hundred_thousand_posts(ground: Ground) -> None:
    """Of a few words each: with longer ones it is their rendering that takes the time."""
    path = a_long_file(ground.folder, MANY, "@Walker {} said.", posts_a_thread=40)
    run = Import(database_of(ground), "old", lambda _: None)
    outcome = run.run(path)
    assert (outcome.added["post"], outcome.here, outcome.refused) == (MANY, 0, 0)
    counted = {"space": 1, "person": 9, "thread": MANY // 40, "post": MANY}
    assert pairs(ground, COUNTED) == counted
    assert rows(ground, ADRIFT) == []
    assert rows(ground, select(func.count()).select_from(Post)) == [(MANY,)]
    assert pairs(ground, PLACES) == {f"p{n}": n % 40 + 1 for n in range(MANY)}
    # Nine of the hundred thousand name somebody who is there.
    assert rows(ground, select(func.count()).select_from(Mention)) == [(9,)]
    before = rows(ground, EVERYTHING)
    again = Import(database_of(ground), "old", lambda _: None).run(path)
    assert (again.added.total(), again.here) == (0, sum(counted.values()))
    assert rows(ground, EVERYTHING) == before


#: Threads whose posts are not numbered from one on, without a gap, as the thread counts them.
ADRIFT = (
    select(Thread.id)
    .outerjoin(Post, Post.thread_id == Thread.id)
    .group_by(Thread.id)
    .having(
        or_(
            func.count(Post.id) != Thread.last_post_no,
            func.min(Post.no) != 1,
            func.max(Post.no) != Thread.last_post_no,
            func.max(Post.posted_at) != Thread.last_posted_at,
        )
    )
)

PLACES = (
    select(Imported.their_key, Post.no)
    .join(Post, Post.id == Imported.our_id)
    .where(Imported.kind == "post")
)

COUNTED = select(Imported.kind, func.count()).group_by(Imported.kind)

EVERYTHING = select(
    *(
        select(func.count()).select_from(model).scalar_subquery()
        for model in (Post, Thread, Imported, Mention, KnownWriter, AuditLine)
    ),
    select(func.sum(Thread.version)).scalar_subquery(),
)
