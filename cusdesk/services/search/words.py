"""What the answers of the search have in common: an answer, words in texts, excerpts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_

from cusdesk.domain.polish_text import collapse_spaces, fold, like_pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute

SHORTEST_WORD = 3
"""Long texts are searched only for words of some length."""
_SHOWN_TEXT = 60


@dataclass(frozen=True, slots=True)
class Found:
    """One answer.

    Attributes:
        feature: whose screen shows it (`residents`, `applications`, `plans`, `catalogue`,
            `providers`, `needs_talks`, `papers`); of a file, that of the record it lies beside.
        title, subtitle: two lines for a person to read.
    """

    feature: str
    id: bytes
    title: str
    subtitle: str


def fits(words: Sequence[str], *texts: str) -> bool:
    """Return whether every folded word stands somewhere in the texts."""
    folded = " ".join(fold(text) for text in texts)
    return all(word in folded for word in words)


def like(column: InstrumentedAttribute[str], words: Sequence[str]) -> ColumnElement[bool]:
    """Return a condition that lets through every text whose folded form holds the words.

    It lets through a few more: the caller compares the folded texts.
    """
    return and_(*(column.like(like_pattern(word)) for word in words))


def is_for_texts(words: Sequence[str]) -> bool:
    """Return whether something typed is long enough to look for it in long texts."""
    return max(len(word) for word in words) >= SHORTEST_WORD


def excerpt(text: str, word: str) -> str:
    """Return the part of a text around a word, in one line."""
    line = collapse_spaces(text)
    start = max(0, fold(line).find(word) - _SHOWN_TEXT // 3)
    part = line[start : start + _SHOWN_TEXT]
    return ("…" if start else "") + part + ("…" if start + _SHOWN_TEXT < len(line) else "")
