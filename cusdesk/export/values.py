"""Typed values in Polish words and figures, the same on paper, in csv and in gaps.

Everything is whole-number arithmetic: minutes, grosze and dates come in, text goes out.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.reports import (
    ColumnKind,
    GoalTerm,
    Hours,
    Money,
    Period,
    ServiceAmount,
    ServiceFee,
    ServiceUnit,
    TableCell,
)

if TYPE_CHECKING:
    from collections.abc import Callable

NBSP = "\u00a0"
_CENTS = Decimal("0.01")


def date_text(value: dt.date | None) -> str:
    """Return `31.12.2025`, or an empty text."""
    return "" if value is None else f"{value.day:02d}.{value.month:02d}.{value.year:04d}"


def money_text(grosze: int, *, unit: bool = True) -> str:
    """Return `1 234,56 zł`; thousands are parted by a no-break space."""
    sign = "-" if grosze < 0 else ""
    whole, rest = divmod(abs(grosze), 100)
    figures = f"{sign}{whole:,}".replace(",", NBSP) + f",{rest:02d}"
    return tr("export.value.money", figures=figures) if unit else figures


def decimal_text(value: Decimal, places: int = 2) -> str:
    """Return a number with a decimal comma, half-up, thousands parted by a no-break space."""
    step = _CENTS if places == 2 else Decimal(1).scaleb(-places)
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", NBSP).replace(".", ",")


def number_text(value: int | Decimal) -> str:
    """Return a count as it is, another number with a comma and no idle zeros, at most two."""
    text = decimal_text(Decimal(value))
    return text.rstrip("0").rstrip(",")


def hours_text(minutes: int, unit_minutes: int = 60) -> str:
    """Return minutes as units with a decimal comma and no idle zeros: `1,5`, `12`, `0,75`."""
    text = decimal_text(Decimal(minutes) / unit_minutes)
    return text.rstrip("0").rstrip(",") if "," in text else text


def yes_no_text(value: bool) -> str:
    """Return the word for a tick."""
    return tr("export.value.yes") if value else tr("export.value.no")


def amount_text(amount: ServiceAmount) -> str:
    """Return such as `2 godz. tygodniowo` or `8 spotkań w miesiącu`."""
    unit = amount.unit
    if unit.is_time:
        length = amount.unit_minutes or unit.usual_minutes or 60
        number = hours_text(amount.quantity, length)
        quantity = tr(f"export.unit.{unit.value}", number=number)
    else:
        quantity = tr(f"export.unit.{unit.value}", n=amount.quantity)
    per = tr(f"export.per.{amount.per}")
    return f"{quantity} {per}" if per else quantity


def fee_text(fee: ServiceFee) -> str:
    """Return such as `bezpłatnie` or `12,00 zł za godzinę`, with the note behind it."""
    if fee.amount_gr is None:
        return fee.note
    if fee.amount_gr == 0:
        text = tr("export.fee.free")
    else:
        text = tr(f"export.fee.{fee.unit.value}", amount=money_text(fee.amount_gr))
    return f"{text}, {fee.note}" if fee.note else text


def period_text(period: Period) -> str:
    """Return such as `od 01.02.2026 do 31.07.2026`, with a gap in dots for an unknown end."""
    start = date_text(period.start) or tr("export.value.unknown_date")
    end = date_text(period.end) or tr("export.value.unknown_date")
    return tr("export.value.period", start=start, end=end)


def value_text(value: object) -> str:
    """Return any value of a plan as the paper shows it; an empty text for nothing.

    Raises:
        KeyError: a document holds a type no paper knows; a bug.
    """
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ", ".join(value_text(item) for item in value)
    return _WORDS[type(value)](value)


_WORDS: dict[type, Callable[[Any], str]] = {
    str: str,
    int: str,
    bool: yes_no_text,
    dt.date: date_text,
    Money: lambda money: money_text(money.grosze),
    Hours: lambda hours: tr("export.unit.hour", number=hours_text(hours.minutes)),
    GoalTerm: lambda term: tr(f"export.goal.{term.value}"),
    Period: lambda period: period_text(period) if period else "",
    ServiceAmount: amount_text,
    ServiceFee: fee_text,
}


def cell_text(value: TableCell, kind: ColumnKind) -> str:
    """Return one cell of a list as the paper shows it.

    Raises:
        TypeError: the value is not of the column's kind; a bug.
    """
    if value is None:
        return ""
    expected, words = _CELLS[kind]
    if not isinstance(value, expected):
        raise TypeError(kind.value)
    return words(value)


_CELLS: dict[ColumnKind, tuple[type | tuple[type, ...], Callable[[Any], str]]] = {
    ColumnKind.TEXT: ((str, int), str),
    ColumnKind.IDENTIFIER: (str, str),
    ColumnKind.INTEGER: (int, str),
    ColumnKind.DECIMAL: (Decimal, decimal_text),
    ColumnKind.NUMBER: ((int, Decimal), number_text),
    ColumnKind.MINUTES: (int, lambda minutes: decimal_text(Decimal(minutes) / 60)),
    ColumnKind.MONEY: (int, money_text),
    ColumnKind.DATE: (dt.date, date_text),
    ColumnKind.YES_NO: (bool, yes_no_text),
}


def unit_name(unit: ServiceUnit) -> str:
    """Return the short name of a unit for a column: `godz.`, `spotkanie`."""
    return tr(f"export.unit_name.{unit.value}")
