"""The pages that stand still, the machine's pages, and the static files."""

import re

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from front.migrations import HEAD
from tests.client import HouseClient


@pytest.mark.parametrize(
    "path", ["/about", "/ground-rules", "/privacy", "/accessibility", "/help-now"]
)
def test_they_are_there_for_everyone(visitor: HouseClient, amina: HouseClient, path: str) -> None:
    for who in (visitor, amina):
        assert who.get(path).status_code == 200


def test_healthz_answers(visitor: HouseClient) -> None:
    answer = visitor.get("/healthz")
    assert (answer.status_code, answer.json) == (200, {"well": True})


def test_readyz_knows_the_shape_of_the_database(visitor: HouseClient, session: Session) -> None:
    answer = visitor.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True})
    for revision in ("0004_discussions", "9999_from_the_future"):
        session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": revision})
        session.commit()
        answer = visitor.get("/readyz")
        assert (answer.status_code, answer.json) == (503, {"ready": False})
    session.execute(text("UPDATE alembic_version SET version_num = :to"), {"to": HEAD})
    session.commit()
    assert visitor.get("/readyz").status_code == 200


def test_static_files_are_kept_for_a_year(visitor: HouseClient) -> None:
    page = visitor.get("/about").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(addresses) == 5
    for address in addresses:
        assert re.fullmatch(r"/static/[\w./-]+\?v=[0-9a-f]{10}", address)
        answer = visitor.browser.get(address)
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "max-age=31536000, public"
        again = visitor.browser.get(
            address, headers={"If-Modified-Since": answer.headers["Last-Modified"]}
        )
        assert (again.status_code, again.data) == (304, b"")
        answer.close()
        again.close()


@pytest.mark.parametrize(
    "path", ["/static/", "/static/nothing.css", "/static/../wsgi.py", "/static/%2e%2e/wsgi.py"]
)
def test_nothing_but_static_files_is_served(visitor: HouseClient, path: str) -> None:
    assert visitor.get(path).status_code == 404
