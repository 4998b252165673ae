"""The value of one formula: plain arithmetic and the functions that offices use."""

from __future__ import annotations

import operator
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Protocol

from openpyxl.formula.tokenizer import Token

if TYPE_CHECKING:
    from collections.abc import Callable

Values = list[Decimal]

_STRENGTH = {"+": 1, "-": 1, "*": 2, "/": 2}
_ARITHMETIC: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
}


class UnknownValueError(Exception):
    """A formula that is not counted here."""


class Contents(Protocol):
    """Where a formula finds what the cells hold."""

    def numbers(self, text: str, sheet: str) -> Values:
        """Return the numbers of a range."""

    def single(self, text: str, sheet: str) -> Decimal:
        """Return the number in one cell."""


def _round(values: Values) -> Decimal:
    number, places = values
    return number.quantize(Decimal(1).scaleb(-int(places)), ROUND_HALF_UP)


_FUNCTIONS: dict[str, Callable[[Values], Decimal]] = {
    "SUM(": lambda values: sum(values, Decimal(0)),
    "MIN(": lambda values: min(values, default=Decimal(0)),
    "MAX(": lambda values: max(values, default=Decimal(0)),
    "AVERAGE(": lambda values: sum(values, Decimal(0)) / len(values),
    "COUNT(": lambda values: Decimal(len(values)),
    "ROUND(": _round,
}


class Counting:
    """Counts one formula: sums of products of cells, numbers, brackets and usual functions."""

    def __init__(self, workbook: Contents, sheet: str, tokens: list[Token]) -> None:
        self._workbook = workbook
        self._sheet = sheet
        self._tokens = tokens
        self._at = 0

    def result(self) -> Decimal:
        """Return the value of the whole formula.

        Raises:
            UnknownValueError: it holds something that is not counted here.
        """
        value = self._sum(0)
        if self._at != len(self._tokens):
            raise UnknownValueError
        return value

    def _peek(self) -> Token:
        if self._at >= len(self._tokens):
            raise UnknownValueError
        return self._tokens[self._at]

    def _next(self) -> Token:
        token = self._peek()
        self._at += 1
        return token

    def _sum(self, weakest: int) -> Decimal:
        value = self._signed()
        while self._at < len(self._tokens):
            token = self._peek()
            strength = _STRENGTH.get(token.value, 0) if token.type == Token.OP_IN else 0
            if strength <= weakest:
                break
            self._at += 1
            value = _ARITHMETIC[token.value](value, self._sum(strength))
        return value

    def _signed(self) -> Decimal:
        token = self._peek()
        if token.type == Token.OP_PRE:
            self._at += 1
            return -self._signed() if token.value == "-" else self._signed()
        value = self._operand()
        while self._at < len(self._tokens) and self._peek().type == Token.OP_POST:
            self._at += 1
            value /= 100
        return value

    def _operand(self) -> Decimal:
        token = self._next()
        if token.type == Token.OPERAND and token.subtype == Token.NUMBER:
            return Decimal(token.value)
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            return self._workbook.single(token.value, self._sheet)
        if token.type == Token.PAREN and token.subtype == Token.OPEN:
            value = self._sum(0)
            self._close()
            return value
        if token.type == Token.FUNC and token.value.upper() in _FUNCTIONS:
            return _FUNCTIONS[token.value.upper()](self._arguments())
        raise UnknownValueError

    def _close(self) -> None:
        if self._next().subtype != Token.CLOSE:
            raise UnknownValueError

    def _arguments(self) -> Values:
        values: Values = []
        while True:
            token = self._peek()
            if token.type == Token.OPERAND and token.subtype == Token.RANGE and self._ends_after():
                self._at += 1
                values += self._workbook.numbers(token.value, self._sheet)
            else:
                values.append(self._sum(0))
            token = self._next()
            if token.subtype == Token.CLOSE:
                return values
            if token.type != Token.SEP:
                raise UnknownValueError

    def _ends_after(self) -> bool:
        """Return True when the next token is a whole argument, not the start of a sum."""
        after = self._tokens[self._at + 1] if self._at + 1 < len(self._tokens) else None
        return after is not None and (after.type == Token.SEP or after.subtype == Token.CLOSE)
