"""Values on the screen: how they look, and what typed text means, with words for what is wrong.

The reading itself is `cusdesk.domain` (dates, durations, money); this module only joins it to
message keys, so that forms and grids say the same about the same mistake.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dates import format_date, parse_date
from cusdesk.domain.durations import format_minutes, parse_minutes
from cusdesk.domain.money import format_money, parse_money
from cusdesk.domain.quantities import format_quantity, read_quantity

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable
    from decimal import Decimal

NO_BREAK_SPACE = "\u00a0"
_SPACES = re.compile(r"\s")
_WHOLE_NUMBER = re.compile(r"-?\d{1,12}")


@dataclass(frozen=True, slots=True)
class Typed:
    """What a typed text means.

    Attributes:
        value: the value, or None (empty or unreadable).
        problem: message key of what is wrong or doubtful, "" when nothing is.
        params: its parameters.
        blocking: whether the value cannot be used; a doubt only warns.
    """

    value: Any
    problem: str = ""
    params: tuple[tuple[str, object], ...] = ()
    blocking: bool = False


def show_minutes(value: int | None) -> str:
    """Return minutes as h:mm, or nothing."""
    return "" if value is None else format_minutes(value)


def show_money(value_gr: int | None, *, symbol: bool = False) -> str:
    """Return grosze as 1 234,50, or nothing."""
    return "" if value_gr is None else format_money(value_gr, symbol=symbol)


def show_number(value: float | Decimal | None) -> str:
    """Return a number with a comma, thousands apart and no idle zeros, or nothing."""
    if value is None:
        return ""
    text = f"{value:,}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(",", NO_BREAK_SPACE).replace(".", ",")


def show_size(size: int) -> str:
    """Return a number of bytes in megabytes with one decimal, the smallest being 0,1."""
    tenths = max(1, round(size * 10 / 1_000_000))
    return f"{tenths // 10},{tenths % 10}{NO_BREAK_SPACE}MB"


def show(kind: str, value: Any) -> str:  # noqa: ANN401 (the kind says the type)
    """Return a value of a kind (text, date, minutes, money, number, quantity) as it is shown."""
    return "" if value is None else _SHOWN.get(kind, str)(value)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "date": format_date,
    "minutes": show_minutes,
    "money": show_money,
    "number": show_number,
    "quantity": format_quantity,
}


def read_date(text: str, today: dt.date) -> Typed:
    """Return the date people mean: 1.2.1950, 2 marca 1950, 1950-02-01, and with a doubt 1.2.50."""
    if not text.strip():
        return Typed(None)
    reading = parse_date(text, today)
    if reading.value is None or reading.precision != "day":
        return Typed(None, "common.typed.date", blocking=True)
    if reading.problem is None:
        return Typed(reading.value)
    shown = (("date", format_date(reading.value)),)
    if reading.problem in {"too_early", "too_late", "impossible"}:
        return Typed(None, "common.typed.date_range", shown, blocking=True)
    return Typed(reading.value, "common.typed.date_doubt", shown)


def read_minutes(text: str) -> Typed:
    """Return minutes out of 1:30, 1,5, 90 min; a bare number counts hours."""
    if not text.strip():
        return Typed(None)
    reading = parse_minutes(text)
    if reading.minutes is None:
        return Typed(None, "common.typed.minutes", blocking=True)
    if reading.problem is None:
        return Typed(reading.minutes)
    return Typed(
        reading.minutes, "common.typed.minutes_doubt", (("time", show_minutes(reading.minutes)),)
    )


def read_money(text: str) -> Typed:
    """Return grosze out of 12, 12,50, 1 234,5 zł."""
    if not text.strip():
        return Typed(None)
    reading = parse_money(text)
    if reading.grosze is None:
        return Typed(None, "common.typed.money", blocking=True)
    if reading.problem is None:
        return Typed(reading.grosze)
    return Typed(
        reading.grosze, "common.typed.money_doubt", (("amount", show_money(reading.grosze)),)
    )


def read_units(text: str) -> Typed:
    """Return thousandths of a unit out of 12, 12,5 or 1 200."""
    if not text.strip():
        return Typed(None)
    found = read_quantity(text)
    if found is None:
        return Typed(None, "common.typed.quantity", blocking=True)
    return Typed(found)


def read_int(text: str) -> Typed:
    """Return a whole number; spaces between thousands are allowed."""
    bare = _SPACES.sub("", text)
    if not bare:
        return Typed(None)
    if not _WHOLE_NUMBER.fullmatch(bare):
        return Typed(None, "common.typed.number", blocking=True)
    return Typed(int(bare))


def read(kind: str, text: str, today: dt.date) -> Typed:
    """Return what a text typed into a cell or field of this kind means."""
    match kind:
        case "date":
            return read_date(text, today)
        case "minutes":
            return read_minutes(text)
        case "money":
            return read_money(text)
        case "number":
            return read_int(text)
        case "quantity":
            return read_units(text)
        case _:
            return Typed(text.strip() or None)
