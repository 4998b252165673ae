"""What a typed search means: folded words, parts of numbers, and a second try for typos."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_TOKEN = re.compile(r"[^\s,;:()\"]+")
_PHONE_PART = re.compile(r"\d{2,}")
_JOINED_FROM = 7
_POLAND = re.compile(r"^(?:\+|00)\s*48[\s-]*(?=\d)")
_FULL = 100
# Slips allowed in a word of so many letters: none in a short one, for it would find everybody.
_SLIPS = ((7, 2), (4, 1))


@dataclass(frozen=True, slots=True)
class Query:
    """A search as the program understands it; every token must be found.

    Attributes:
        words: folded words: parts of names, villages, streets.
        digits: runs of digits: parts of a PESEL, a telephone, a house number.
        mixed: tokens of letters and digits: house numbers such as `12a`, `5/3`, post codes.
    """

    words: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    mixed: tuple[str, ...] = ()

    @property
    def tokens(self) -> tuple[str, ...]:
        """Return every token, the most telling (longest) first."""
        return tuple(sorted((*self.words, *self.digits, *self.mixed), key=len, reverse=True))

    @property
    def is_empty(self) -> bool:
        """Return True when nothing was typed that could be sought."""
        return not (self.words or self.digits or self.mixed)


def parse_query(text: str) -> Query:
    """Read what was typed: `Łuczak jan 4405`, `600 123 456`, `dolina 12a`.

    Diacritics, case, order and punctuation do not matter. Groups of digits that together have the
    length of a telephone or PESEL are one number; a hyphenated name is two words.
    """
    clean = _POLAND.sub("", fold(text))
    words: list[str] = []
    digits: list[str] = []
    mixed: list[str] = []
    for token in _TOKEN.findall(clean):
        bare = token.strip("-.'/*%_+")
        if bare.replace("-", "").isdigit():
            digits.append(bare)
        elif any(sign.isdigit() for sign in bare):
            mixed.append(bare)
        else:
            words += [part for part in re.split(r"[-./]", bare) if part]
    return Query(
        tuple(dict.fromkeys(words)), tuple(_join_numbers(digits)), tuple(dict.fromkeys(mixed))
    )


def _join_numbers(digits: Sequence[str]) -> list[str]:
    """Join the groups of one telephone number; a post code keeps its hyphen."""
    groups = [group for token in digits for group in _PHONE_PART.findall(token)]
    joined = "".join(groups)
    all_groups = len("".join(digits).replace("-", "")) == len(joined)
    if all_groups and len(joined) >= _JOINED_FROM:
        return [joined]
    return list(dict.fromkeys(digits))


def search_text(parts: Iterable[str]) -> str:
    """Return the text a record is found by: its words and numbers folded, with single spaces."""
    return fold(" ".join(part for part in parts if part))


def like_pattern(token: str) -> str:
    """Return the token as a pattern for LIKE with backslash as the escape."""
    escaped = re.sub(r"([\\%_])", r"\\\1", token)
    return f"%{escaped}%"


def allowed_slips(word: str) -> int:
    """Return how many wrong, missing, extra or exchanged letters a word may have."""
    return next((slips for length, slips in _SLIPS if len(word) >= length), 0)


def _word_score(typed: str, names: Sequence[str]) -> float:
    """Return how well one typed word fits the best of the names: 100 for a beginning of it."""
    from rapidfuzz.distance import OSA

    best = 0.0
    for name in names:
        if name.startswith(typed):
            return float(_FULL)
        slips = allowed_slips(typed)
        for target in (name, name[: len(typed)]):
            distance = OSA.distance(typed, target, score_cutoff=slips)
            if distance <= slips:
                best = max(best, _FULL * (1 - distance / max(len(typed), len(target))))
    return best


def score(words: Sequence[str], names: Sequence[str]) -> float:
    """Return from 0 to 100 how well the typed words fit a person's folded names.

    Every word must fit some name, in any order; a word of four letters may have one slip (a wrong,
    missing, extra or exchanged letter), of seven two. The score is the mean of the words'.
    """
    scores = [_word_score(word, names) for word in words]
    return sum(scores) / len(scores) if scores and all(scores) else 0.0


def near_words(typed: str, vocabulary: Collection[str], limit: int = 20) -> list[str]:
    """Return the words of a vocabulary within the slips allowed, nearest first.

    For the second try of a search: the vocabulary is the file's distinct folded surnames.
    """
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract

    slips = allowed_slips(typed)
    if not slips:
        return []
    found = extract(typed, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=limit)
    return [str(entry[0]) for entry in found]
