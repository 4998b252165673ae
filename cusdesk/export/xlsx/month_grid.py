"""Where things stand on the sheet of a service, and the formulas that count its marks."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range

from cusdesk.domain.reports import MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.domain.reports import DayMark, MonthDay, MonthlySheet, ServiceMonth

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 2
COUNTERS = ("presences", "absences", "planned", "delivered", "left")
_LOOKS_NUMERIC = re.compile(r"^[-+]?[\d.,:]*\d[\d.,:]*%?$")
_WILDCARDS = re.compile(r"([*?~])")


@dataclass(frozen=True, slots=True)
class GridPlan:
    """Rows and columns of one service's sheet."""

    service: ServiceMonth
    days: tuple[MonthDay, ...]
    symbols: dict[MarkKind, tuple[str, ...]]
    with_pesel: bool

    @property
    def first_day(self) -> int:
        """Column of the first day."""
        return 3 if self.with_pesel else 2

    @property
    def last_day(self) -> int:
        """Column of the last day."""
        return self.first_day + len(self.days) - 1

    def counter(self, name: str) -> int:
        """Return the column of a counter."""
        return self.last_day + 1 + COUNTERS.index(name)

    @property
    def last_column(self) -> int:
        """The rightmost column."""
        return self.counter("left")

    @property
    def last_row(self) -> int:
        """Row of the last person; the row above the first one when there is nobody."""
        return FIRST_ROW + len(self.service.persons) - 1

    def column_range(self, column: int) -> str:
        """Return the cells of all persons in a column (one empty row when there is nobody)."""
        return str(xl_range(FIRST_ROW, column, max(self.last_row, FIRST_ROW), column))


def symbols_of(document: MonthlySheet, service: ServiceMonth) -> dict[MarkKind, tuple[str, ...]]:
    """Return the symbols to count by kind: those of the legend and any others in use.

    Spreadsheets do not tell `x` from `X` when counting, so each letter is taken once.
    """
    found: dict[MarkKind, dict[str, str]] = {kind: {} for kind in MarkKind}
    for entry in document.legend:
        found[entry.kind].setdefault(entry.symbol.casefold(), entry.symbol)
    for person in service.persons:
        for mark in person.marks:
            if mark:
                found[mark.kind].setdefault(mark.symbol.casefold(), mark.symbol)
    for kinds in found.values():
        for symbol in kinds.values():
            if _LOOKS_NUMERIC.match(symbol):
                raise ValueError("numeric symbol")
    return {kind: tuple(sorted(kinds.values())) for kind, kinds in found.items()}


def shown_count(plan: GridPlan, mark: DayMark) -> int | None:
    """Return what stands for several presences of one day where hours are not written."""
    return mark.presences if mark.presences > 1 and not plan.service.unit.is_time else None


def presence_formula(plan: GridPlan, cells: str, marks: Iterable[DayMark | None]) -> str:
    """Return a formula without `=` that counts presences: hours, counts and marks of presence.

    A cell with hours counts once; `marks` are those of the cells, for what more they stand for.
    """
    terms = [f"COUNT({cells})" if plan.service.unit.is_time else f"SUM({cells})"]
    terms += [_count_of(symbol, cells) for symbol in plan.symbols[MarkKind.PRESENT]]
    several = [mark for mark in marks if mark and mark.more_presences]
    hidden = sum(mark.more_presences for mark in several if shown_count(plan, mark) is None)
    return "+".join([*terms, *_constant(hidden)])


def absence_formula(plan: GridPlan, cells: str, marks: Iterable[DayMark | None]) -> str:
    """Return a formula without `=` that counts absences, excused or not."""
    symbols = plan.symbols[MarkKind.ABSENT] + plan.symbols[MarkKind.EXCUSED]
    terms = [_count_of(symbol, cells) for symbol in symbols]
    hidden = sum(mark.more_absences for mark in marks if mark)
    return "+".join([*terms, *_constant(hidden)]) or "0"


def _constant(number: int) -> list[str]:
    return [str(number)] if number else []


def _count_of(symbol: str, cells: str) -> str:
    """Return a formula that counts a symbol, whatever characters it is made of."""
    escaped = _WILDCARDS.sub(r"~\1", symbol).replace('"', '""')
    sign = "=" if escaped[:1] in "<>=" else ""
    return f'COUNTIF({cells},"{sign}{escaped}")'
