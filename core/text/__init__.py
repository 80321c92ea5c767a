"""What people type, made safe: cleaned on the way in, rendered once at save, shown as stored.

Source: docs/decisions/0004-text-rendered-at-save.md
"""

from core.text.lines import in_lines
from core.text.mentions import Mentioned, mention_candidates
from core.text.pictures import picture, pictures_in
from core.text.quotes import Behind, Show, quote, quoted_in, with_quotes, without_markers
from core.text.shown import RENDER_VERSION, excerpt, mentioned_in, plain, render
from core.text.typed import clean, clean_line, folded

__all__ = [
    "RENDER_VERSION",
    "Behind",
    "Mentioned",
    "Show",
    "clean",
    "clean_line",
    "excerpt",
    "folded",
    "in_lines",
    "mention_candidates",
    "mentioned_in",
    "picture",
    "pictures_in",
    "plain",
    "quote",
    "quoted_in",
    "render",
    "with_quotes",
    "without_markers",
]
