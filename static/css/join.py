"""Join css/parts/*.css, in order of name and without their comments, into css/site.css.

Run: python static/css/join.py          writes site.css
     python static/css/join.py --check  fails when site.css is not what the parts say
"""

import re
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
HEAD = "/* Made by static/css/join.py from static/css/parts. Change those, then run it. */\n"


def joined() -> str:
    """All parts in one stylesheet, shorter by its comments and indents."""
    css = "\n".join(part.read_text("utf-8") for part in sorted((HERE / "parts").glob("*.css")))
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    lines = (re.sub(r"\s+", " ", line).strip() for line in css.splitlines())
    return HEAD + "\n".join(line for line in lines if line) + "\n"


def main() -> None:
    """Write site.css, or only say whether it is up to date."""
    out = HERE / "site.css"
    if "--check" in sys.argv:
        if out.read_text("utf-8") != joined():
            sys.exit("static/css/site.css is not what its parts say: run python static/css/join.py")
    else:
        out.write_text(joined(), "utf-8")
        print(f"{out}: {out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
