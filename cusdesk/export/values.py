"""Typed values in Polish words and figures, the same on paper, in csv and in gaps.

Everything is whole-number arithmetic: minutes, grosze and dates come in, text goes out.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

from cusdesk.core.messages import tr
from cusdesk.domain.reports import (
    ColumnKind,
    GoalTerm,
    Period,
    ServiceAmount,
    ServiceFee,
    ServiceUnit,
    TableCell,
)

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
    return f"{figures}{NBSP}zł" if unit else figures


def decimal_text(value: Decimal, places: int = 2) -> str:
    """Return a number with a decimal comma, half-up, thousands parted by a no-break space."""
    step = _CENTS if places == 2 else Decimal(1).scaleb(-places)  # noqa: PLR2004
    rounded = value.quantize(step, rounding=ROUND_HALF_UP)
    return f"{rounded:,}".replace(",", NBSP).replace(".", ",")


def hours_text(minutes: int, unit_minutes: int = 60) -> str:
    """Return minutes as units with a decimal comma and no idle zeros: `1,5`, `12`, `0,75`."""
    text = decimal_text(Decimal(minutes) / unit_minutes)
    return text.rstrip("0").rstrip(",") if "," in text else text


def yes_no_text(value: bool) -> str:  # noqa: FBT001 (the value itself)
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
    """Return any value of a plan as the paper shows it; an empty text for nothing."""
    match value:
        case None:
            return ""
        case GoalTerm():
            return tr(f"export.goal.{value.value}")
        case str():
            return value
        case bool():
            return yes_no_text(value)
        case int():
            return str(value)
        case dt.date():
            return date_text(value)
        case Period():
            return period_text(value) if value else ""
        case ServiceAmount():
            return amount_text(value)
        case ServiceFee():
            return fee_text(value) if value else ""
        case tuple():
            return ", ".join(value_text(item) for item in value)
        case _:
            raise TypeError(type(value).__name__)


def cell_text(value: TableCell, kind: ColumnKind) -> str:
    """Return one cell of a list as the paper shows it.

    Raises:
        TypeError: the value is not of the column's kind; a bug.
    """
    if value is None:
        return ""
    match kind, value:
        case ColumnKind.MINUTES, int():
            return decimal_text(Decimal(value) / 60)
        case ColumnKind.MONEY, int():
            return money_text(value)
        case ColumnKind.YES_NO, bool():
            return yes_no_text(value)
        case ColumnKind.DECIMAL, Decimal():
            return decimal_text(value)
        case ColumnKind.DATE, dt.date():
            return date_text(value)
        case (ColumnKind.INTEGER | ColumnKind.TEXT | ColumnKind.IDENTIFIER), (str() | int()):
            return str(value)
        case _:
            raise TypeError(kind.value)


def unit_name(unit: ServiceUnit) -> str:
    """Return the short name of a unit for a column: `godz.`, `spotkanie`."""
    return tr(f"export.unit_name.{unit.value}")
