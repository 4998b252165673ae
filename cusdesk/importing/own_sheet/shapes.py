"""The words of formulas, taken apart once for all formulas of one shape.

A workbook of an office holds thousands of formulas that differ in the numbers of their rows only:
`=B7+C7`, `=B8+C8`. Numbers never change where a word begins or ends, so the first of a shape is
taken apart and the others get their own numbers in the same places.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from openpyxl.formula import Tokenizer
from openpyxl.formula.tokenizer import Token, TokenizerError

if TYPE_CHECKING:
    from collections.abc import Iterator

_NUMBER = re.compile(r"([0-9]+)")
_POWER = re.compile(r"[0-9]E[+-]")
"""`1E+3` is one word, `12E+3` is three: the one place where the length of a number matters."""

_Piece = tuple[Token, tuple[str, ...]]
"""A word of the first of a shape, and what stands in it before, between and after its numbers."""


class Shapes:
    """Takes formulas apart, each shape once."""

    def __init__(self) -> None:
        self._known: dict[str, list[_Piece] | None] = {}

    def tokens(self, formula: str) -> list[Token]:
        """Return the words of a formula without `=` before it; none when it cannot be read."""
        pieces, numbers = self._shape(formula)
        if pieces is None:
            return _taken_apart(formula)
        following = iter(numbers)
        return [Token(_word(texts, following), t.type, t.subtype) for t, texts in pieces]

    def ranges(self, formula: str) -> list[str]:
        """Return the words of a formula that name cells, as written."""
        pieces, numbers = self._shape(formula)
        if pieces is None:
            return [token.value for token in _taken_apart(formula) if _names_cells(token)]
        found, at = [], 0
        for token, texts in pieces:
            if _names_cells(token):
                found.append(_word(texts, iter(numbers[at : at + len(texts) - 1])))
            at += len(texts) - 1
        return found

    def _shape(self, formula: str) -> tuple[list[_Piece] | None, list[str]]:
        parts = _NUMBER.split(formula)
        shape = "\0".join(parts[::2])
        if shape not in self._known:
            self._known[shape] = None if _POWER.search(formula) else _pieces(formula)
        known = self._known[shape]
        return (None if known is None or _POWER.search(formula) else known), parts[1::2]


def _names_cells(token: Token) -> bool:
    return token.type == Token.OPERAND and token.subtype == Token.RANGE


def _word(texts: tuple[str, ...], numbers: Iterator[str]) -> str:
    return texts[0] + "".join(next(numbers) + text for text in texts[1:])


def _pieces(formula: str) -> list[_Piece] | None:
    """Return the pieces of a shape; None where the words do not add up to the formula."""
    tokens = _taken_apart(formula)
    if "".join(token.value for token in tokens) != formula:
        return None
    return [(token, tuple(_NUMBER.split(token.value)[::2])) for token in tokens]


def _taken_apart(formula: str) -> list[Token]:
    try:
        return list(Tokenizer(f"={formula}").items)
    except TokenizerError:
        return []
