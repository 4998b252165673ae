"""The sums under the grid of a service and its summary, every one a formula with its value."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import quote_sheetname, xl_rowcol_to_cell

from cusdesk.core.messages import tr
from cusdesk.domain.reports import CountedBy, MarkKind, PersonMonth
from cusdesk.export.xlsx.book import CELL_HOURS, TOTAL_FILL, Book, put_text
from cusdesk.export.xlsx.month_common import Summary, cached, number_format, shown
from cusdesk.export.xlsx.month_grid import COUNTERS, FIRST_ROW, GridPlan, presence_formula

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import ServiceMonth

_MEETING_LABELS = {"meetings", "meetings_head", "visits"}
_Figure = Callable[[GridPlan, int, str], tuple[str, Decimal | int]]


def write_totals(book: Book, sheet: Worksheet, plan: GridPlan) -> int:
    """Write the rows of sums under the grid; return the last of them."""
    row = max(plan.last_row, FIRST_ROW) + 1
    persons = plan.service.persons
    if plan.service.unit.is_time:
        _write_day_row(book, sheet, plan, row, "total", _day_minutes)
        row += 1
    _write_day_row(book, sheet, plan, row, "total_present", _day_presences)
    top = max(plan.last_row, FIRST_ROW) + 1
    bold: dict[str, object] = {"bold": True, "bg_color": TOTAL_FILL}
    for name in COUNTERS:
        column = plan.counter(name)
        count = name in {"presences", "absences"}
        pattern = "0" if count else number_format(plan.service.unit)
        look = book.cell(num_format=pattern, **bold)
        cells = plan.column_range(column)
        formula = f"=SUM({cells})"
        if name in {"planned", "left"}:
            formula = f'=IF(COUNT({plan.column_range(plan.counter("planned"))})=0,"",SUM({cells}))'
        sheet.write_formula(top, column, formula, look, _counter_total(plan, name, persons))
        for blank in range(top + 1, row + 1):
            sheet.write_blank(blank, column, None, look)
    return row


def _counter_total(
    plan: GridPlan, name: str, persons: tuple[PersonMonth, ...]
) -> float | int | str:
    service, unit = plan.service, plan.service.unit
    match name:
        case "presences":
            return sum(person.presences for person in persons)
        case "absences":
            return sum(person.absences for person in persons)
        case "delivered":
            return cached(shown(service, sum(person.delivered(unit) for person in persons)))
    known = [p for p in persons if p.planned is not None]
    if not known:
        return ""
    values = [p.planned if name == "planned" else p.left(unit) for p in known]
    return cached(shown(service, sum(value or 0 for value in values)))


def _day_minutes(plan: GridPlan, index: int, cells: str) -> tuple[str, Decimal | int]:
    marks = (person.marks[index] for person in plan.service.persons)
    minutes = sum(m.minutes for m in marks if m and m.kind is MarkKind.PRESENT)
    return f"SUM({cells})", Decimal(minutes) / plan.service.minutes_of_unit


def _day_presences(plan: GridPlan, index: int, cells: str) -> tuple[str, Decimal | int]:
    marks = [person.marks[index] for person in plan.service.persons]
    return presence_formula(plan, cells, marks), sum(mark.presences for mark in marks if mark)


def _write_day_row(
    book: Book, sheet: Worksheet, plan: GridPlan, row: int, label: str, figure: _Figure
) -> None:
    bold: dict[str, object] = {"bold": True, "bg_color": TOTAL_FILL}
    put_text(sheet, row, 0, "", book.cell(**bold))
    put_text(sheet, row, 1, tr(f"export.month.{label}"), book.cell(**bold))
    if plan.with_pesel:
        put_text(sheet, row, 2, "", book.cell(**bold))
    look = book.cell(align="center", font_size=9, num_format=f"{CELL_HOURS};;", **bold)
    for index in range(len(plan.days)):
        column = plan.first_day + index
        formula, value = figure(plan, index, plan.column_range(column))
        sheet.write_formula(row, column, f"={formula}", look, cached(value))


def write_summary(book: Book, sheet: Worksheet, plan: GridPlan, top: int) -> tuple[int, Summary]:
    """Write the figures of the service, one under another; return the last row and the places."""
    service = plan.service
    value_column = plan.last_column - 1
    first = value_column - 9
    amount = number_format(service.unit)
    totals = max(plan.last_row, FIRST_ROW) + 1
    presences = plan.column_range(plan.counter("presences"))
    by_persons = service.counted_by is CountedBy.PERSONS
    planned = xl_rowcol_to_cell(totals, plan.counter("planned"))
    pooled = service.planned_total is not None or not by_persons
    delivered = xl_rowcol_to_cell(totals, plan.counter("delivered"))
    left = xl_rowcol_to_cell(totals, plan.counter("left"))
    unplanned = "" if pooled else _unplanned_formula(plan)
    rows: list[tuple[str, str, Decimal | int | None, str]] = [
        ("listed", f"COUNTA({plan.column_range(1)})", len(service.persons), "0"),
        ("users", f'COUNTIF({presences},">0")', service.users, "0"),
        _meetings_row(service, presences),
        ("planned", "" if pooled else planned, shown(service, service.planned), amount),
        ("delivered", delivered if by_persons else "", shown(service, service.delivered), amount),
        ("unplanned", unplanned, shown(service, service.unplanned), amount),
        ("left", "" if pooled else left, shown(service, service.left), amount),
        ("absences", xl_rowcol_to_cell(totals, plan.counter("absences")), service.absences, "0"),
    ]
    head = book.head(align="left")
    sheet.merge_range(top, first, top, value_column, tr("export.month.summary"), head)
    places = {}
    for row, (name, given, value, pattern) in enumerate(rows, start=top + 1):
        formula = given
        label = tr(f"export.month.{name}")
        if name == "delivered" and not by_persons:
            label = f"{label} ({tr('export.month.by_meetings')})"
        sheet.merge_range(row, first, row, value_column - 1, label, book.cell())
        key = "meetings" if name in _MEETING_LABELS else name
        places[key] = xl_rowcol_to_cell(row, value_column, row_abs=True, col_abs=True)
        look = book.cell(num_format=pattern, bold=True)
        if name == "left" and pooled:
            done = places["delivered"]
            formula = f'IF({places["planned"]}="","",{places["planned"]}-{done})'
        _put_figure(sheet, (row, value_column), formula, value, look)
    link = quote_sheetname(sheet.get_name())
    return top + len(rows), Summary(**{key: f"{link}!{cell}" for key, cell in places.items()})


def _meetings_row(
    service: ServiceMonth, presences: str
) -> tuple[str, str, Decimal | int | None, str]:
    """Return the line of meetings and visits; a formula where the marks tell their number."""
    if service.meetings:
        label = "meetings_head" if service.visits else "meetings"
        return label, "", service.meeting_count, "0"
    days = sum(person.presences for person in service.persons)
    formula = f"SUM({presences})" if days == service.meeting_count else ""
    return "visits", formula, service.meeting_count, "0"


def _unplanned_formula(plan: GridPlan) -> str:
    """Return the sum of what went to persons without a plan, empty when nobody has one."""
    planned = plan.column_range(plan.counter("planned"))
    delivered = plan.column_range(plan.counter("delivered"))
    total = f'SUM({delivered})-SUMIF({planned},">=0",{delivered})'
    return f'IF(COUNT({planned})=0,"",{total})'


def _put_figure(
    sheet: Worksheet, at: tuple[int, int], formula: str, value: Decimal | int | None, look: Format
) -> None:
    if formula:
        sheet.write_formula(*at, f"={formula}", look, cached(value))
    elif value is None:
        sheet.write_blank(*at, None, look)
    else:
        sheet.write_number(*at, value, look)
