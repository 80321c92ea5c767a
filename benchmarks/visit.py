"""A person's browser inside this process, for what is counted and not timed."""

from dataclasses import dataclass

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks.data import token_of
from benchmarks.ground import Ground


@dataclass(frozen=True, slots=True)
class Visit:
    """One signed-in person's browser."""

    client: FlaskClient

    def get(self, path: str) -> TestResponse:
        """The whole page. Raises: RuntimeError, when there is none."""
        return _right(self.client.get(path), path, (200,))

    def fragment(self, path: str, form: dict[str, str]) -> int:
        """The bytes of what htmx gets when this form is sent; a refusal is a fragment too."""
        headers = {
            "Sec-Fetch-Site": "same-origin",
            "HX-Request": "true",
            "HX-Request-Type": "partial",
        }
        answer = self.client.post(path, data=form, headers=headers)
        return len(_right(answer, path, (200, 409, 422)).data)


def visit(ground: Ground, person_id: int) -> Visit:
    """A browser in which this person is signed in."""
    client = ground.app.test_client()
    client.set_cookie("network", ground.cookie(token_of(person_id)))
    return Visit(client)


def _right(answer: TestResponse, path: str, expected: tuple[int, ...]) -> TestResponse:
    answer.get_data()
    answer.close()
    if answer.status_code not in expected:
        raise RuntimeError(f"{path} answered {answer.status_code}")
    return answer
