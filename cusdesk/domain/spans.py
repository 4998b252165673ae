"""A month, a quarter or a year: the stretches reports are made for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_month
from cusdesk.domain.periods import MONTHS_PER_YEAR, add_months, last_day_of

_ROMAN = ("I", "II", "III", "IV")


class SpanKind(StrEnum):
    """How long a stretch is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        """How many months it has."""
        return {SpanKind.MONTH: 1, SpanKind.QUARTER: 3, SpanKind.YEAR: MONTHS_PER_YEAR}[self]


@dataclass(frozen=True, slots=True)
class Span:
    """Whole months from a day to a day, both included."""

    kind: SpanKind
    start: dt.date

    @property
    def end(self) -> dt.date:
        """The last day."""
        return last_day_of(self.start, self.kind.months)

    @property
    def words(self) -> str:
        """Return `czerwiec 2026`, `II kwartał 2026` or `2026 rok`."""
        if self.kind is SpanKind.MONTH:
            return format_month(self.start)
        number = _ROMAN[(self.start.month - 1) // 3]
        return tr(f"reports.span.{self.kind}_words", number=number, year=self.start.year)

    def shifted(self, count: int) -> Span:
        """Return the stretch so many later, earlier when below zero."""
        return Span(self.kind, add_months(self.start, count * self.kind.months))


def span_of(kind: SpanKind, day: dt.date) -> Span:
    """Return the month, quarter or year of a day."""
    first = (day.month - 1) // kind.months * kind.months + 1
    return Span(kind, dt.date(day.year, first, 1))
