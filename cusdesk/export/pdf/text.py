"""Plain text cut into lines.

There is no markup in the program's documents, so a name such as `<b>&<font>` needs no escaping: it
is drawn letter by letter as typed.
"""

from __future__ import annotations

import re
from collections import deque
from functools import lru_cache

from cusdesk.domain.polish_text import storable
from cusdesk.export.pdf.fonts import word_width

# A one-letter word may not end a line in Polish; it clings to the word behind it.
_ORPHAN = re.compile(r"(?<![^\s(„\"])([aAiIoOuUwWzZ]) +(?=\S)")
# Neither does an abbreviation before its number (poz. 12), and a dash never begins one.
_ABBREVIATION = re.compile(r"(?<![^\W\d_])([^\W\d_]{2,4}\.) +(?=\d)")
_DASH = re.compile(r" +(?=[–—](?: |$))")
_ROUNDING = 0.01
"""Thousandths of the size by which a word may miss a column that was measured for it."""
_GLUE = "\u0000"
_NO_CHARACTER = re.compile("[\ufffe\uffff]")
_SPACES = re.compile(r"[ \t\u2000-\u200a\u2028\u2029]+")


def clean(text: str) -> str:
    """Return the text without what no printer can draw; line breaks stay."""
    return _NO_CHARACTER.sub("", storable(text).strip())


@lru_cache(maxsize=16384)
def wrap(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """Return the lines of a text no wider than `width` points.

    A word wider than the line is cut between letters. An empty text gives no line at all.
    """
    room = width * 1000 / size + _ROUNDING
    lines: list[str] = []
    for paragraph in clean(text).split("\n") if text.strip() else ():
        lines.extend(_wrap_paragraph(paragraph, font, room))
    return tuple(lines)


def _wrap_paragraph(paragraph: str, font: str, room: float) -> list[str]:
    plain = _SPACES.sub(" ", paragraph).strip()
    if word_width(font, plain) <= room:
        return [plain]
    space = word_width(font, " ")
    lines: list[str] = []
    line, used = "", 0.0
    words = deque(_glue(plain).split(" "))
    while words:
        word = words.popleft()
        if _GLUE in word:
            parts = word.split(_GLUE)
            word = " ".join(parts)
            if word_width(font, word) > room:
                words.extendleft(reversed(parts))
                continue
        wide = word_width(font, word)
        if line and used + space + wide <= room:
            line, used = f"{line} {word}", used + space + wide
            continue
        if line:
            lines.append(line)
        if wide > room:
            *full, word = _cut(word, font, room)
            lines.extend(full)
            wide = word_width(font, word)
        line, used = word, wide
    return [*lines, line]


def _at_hyphens(word: str) -> list[str]:
    """Part a compound such as a double surname behind its hyphen, where there is one."""
    return [piece for piece in re.split(r"(?<=-)(?=[^-])", word) if piece]


def _glue(text: str) -> str:
    """Join words that Polish typography does not part at the end of a line."""
    text = _ORPHAN.sub(rf"\1{_GLUE}", text)
    text = _ABBREVIATION.sub(rf"\1{_GLUE}", text)
    return _DASH.sub(_GLUE, text)


def _cut(word: str, font: str, room: float) -> list[str]:
    """Cut one overlong word: behind its hyphens where that helps, else between letters."""
    pieces: list[str] = []
    piece, used = "", 0.0
    for part in _at_hyphens(word):
        wide = word_width(font, part)
        for bit in part if wide > room else (part,):
            step = word_width(font, bit)
            if piece and used + step > room:
                pieces.append(piece)
                piece, used = "", 0.0
            piece, used = piece + bit, used + step
    return [*pieces, piece]


def text_width(text: str, font: str, size: float) -> float:
    """Return the width of one line in points."""
    return word_width(font, text) * size / 1000


def longest_word(text: str, font: str, size: float) -> float:
    """Return the width of the widest indivisible piece in points: what a column needs at least."""
    pieces = (
        piece
        for word in _glue(_SPACES.sub(" ", clean(text)).replace("\n", " ")).split(" ")
        for piece in _at_hyphens(word.replace(_GLUE, " "))
    )
    return max((text_width(piece, font, size) for piece in pieces), default=0.0)


def shorten(text: str, font: str, size: float, width: float) -> str:
    """Return one line of the text, ended by an ellipsis when it does not fit."""
    line = _SPACES.sub(" ", clean(text).replace("\n", " "))
    if text_width(line, font, size) <= width:
        return line
    while line and text_width(line + "…", font, size) > width:
        line = line[:-1]
    return line.rstrip() + "…"
