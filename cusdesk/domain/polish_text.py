"""Polish text: folding for search, a stored key for order, names as people write them.

The order is that of the Polish alphabet with q, v and x in their usual places (35 letters). It is
kept in a TEXT column and compared byte by byte, so it needs no collation and is the same on every
PC; ICU gives the same order but for ties between foreign accents.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import words

if TYPE_CHECKING:
    from collections.abc import Iterable

# allowed: polish-literal (the alphabet itself)
_ALPHABET = "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż"
# Between the letters stand only signs below "A" in ASCII: space first, then the signs, then digits.
_SIGNS = "-,;:!?.'\"()/&+"
_OTHER_SIGN = "/"
_PRIMARY = (
    {letter: chr(ord("A") + place) for place, letter in enumerate(_ALPHABET)}
    | {sign: chr(ord("!") + place) for place, sign in enumerate(_SIGNS)}
    | {sign: sign for sign in " 0123456789"}
)
# allowed: polish-literal (the alphabet itself, not words)
_POLISH = str.maketrans("ąćęłńóśźżĄĆĘŁŃÓŚŹŻ", "acelnoszzACELNOSZZ")
_VARIABLE = frozenset("acelnosz%")
"""Letters that may stand for a Polish one, and the sign that has a meaning of its own."""
# Letters that Unicode does not take apart.
_BY_HAND = str.maketrans(
    {
        "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ħ": "h", "Ħ": "H",
        "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ð": "d", "Ð": "D",
        "þ": "th", "Þ": "TH", "ı": "i",
    }
)  # fmt: skip
# Signs that keyboards and word processors put in place of the plain ones.
_PLAIN_SIGNS = str.maketrans(
    dict.fromkeys("‐‑‒–—−", "-") | dict.fromkeys("’‘ʼ`´", "'") | dict.fromkeys("„”“«»", '"')
)
_LINE_SIGNS = "\t\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"
# Control, formatting (bidirectional, zero-width, tags) and lone surrogate code points, that is the
# Unicode categories Cc, Cf and Cs, but for tab and newline.
_HIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ud800-\udfff\ufeff\ufff9-\ufffb"
    "\U000110bd\U000110cd\U00013430-\U00013438\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0001\U000e0020-\U000e007f]"
)
_LINE_ENDS = re.compile("\r\n|[\r\v\f\x85\u2028\u2029]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)
_NOT_A_WORD = re.compile(r"[^0-9a-z]+")
_KEPT = 16_384
"""Answers kept: a list of 50,000 people has a few hundred given names and villages."""


def collapse_spaces(text: str) -> str:
    """Return the text with every run of white space as one space and none at the ends."""
    return " ".join(text.split())


def strip_controls(text: str, *, keep_lines: bool = False) -> str:
    """Return the text without control, bidirectional and other invisible characters, as NFC.

    Such characters come with pasted text and can make one name look like another. Tabs and line
    ends become spaces, unless `keep_lines` (then line ends become a plain newline).
    """
    if keep_lines:
        lines = re.split(r"\r\n|[\n\r\v\f\x85\u2028\u2029]", text)
        return "\n".join(strip_controls(line) for line in lines)
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text
    plain = unicodedata.normalize("NFC", text)
    kept = (" " if sign in _LINE_SIGNS else sign for sign in plain)
    return "".join(sign for sign in kept if unicodedata.category(sign)[0] != "C")


def one_line(text: str) -> str:
    """Return a typed name or short text as it is kept: one line, nothing hidden, single spaces."""
    return collapse_spaces(strip_controls(text))


def storable(text: str) -> str:
    """Return the text without what no office types: the last door before the file and the papers.

    Control, formatting and lone surrogate characters go, every kind of line end becomes a newline;
    newlines, tabs, spaces and all visible signs stay as they are.
    """
    if text.isprintable():
        return text
    return _HIDDEN.sub("", _LINE_ENDS.sub("\n", text))


@lru_cache(maxsize=_KEPT)
def fold(text: str) -> str:
    """Return the text for searching: small letters, no diacritics, single spaces.

    `ł` has no decomposition in Unicode and is mapped by hand, as are a few foreign letters;
    typographic dashes, apostrophes and quotation marks become the plain ones. Hidden characters go.
    """
    if text.isascii():
        return collapse_spaces(text.lower())
    quick = text.translate(_POLISH)
    if quick.isascii():
        return collapse_spaces(quick.lower())
    plain = storable(text).translate(_BY_HAND).translate(_PLAIN_SIGNS)
    apart = unicodedata.normalize("NFKD", plain)
    return collapse_spaces(
        "".join(sign for sign in apart if not unicodedata.combining(sign)).lower()
    )


def _weigh(sign: str) -> tuple[str, str]:
    """Return primary and accent weight of one small character (or what it comes apart into)."""
    if sign in _PRIMARY:
        return _PRIMARY[sign], "0"
    plain = sign.translate(_BY_HAND)
    if plain != sign:
        return "".join(_PRIMARY[letter] for letter in plain), "1"
    base, *marks = list(unicodedata.normalize("NFD", sign))
    if base in _PRIMARY:
        return _PRIMARY[base], marks[0] if marks else "1"
    return (base if base.isalpha() else _OTHER_SIGN), "0"


def name_key(text: str) -> str:
    """Return a name or a number for comparing: folded, every sign between its words a space."""
    return " ".join(_NOT_A_WORD.sub(" ", fold(text)).split())


def is_among(number: str, others: Iterable[str]) -> bool:
    """Tell whether a number, as `name_key` compares, is one of the others; never an empty one."""
    wanted = name_key(number)
    return bool(wanted) and any(name_key(other) == wanted for other in others)


def sort_key(text: str) -> str:
    """Return a key that orders texts the Polish way when compared as plain bytes.

    Space comes before the signs, the hyphen first of them, then digits, then the 35 letters.
    Accents foreign to Polish and the case of letters (small first) only break ties.
    """
    clean = collapse_spaces(unicodedata.normalize("NFC", text).translate(_PLAIN_SIGNS))
    primary, accents, case = [], [], []
    for sign in clean:
        for small in sign.lower():
            if unicodedata.combining(small):
                continue
            weight, accent = _weigh(small)
            primary.append(weight)
            accents.append(accent)
            case.append("1" if sign != small else "0")
    tie = "".join(accents).rstrip("0") + "\t" + "".join(case).rstrip("0")
    return ("".join(primary) + "\t" + tie).rstrip("\t")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:].lower()


def _needs_case(text: str, piece: str) -> bool:
    """Return True for a piece in one case only; mixed case is somebody's deliberate spelling."""
    return piece.islower() or (piece.isupper() and (len(piece) > 1 or text.isupper()))


def _title(text: str, particles: frozenset[str], *, last_is_name: bool) -> str:
    clean = collapse_spaces(strip_controls(text))
    romans = words("names", "roman_numerals")
    parts = clean.split(" ")
    done = []
    for place, part in enumerate(parts):
        inner = place > 0 or last_is_name
        if part.lower() in particles and inner and place < len(parts) - 1:
            done.append(part.lower() if _needs_case(clean, part) else part)
        elif place > 0 and part.partition("-")[0] in romans:
            head, dash, tail = part.partition("-")
            done.append(head + dash + tail.lower())
        else:
            done.append(
                _WORD.sub(
                    lambda m: _capital(m[0]) if _needs_case(clean, m[0]) else m[0],
                    part,
                )
            )
    return " ".join(done)


def like_pattern(word: str) -> str:
    """Return a pattern for SQLite's LIKE that fits every text whose folded form holds the word.

    LIKE knows no Polish letters, so any sign may stand where one may have been. A few more texts
    fit: the caller compares them folded.
    """
    return "%" + "".join("_" if sign in _VARIABLE else sign for sign in word) + "%"


@lru_cache(maxsize=_KEPT)
def title_name(text: str) -> str:
    """Return a person's name with Polish capitals: `KOWALSKA-NOWAK` -> `Kowalska-Nowak`.

    Pieces written in mixed case are left alone (`McDonald`); particles before the last word stay
    small (`von Thun`, `de la Cruz`).
    """
    return _title(text, words("names", "surname_particles"), last_is_name=True)


@lru_cache(maxsize=_KEPT)
def title_place(text: str) -> str:
    """Return a place name with Polish capitals: `WOLA NAD WISŁĄ` -> `Wola nad Wisłą`."""
    return _title(text, words("names", "place_particles"), last_is_name=False)
