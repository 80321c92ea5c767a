"""Make govuk/govuk-frontend.css from an unpacked package: no brand, no fonts, no unused parts.

Run: python static/vendor/strip_govuk.py PACKAGE_FOLDER
The same package gives the same bytes, whose sha256 stands in NOTICE.md.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

#: Components this site never shows: some carry a brand, the others need their own script.
UNUSED = (
    "accordion",
    "cookie-banner",
    "drop-zone",
    "exit-this-page",
    "feedback",
    "file-upload",
    "footer",
    "generic-header",
    "header",
    "language-navigation",
    "logo",
    "service-navigation",
    "summary-card",
    "tabs",
    "task-list",
)
UNUSED_CLASS = re.compile(r"\.govuk-(?:" + "|".join(UNUSED) + r")(?![a-z])")
HEAD = (
    '@charset "UTF-8";'
    "/*! govuk-frontend {version}, MIT, Crown copyright. Changed: see ../NOTICE.md */"
)
BRAND = ("GDS", "Transport", "url(", "crest", "@font-face", "@import")
OUT = Path(__file__).resolve().parent / "govuk" / "govuk-frontend.css"


def rules(css: str) -> Iterator[tuple[str, str]]:
    """Each rule of a stylesheet as (what stands before the brace, what stands inside)."""
    at = 0
    while (opens := css.find("{", at)) >= 0:
        depth, closes = 1, opens
        while depth:
            closes += 1
            depth += {"{": 1, "}": -1}.get(css[closes], 0)
        yield css[at:opens].strip(), css[opens + 1 : closes]
        at = closes + 1


def selectors(prelude: str) -> list[str]:
    """The selectors of a rule, split at the commas that stand outside brackets."""
    return re.split(r",(?![^()]*\))", prelude)


def stripped(css: str) -> str:
    """The stylesheet without font faces, without the parts never used, and without any address."""
    kept = []
    for prelude, body in rules(css):
        if prelude.startswith("@font-face"):
            continue
        if prelude.startswith(("@media", "@supports")):
            inside = stripped(body)
            if inside:
                kept.append(f"{prelude}{{{inside}}}")
            continue
        wanted = [one for one in selectors(prelude) if not UNUSED_CLASS.search(one)]
        if wanted:
            kept.append(f"{','.join(wanted)}{{{body}}}")
    return "".join(kept)


def main(package: Path) -> None:
    """Write the stripped stylesheet, and stop if a trace of the brand is left in it."""
    version = json.loads((package / "package.json").read_text("utf-8"))["version"]
    css = (package / "dist/govuk/govuk-frontend.min.css").read_text("utf-8")
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S).replace('@charset "UTF-8";', "")
    css = re.sub(r"\s*\n\s*", "", css)
    css = stripped(css).replace("GDS Transport,arial,sans-serif", "var(--app-font)")
    left = [word for word in BRAND if word in css]
    if left:
        sys.exit(f"Still in the stylesheet: {', '.join(left)}")
    OUT.write_text(HEAD.format(version=version) + css + "\n", "utf-8")
    print(f"{OUT}: {OUT.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
