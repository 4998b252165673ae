"""Fonts inside PDFs: small, and the same in every paper.

Every issued paper is kept, so what a font brings along beside the shapes of its letters (its
licence in words, its hints for coarse screens) is left out; ISO 32000-1, 9.9, asks for none of it.
Every document embeds the letters of Polish office papers, used or not: the fonts of two papers are
then the same bytes, and a file of many papers holds them once.
"""

from __future__ import annotations

import struct
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from reportlab.pdfbase.ttfonts import TTFont, TTFontMaker

from cusdesk.core.paths import resource_dir

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Subset = Callable[[Sequence[int]], bytes]

_KEPT = ("cmap", "glyf", "head", "hhea", "hmtx", "loca", "maxp", "post")
_DIRECTORY, _ENTRY = 12, struct.Struct(">4sLLL")
_HEADER = 10
"""Bytes of a glyph before its outline."""
_ARE_WORDS, _SCALE, _MORE, _TWO_SCALES, _TWO_BY_TWO = 0x1, 0x8, 0x20, 0x40, 0x80
_INSTRUCTIONS = 0x100


@cache
def usual_letters() -> str:
    """Return what every font brings beside ASCII; another letter makes its paper's font unlike."""
    return (resource_dir("fonts") / "usual_letters.txt").read_text("utf-8").strip()


class LeanFont(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A font that is embedded without ballast, and with the usual letters first."""

    def __init__(self, name: str, file: str) -> None:
        super().__init__(name, file)
        self.face.makeSubset = _cached(self.face.makeSubset)

    def splitString(  # noqa: N802 (reportlab calls it so)
        self, text: str | bytes, doc: object, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        """Return the text in pieces of one subset each; the usual letters have their places."""
        if doc not in self.state:
            super().splitString(usual_letters(), doc)
        parts: list[tuple[int, bytes]] = super().splitString(text, doc, encoding)
        return parts


def _cached(make: Subset) -> Subset:
    """Return what makes a subset once: most papers of a font have the same."""
    made: dict[tuple[int, ...], bytes] = {}

    def subset(codes: Sequence[int]) -> bytes:
        """Return the font with these characters and no others."""
        key = tuple(codes)
        if key not in made:
            if len(made) > 8:
                made.clear()
            made[key] = without_ballast(make(codes))
        return made[key]

    return subset


def without_ballast(font: bytes) -> bytes:
    """Return a TrueType font with the shapes of its glyphs only."""
    tables = {tag: content for tag, content in _tables(font) if tag in _KEPT}
    glyphs = [_outline(glyph) for glyph in _glyphs(tables)]
    offsets = [0]
    for glyph in glyphs:
        offsets.append(offsets[-1] + len(glyph))
    head = bytearray(tables["head"])
    head[50:52] = struct.pack(">H", 1)
    tables |= {
        "glyf": b"".join(glyphs),
        "loca": struct.pack(f">{len(offsets)}L", *offsets),
        "head": bytes(head),
    }
    maker = TTFontMaker()
    for tag, content in tables.items():
        maker.add(tag, content)
    data: bytes = maker.makeStream()
    return data


def _tables(font: bytes) -> list[tuple[str, bytes]]:
    (count,) = struct.unpack_from(">H", font, 4)
    entries = [_ENTRY.unpack_from(font, _DIRECTORY + _ENTRY.size * n) for n in range(count)]
    return [(tag.decode(), font[at : at + size]) for tag, _sum, at, size in entries]


def _glyphs(tables: dict[str, bytes]) -> list[bytes]:
    (is_long,) = struct.unpack_from(">H", tables["head"], 50)
    places, size = tables["loca"], 4 if is_long else 2
    found = struct.unpack(f">{len(places) // size}{'L' if is_long else 'H'}", places)
    offsets = [place * (1 if is_long else 2) for place in found]
    return [tables["glyf"][start:end] for start, end in pairwise(offsets)]


def _outline(glyph: bytes) -> bytes:
    """Return a glyph without its instructions, its length a multiple of four."""
    if not glyph:
        return glyph
    (contours,) = struct.unpack_from(">h", glyph, 0)
    if contours < 0:
        plain = _composite(glyph)
    else:
        at = _HEADER + 2 * contours
        (size,) = struct.unpack_from(">H", glyph, at)
        plain = glyph[:at] + b"\0\0" + glyph[at + 2 + size :]
    return plain + b"\0" * (-len(plain) % 4)


def _composite(glyph: bytes) -> bytes:
    """Return a glyph made of others, without its instructions."""
    plain, at, flags = bytearray(glyph), _HEADER, _MORE
    while flags & _MORE:
        (flags,) = struct.unpack_from(">H", glyph, at)
        struct.pack_into(">H", plain, at, flags & ~_INSTRUCTIONS)
        at += 8 if flags & _ARE_WORDS else 6
        scales = {_SCALE: 2, _TWO_SCALES: 4, _TWO_BY_TWO: 8}
        at += sum(size for flag, size in scales.items() if flags & flag)
    return bytes(plain[:at])
