"""What a reader chose, on every surface: choice by surface, with words planted in each post."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from sqlalchemy.orm import Session

from accounts.actions.mutes import block_person, mute_person
from forum.actions.marks import save_post
from forum.actions.posts import start_thread
from forum.actions.tags import Description, describe_thread
from forum.actions.wishes import choose_notes, mute_word
from forum.actions.writing import Written
from forum.models import FollowSpace, Thread, ThreadTag
from tests.cast import AMINA, BEN, OPEN_SPACE, Member
from tests.client import HouseClient
from tests.factories import an_event
from tests.forum.covered import where
from tests.forum.told import notices, tell, tell_later, who_was_mailed


@dataclass(frozen=True)
class Case:
    """A choice of Amina's, the post it is about, and how she meets it.

    `posts`: its words where posts are shown; `lists`: its title in lists of threads; `saved`: the
    title and the words there; `search`: the same; `paper`: its words in print; `notice`: what is
    told on the site; `mailed`: whether a mail tells of it.
    """

    choose: Callable[[Session], object]
    posts: str
    lists: str
    saved: tuple[str, str]
    search: tuple[str, str]
    paper: str
    notice: str | None
    by: Member = BEN
    notes: str = ""
    anonymous: bool = False
    title: str = "zqtitle"
    names_author: bool = True

    @property
    def mailed(self) -> bool:
        return self.notice is not None


NEW = "There is a new thread in a space you follow"
TITLED = f"{NEW}: “zqtitle”"
OPEN = ("open", "open", ("open", "open"), ("open", "open"), "open", TITLED)
SHUT = ("covered", "covered", ("covered", "covered"), ("absent", "absent"), "absent", None)
DEATH = " death "


def notes(choice: str) -> Callable[[Session], object]:
    return lambda session: choose_notes(session, AMINA.id, {"death": choice, "abuse": "show"})


def keep_from(act: Callable[[Session, int, int], object]) -> Callable[[Session], object]:
    return lambda session: act(session, AMINA.id, BEN.id)


def word(told: str) -> Callable[[Session], object]:
    return lambda session: mute_word(session, AMINA.id, told)


CASES = {
    "nothing chosen": Case(word("zqelsewhere"), *OPEN),
    "shown": Case(notes("show"), *OPEN, notes=DEATH),
    "folded": Case(
        notes("fold"),
        "covered",
        "open",
        ("open", "covered"),
        ("open", "absent"),
        "open",
        f"{NEW}.",
        notes=DEATH,
    ),
    "left out": Case(notes("hide"), *SHUT, notes=DEATH, names_author=False),
    "left out, another note": Case(notes("hide"), *OPEN, notes=" abuse "),
    "left out without a name": Case(notes("hide"), *SHUT, notes=DEATH, anonymous=True),
    "muted": Case(keep_from(mute_person), *SHUT, names_author=False),
    "blocked": Case(keep_from(block_person), *SHUT, names_author=False),
    # If these were covered too, everybody could learn whose they are.
    "muted, without a name": Case(keep_from(mute_person), *OPEN, anonymous=True),
    "blocked, without a name": Case(keep_from(block_person), *OPEN, anonymous=True),
    "word of the post": Case(
        word("ZQMÓRE"), "covered", "open", ("open", "covered"), ("absent",) * 2, "absent", None
    ),
    "word of the title": Case(
        word("zqtitle"), "open", "covered", ("covered",) * 2, ("absent",) * 2, "open", None
    ),
    "one's own": Case(notes("hide"), *OPEN[:5], None, by=AMINA, notes=DEATH),
}


@dataclass(frozen=True)
class Planted:
    """The thread, its first post, and the event it is about."""

    thread_id: int
    post_id: int
    event_id: int


@pytest.fixture(params=CASES, ids=list(CASES))
def case(request: pytest.FixtureRequest) -> Case:
    return CASES[request.param]


@pytest.fixture
def planted(session: Session, case: Case) -> Planted:
    session.add(FollowSpace(person_id=AMINA.id, space_id=OPEN_SPACE, level="mail", reason="chosen"))
    case.choose(session)
    told = Written("zqpost and zqmore.", notes=case.notes, anonymous=case.anonymous)
    post = start_thread(session, case.by.identity(), OPEN_SPACE, case.title, told)
    event = an_event(session)
    describe_thread(session, case.by.id, post.thread_id, Description("decision"))
    session.get_one(Thread, post.thread_id).event_id = event.id
    session.add(ThreadTag(thread_id=post.thread_id, tag="zqtag"))
    save_post(session, AMINA.id, post.id)
    session.commit()
    return Planted(post.thread_id, post.id, event.id)


def test_where_posts_are_shown(amina: HouseClient, case: Case, planted: Planted) -> None:
    thread, post = f"/threads/{planted.thread_id}", f"/posts/{planted.post_id}"
    reply = {"text": "An answer.", "shown": "0"}
    pages = {
        "thread": amina.get(thread).text,
        "options": amina.get(f"{post}/options").text,
        "answer": amina.get(f"{post}/reply").text,
        "history": amina.get(f"{post}/history").text,
        "new replies": amina.post(f"{thread}/news", {"after": "0"}, htmx=True).text,
        "preview": amina.post(f"{thread}/replies", reply | {"preview": "1"}, htmx=True).text,
        "refused": amina.post(f"{thread}/replies", reply | {"text": ""}, htmx=True).text,
        "refused page": amina.post(f"{thread}/replies", reply | {"text": ""}).text,
        "reply": amina.post(f"{thread}/replies", reply, htmx=True).text,
    }
    found = {name: where(text, "zqmore") for name, text in pages.items()}
    assert found == dict.fromkeys(pages, case.posts)
    if not case.names_author:
        del pages["refused page"]
        names = {name: where(text, "Ben") for name, text in pages.items() if name != "history"}
        assert names == dict.fromkeys(names, "covered")


def test_in_the_count_of_new_replies(amina: HouseClient, case: Case, planted: Planted) -> None:
    """What she opens a page for is counted: not what she left out, nor whom she keeps from."""
    asked = amina.get(f"/threads/{planted.thread_id}/news?after=0", htmx=True).text
    counted = case.posts == "open" or case.lists == "open"
    assert ("Show 1 new reply" in asked) is (counted and case.by is not AMINA)


def test_in_lists(amina: HouseClient, case: Case, planted: Planted) -> None:
    pages = {
        "space": amina.get("/spaces/open").text,
        "home": amina.get("/").text,
        "tag": amina.get("/tags/zqtag").text,
        "raised": amina.get("/you-said-we-did").text,
    }
    if case.by is not AMINA:
        pages["new"] = amina.get("/new").text
    found = {name: where(text, "zqtitle") for name, text in pages.items()}
    assert found == dict.fromkeys(pages, case.lists)
    # Who raised something is not said there.
    del pages["raised"]
    # An event's page has no room to open it: only what it is covered for.
    about = where(amina.get(f"/events/{planted.event_id}").text, "zqtitle")
    assert about == ("absent" if case.lists == "covered" else "open")
    if not case.names_author:
        assert {where(text, "<bdi>Ben") for text in pages.values()} == {"covered"}


def test_what_is_covered_is_marked_as_read_without_its_title(
    amina: HouseClient, case: Case, planted: Planted
) -> None:
    covered = {"covered": "1"} if case.lists == "covered" else {}
    answer = amina.post(f"/threads/{planted.thread_id}/read", {"to": "1"} | covered, htmx=True)
    assert ("zqtitle" in answer.text) == (case.lists == "open")


def test_among_saved_posts(amina: HouseClient, case: Case, planted: Planted) -> None:
    text = amina.get("/saved").text
    assert (where(text, "zqtitle"), where(text, "zqmore")) == case.saved
    if not case.names_author:
        assert where(text, "<bdi>Ben") == "covered"


def test_in_search(amina: HouseClient, case: Case, planted: Planted) -> None:
    text = amina.get("/search?q=zqpost").text
    assert (where(text, "zqtitle"), where(text, "zqmore")) == case.search


@pytest.mark.parametrize("door", ["print", "text"])
def test_on_paper(amina: HouseClient, case: Case, planted: Planted, door: str) -> None:
    text = amina.get(f"/threads/{planted.thread_id}/{door}").text
    assert where(text, "zqmore") == case.paper
    if not case.names_author:
        assert "Ben" not in text


def test_when_people_are_told(session: Session, case: Case, planted: Planted) -> None:
    tell(session)
    tell_later(session)
    assert [words for name, words in notices(session) if name == "Amina"] == (
        [case.notice] if case.notice else []
    )
    assert who_was_mailed(session) == (["Amina"] if case.mailed else [])


def test_others_meet_all_of_it(carol: HouseClient, case: Case, planted: Planted) -> None:
    """Before and after Amina looked: what one chose is on nobody else's page."""
    thread = f"/threads/{planted.thread_id}"
    for _ in range(2):
        text = carol.get(thread).text
        assert where(text, "zqmore") == ("covered" if case.notes else "open")
        assert where(carol.get("/spaces/open").text, "zqtitle") == "open"
        assert where(carol.get("/search?q=zqpost").text, "zqtitle") == "open"
        carol.as_(AMINA).get(thread)
