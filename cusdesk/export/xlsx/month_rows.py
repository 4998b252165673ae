"""The rows of persons on the sheet of a service: marks, hours and their counters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from cusdesk.domain.reports import MarkKind
from cusdesk.export.xlsx.book import CELL_HOURS, FREE_FILL, TEXT, Book, put_text
from cusdesk.export.xlsx.month_common import cached, number_format, shown
from cusdesk.export.xlsx.month_grid import (
    GridPlan,
    absence_formula,
    presence_formula,
    shown_count,
)

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import DayMark, PersonMonth


class PersonRows:
    """Writes one person a row; formats and columns are looked up once a sheet."""

    def __init__(self, book: Book, sheet: Worksheet, plan: GridPlan) -> None:
        self._sheet = sheet
        self._plan = plan
        self._unit = plan.service.unit
        self._length = plan.service.minutes_of_unit
        amount = number_format(self._unit)
        self._number = book.cell(align="center")
        self._name = book.cell(shrink=True, indent=1)
        self._pesel = book.cell(num_format=TEXT, align="center")
        self._count = book.cell(num_format="0")
        self._amount = book.cell(num_format=amount)
        self._strong = book.cell(num_format=amount, bold=True)
        day: dict[str, object] = {"align": "center", "font_size": 9, "num_format": CELL_HOURS}
        usual, free = book.cell(**day), book.cell(bg_color=FREE_FILL, **day)
        self._days = [
            (column, free if date.is_free else usual)
            for column, date in enumerate(plan.days, start=plan.first_day)
        ]

    def write(self, row: int, person: PersonMonth) -> None:
        """Write one person."""
        sheet = self._sheet
        sheet.write_number(row, 0, person.number, self._number)
        put_text(sheet, row, 1, person.name, self._name)
        if self._plan.with_pesel:
            put_text(sheet, row, 2, person.pesel, self._pesel)
        for mark, (column, look) in zip(person.marks, self._days, strict=True):
            if mark is None:
                sheet.write_blank(row, column, None, look)
            elif self._has_hours(mark):
                sheet.write_number(row, column, mark.minutes / self._length, look)
            elif mark.more_presences and (count := shown_count(self._plan, mark)) is not None:
                sheet.write_number(row, column, count, look)
            else:
                put_text(sheet, row, column, mark.symbol, look)
        self._write_counters(row, person)

    def _has_hours(self, mark: DayMark) -> bool:
        return mark.kind is MarkKind.PRESENT and mark.minutes > 0 and self._unit.is_time

    def _write_counters(self, row: int, person: PersonMonth) -> None:
        plan, put = self._plan, self._sheet.write_formula
        days = xl_range(row, plan.first_day, row, plan.last_day)
        presences = presence_formula(plan, days, person.marks)
        delivered = f"SUM({days})" if self._unit.is_time else presences
        column = plan.counter("presences")
        put(row, column, f"={presences}", self._count, person.presences)
        put(
            row,
            column + 1,
            f"={absence_formula(plan, days, person.marks)}",
            self._count,
            person.absences,
        )
        planned = shown(plan.service, person.planned)
        if planned is None:
            self._sheet.write_blank(row, column + 2, None, self._amount)
        else:
            self._sheet.write_number(row, column + 2, planned, self._amount)
        value = cached(shown(plan.service, person.delivered(self._unit)))
        put(row, column + 3, f"={delivered}", self._strong, value)
        planned_cell = xl_rowcol_to_cell(row, column + 2)
        delivered_cell = xl_rowcol_to_cell(row, column + 3)
        formula = f'=IF({planned_cell}="","",{planned_cell}-{delivered_cell})'
        left = cached(shown(plan.service, person.left(self._unit)))
        put(row, column + 4, formula, self._amount, left)
