"""A post's card: the HTML of one post, as every reader meets it or with what is this reader's own.

Source: docs/decisions/0010-posts-have-states.md (why this room exists, and when cards are made)
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from functools import cache
from typing import NamedTuple

from markupsafe import escape

from core.clock import day_and_time
from core.stencils import Encoded
from forum.rules.wishes import NO_WISHES, Cover, cover_of_post
from forum.rules.words import ANONYMOUS_NAME, REACTIONS, SPEAKING_AS, THANKS, WANTS

# Where the numbers of a post come in HTML that is the same for every post: nobody can type these.
_ID, _NO = "\ue102", "\ue103"


class PostRow(NamedTuple):
    """One numbered post as it is stored, with what its card says of others."""

    id: int
    no: int
    thread_id: int
    author_id: int
    author_name: str
    anonymous: bool
    speaking_as: str | None
    wants: str | None
    notes: str
    posted_at: datetime
    edited_at: datetime | None
    state: str
    html: str
    reply_to_id: int | None
    reply_to_no: int | None
    reply_to_thread_id: int | None

    @property
    def shown_name(self) -> str:
        """The name that readers see."""
        return ANONYMOUS_NAME if self.anonymous else self.author_name

    @property
    def named_author_id(self) -> int | None:
        """Who wrote it, as far as readers see that."""
        return None if self.anonymous else self.author_id


def card(
    post: PostRow,
    *,
    cover: Cover | None = None,
    yours: bool = False,
    reactions: Collection[str] = (),
    thanks: Collection[str] = (),
) -> str:
    """The card of one post. Its HTML comes out of core.text.render and out of nowhere else.

    `cover`: the sentence behind which the words wait, or all of it; `reactions` are those that
    this reader gave, `thanks` the kinds that came, which only whoever wrote it (`yours`) is told.
    """
    if post.state != "live":
        return _gone(post, cover)
    body = f'<div class="post-body" hx-ignore>{post.html}</div>'
    if cover and not cover.whole:
        body = _behind(f"{cover.sentence} Show post {post.no}", body)
    rest = (
        f"{_beside(post, yours=yours)}{body}{_thanked(thanks) if yours else ''}"
        f"{_actions(post, yours=yours, chosen=reactions)}"
    )
    if cover and cover.whole:
        inside = f'<p class="post-head">{_about(post)}</p>{rest}'
        show = _behind(f"{cover.sentence} Show post {post.no} this once", inside)
        return _placeholder(post, show)
    return (
        f'<article class="post" id="p{post.no}" aria-labelledby="p{post.no}-h">'
        f'<header class="post-head"><h3 id="p{post.no}-h" tabindex="-1">{_about(post)}</h3>'
        f"</header>{rest}</article>"
    )


def default_cover(post: PostRow) -> Cover | None:
    """What stands before the words for somebody who has chosen nothing."""
    return cover_of_post(NO_WISHES, post.notes, post.named_author_id)


def _behind(sentence: str, html: str) -> str:
    return f"<details><summary>{escape(sentence)}</summary>{html}</details>"


def left_out(post: PostRow, why: str) -> str:
    """The place of a post whose words are not there, and why."""
    return _placeholder(post, f"<p>{escape(why)}</p>")


def _placeholder(post: PostRow, html: str) -> str:
    return (
        f'<article class="post post-hidden" id="p{post.no}" aria-labelledby="p{post.no}-h">'
        f'<h3 id="p{post.no}-h" tabindex="-1">Post {post.no}</h3>{html}</article>'
    )


def moved(no: int, post_id: int) -> str:
    """The place of a post that went to another thread."""
    return (
        f'<article class="post post-hidden" id="p{no}" aria-labelledby="p{no}-h">'
        f'<h3 id="p{no}-h" tabindex="-1">Post {no}</h3>'
        f'<p>This post is in another thread now. <a href="/posts/{post_id}">Go to it</a></p>'
        "</article>"
    )


def author(post: PostRow) -> str:
    """The author as readers see them: with a way to their page, unless their name is not shown."""
    if post.anonymous:
        return f"<strong>{ANONYMOUS_NAME}</strong>"
    name = f"<strong><bdi>{escape(post.author_name)}</bdi></strong>"
    return f'<a class="author" href="/people/{post.author_id}">{name}</a>'


def reactions_form(post_id: int, no: int, chosen: Collection[str]) -> str:
    """The three warm words, those that this reader gave pressed.

    A button says what it does and not "the other way round": pressed twice at once it does it once.
    """
    return _numbered(_reactions(frozenset(chosen)), post_id, no)


@cache
def _reactions(chosen: frozenset[str]) -> str:
    buttons = "".join(
        f'<button id="r{_ID}-{kind}" name="{"undo" if kind in chosen else "kind"}"'
        f' value="{kind}" aria-pressed="{"true" if kind in chosen else "false"}">'
        f'{words}<span class="vh">, post {_NO}</span></button>'
        for kind, words in REACTIONS.items()
    )
    to = f"/posts/{_ID}/reactions"
    return (
        f'<form id="r{_ID}" class="reactions" method="post" action="{to}" hx-post="{to}"'
        f' hx-target="#r{_ID}" hx-swap="outerHTML" hx-sync="this:drop">{buttons}</form>'
    )


def _numbered(html: str, post_id: int, no: int) -> str:
    """What is the same for every post, with the numbers of this one."""
    return html.replace(_ID, str(post_id)).replace(_NO, str(no))


def _about(post: PostRow) -> str:
    """Who wrote it as what, its number and when: a line that leads to all of them."""
    role = SPEAKING_AS.get(post.speaking_as or "")
    edited = f' · <a href="/posts/{post.id}/history">edited</a>' if post.edited_at else ""
    return (
        f"{author(post)}, "
        + (f'<span class="role">speaking as {role}</span>, ' if role else "")
        + f'<a href="/posts/{post.id}">post {post.no}</a>, '
        f'<time datetime="{post.posted_at.isoformat(timespec="seconds")}">'
        f"{day_and_time(post.posted_at)}</time>{edited}"
    )


def _beside(post: PostRow, *, yours: bool) -> str:
    """What stands between the head and the words."""
    lines = ""
    if post.reply_to_id:
        here = post.reply_to_thread_id == post.thread_id and post.reply_to_no
        what = f"post {post.reply_to_no}" if here else "a post in another thread"
        lines += f'<p class="beside">A reply to <a href="/posts/{post.reply_to_id}">{what}</a></p>'
    if post.wants in WANTS:
        lines += f'<p class="beside">What would help: <strong>{WANTS[post.wants]}</strong></p>'
    if yours and post.anonymous:
        lines += '<p class="beside">You wrote this. Your name is not shown to anybody else.</p>'
    return lines


def _thanked(kinds: Collection[str]) -> str:
    """What came, in words: neither how much of it nor from whom."""
    if not kinds:
        return ""
    return f'<p class="thanks">{" ".join(told for key, told in THANKS.items() if key in kinds)}</p>'


def _actions(post: PostRow, *, yours: bool, chosen: Collection[str]) -> str:
    return _numbered(_actions_of_any(frozenset(chosen), yours=yours), post.id, post.no)


@cache
def _actions_of_any(chosen: frozenset[str], *, yours: bool) -> str:
    of = f'<span class="vh"> post {_NO}</span>'
    to, about = f' id="p{_NO}-reply"', f'<span class="vh"> about post {_NO}</span>'
    links = [f'<a{to} href="/posts/{_ID}/reply">Reply<span class="vh"> to</span>{of}</a>']
    if yours:
        links.append(f'<a href="/posts/{_ID}/edit">Edit{of}</a>')
    else:
        links.append(f'<a href="/reports/post/{_ID}">Report{of}</a>')
    links.append(f'<a href="/posts/{_ID}/options">More{about}</a>')
    items = "".join(f"<li>{link}</li>" for link in links)
    own = "" if yours else f"<li>{_reactions(chosen)}</li>"
    return f'<ul class="actions">{own}{items}</ul>'


def _gone(post: PostRow, cover: Cover | None) -> str:
    if post.state == "withdrawn":
        name = "Its author" if cover and cover.whole else post.shown_name
        return left_out(post, f"{name} took this post back.")
    if post.state == "pending":
        return left_out(post, "This post was changed. A moderator reads it first.")
    return left_out(post, "A moderator has hidden this post.")


def joined(cards: Iterable[bytes]) -> Encoded:
    """Encoded cards in one piece, ready for a page."""
    return Encoded(b"\n".join(cards))
