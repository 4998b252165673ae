"""The fonts of the program, registered once, and quick widths of words.

Every document embeds subsets of these files; nothing is left to the reader's machine, and no
standard font sneaks in unembedded.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from cusdesk.core.paths import resource_dir
from cusdesk.export.pdf.lean_font import LeanFont

if TYPE_CHECKING:
    from collections.abc import Mapping

# Plain binary streams: a fifth smaller and quicker than the default text encoding of them.
rl_config.useA85 = 0

SANS = "DejaVuSans"
SANS_BOLD = "DejaVuSans-Bold"
NARROW = "DejaVuSansCondensed"
NARROW_BOLD = "DejaVuSansCondensed-Bold"
MONO_BOLD = "DejaVuSansMono-Bold"
ALL_FONTS = (SANS, SANS_BOLD, NARROW, NARROW_BOLD, MONO_BOLD)


@cache
def _widths(font: str) -> tuple[Mapping[int, float], float]:
    """Register a font on first use; return its widths by code point and the default width."""
    registered = LeanFont(font, str(resource_dir("fonts") / f"{font}.ttf"))
    pdfmetrics.registerFont(registered)
    face = registered.face
    return face.charWidths, face.defaultWidth


def use(font: str) -> str:
    """Register a font when it is not yet; return its name."""
    _widths(font)
    return font


@lru_cache(maxsize=32768)
def word_width(font: str, word: str) -> float:
    """Return the width of a word in thousandths of the font size."""
    widths, default = _widths(font)
    return sum(widths.get(ord(char), default) for char in word)
