"""One service in one month: persons by days, with every sum as a living formula."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import quote_sheetname, xl_range, xl_rowcol_to_cell

from cusdesk.core.messages import tr
from cusdesk.domain.reports import MarkKind, MonthDay, PersonMonth
from cusdesk.export.values import date_text, unit_name
from cusdesk.export.xlsx.book import (
    CELL_HOURS,
    FREE_FILL,
    TEXT,
    TOTAL_FILL,
    Book,
    page,
    put_text,
)
from cusdesk.export.xlsx.month_common import (
    Summary,
    cached,
    month_words,
    number_format,
    shown,
    unit_words,
    write_sign_off,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import DayMark, MonthlySheet, ServiceMonth

HEAD_ROW = 3
FIRST_ROW = HEAD_ROW + 2
COUNTERS = ("presences", "absences", "planned", "delivered", "left")
_LOOKS_NUMERIC = re.compile(r"^[-+]?[\d.,:]*\d[\d.,:]*%?$")
_WILDCARDS = re.compile(r"([*?~])")


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand on the sheet."""

    service: ServiceMonth
    days: tuple[MonthDay, ...]
    symbols: dict[MarkKind, tuple[str, ...]]
    with_pesel: bool

    @property
    def first_day(self) -> int:
        return 3 if self.with_pesel else 2

    @property
    def last_day(self) -> int:
        return self.first_day + len(self.days) - 1

    def counter(self, name: str) -> int:
        """Return the column of a counter."""
        return self.last_day + 1 + COUNTERS.index(name)

    @property
    def last_column(self) -> int:
        return self.counter("left")

    @property
    def last_row(self) -> int:
        """Row of the last person; the row above the first one when there is nobody."""
        return FIRST_ROW + len(self.service.persons) - 1

    def column_range(self, column: int) -> str:
        """Return the cells of all persons in a column (one empty row when there is nobody)."""
        return xl_range(FIRST_ROW, column, max(self.last_row, FIRST_ROW), column)


_Figure = Callable[[_Plan, int, str], tuple[str, Decimal | int]]


def write_service_sheet(
    book: Book, sheet: Worksheet, document: MonthlySheet, service: ServiceMonth
) -> Summary:
    """Write one service; return where its figures stand.

    Raises:
        ValueError: a mark's symbol reads as a number; a bug of the caller.
    """
    plan = _Plan(
        service,
        document.days,
        _symbols(document, service),
        any(person.pesel for person in service.persons),
    )
    _write_title(book, sheet, document, plan)
    _write_head(book, sheet, plan)
    for row, person in enumerate(service.persons, start=FIRST_ROW):
        _write_person(book, sheet, plan, row, person)
    row = _write_totals(book, sheet, plan)
    bottom, summary = _write_summary(book, sheet, plan, row + 2)
    _write_legend(book, sheet, document, plan, row + 2)
    last = write_sign_off(book, sheet, document, bottom + 3, (1, plan.first_day + 16))
    _dress(sheet, document, plan, last)
    return summary


def _symbols(document: MonthlySheet, service: ServiceMonth) -> dict[MarkKind, tuple[str, ...]]:
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


def _write_title(book: Book, sheet: Worksheet, document: MonthlySheet, plan: _Plan) -> None:
    service = plan.service
    title = tr("export.month.title_service", service=service.name)
    put_text(sheet, 0, 0, title, book.format(bold=True, font_size=14))
    facts = [month_words(document)]
    facts += [
        tr(f"export.month.{key}", name=value)
        for key, value in (
            ("provider", service.provider),
            ("place", service.place),
            ("leader", service.leader),
        )
        if value
    ]
    facts.append(unit_words(service))
    put_text(sheet, 1, 0, " · ".join(facts), book.format())
    put_text(sheet, 2, 0, document.office.name, book.format(font_size=9, font_color="#595959"))


def _write_head(book: Book, sheet: Worksheet, plan: _Plan) -> None:
    labels = ["number", "name", *(["pesel"] if plan.with_pesel else [])]
    for column, label in enumerate(labels):
        text = tr(f"export.month.{label}")
        sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, text, book.head())
    weekdays = tr("export.month.weekdays").split()
    for column, day in enumerate(plan.days, start=plan.first_day):
        fill = {"bg_color": "#D2D2D2"} if day.is_free else {}
        sheet.write_number(HEAD_ROW, column, day.date.day, book.head(font_size=9, **fill))
        name = weekdays[day.date.weekday()]
        put_text(sheet, HEAD_ROW + 1, column, name, book.head(font_size=8, bold=False, **fill))
    for name in COUNTERS:
        text = tr(f"export.month.{name}")
        column = plan.counter(name)
        look = book.head(rotation=90, font_size=9, text_wrap=False)
        sheet.merge_range(HEAD_ROW, column, HEAD_ROW + 1, column, text, look)
    sheet.set_row(HEAD_ROW, 58)
    sheet.set_row(HEAD_ROW + 1, 15)


def _day_looks(book: Book, plan: _Plan, **more: object) -> list[Format]:
    """Return the format of each day's cells; free days are grey."""
    return [
        book.cell(
            align="center",
            font_size=9,
            num_format=CELL_HOURS,
            **({"bg_color": FREE_FILL} if day.is_free else {}),
            **more,
        )
        for day in plan.days
    ]


def _write_person(
    book: Book, sheet: Worksheet, plan: _Plan, row: int, person: PersonMonth
) -> None:
    sheet.write_number(row, 0, person.number, book.cell(align="center"))
    put_text(sheet, row, 1, person.name, book.cell(shrink=True, indent=1))
    if plan.with_pesel:
        put_text(sheet, row, 2, person.pesel, book.cell(num_format=TEXT, align="center"))
    looks = _day_looks(book, plan)
    for column, (mark, look) in enumerate(
        zip(person.marks, looks, strict=True), start=plan.first_day
    ):
        _write_mark(sheet, row, column, mark, look, plan.service)
    _write_counters(book, sheet, plan, row, person)


def _write_mark(  # noqa: PLR0913 (one cell)
    sheet: Worksheet,
    row: int,
    column: int,
    mark: DayMark | None,
    look: Format,
    service: ServiceMonth,
) -> None:
    if mark is None:
        sheet.write_blank(row, column, None, look)
    elif mark.kind is MarkKind.PRESENT and mark.minutes and service.unit.is_time:
        sheet.write_number(row, column, Decimal(mark.minutes) / service.minutes_of_unit, look)
    else:
        put_text(sheet, row, column, mark.symbol, look)


def _write_counters(
    book: Book, sheet: Worksheet, plan: _Plan, row: int, person: PersonMonth
) -> None:
    service = plan.service
    days = xl_range(row, plan.first_day, row, plan.last_day)
    presences = _presence_formula(plan, days)
    delivered = f"SUM({days})" if service.unit.is_time else presences
    planned_cell = xl_rowcol_to_cell(row, plan.counter("planned"))
    delivered_cell = xl_rowcol_to_cell(row, plan.counter("delivered"))
    count = book.cell(num_format="0")
    amount = book.cell(num_format=number_format(service.unit))
    put = sheet.write_formula
    put(row, plan.counter("presences"), f"={presences}", count, person.presences)
    absences = _absence_formula(plan, days)
    put(row, plan.counter("absences"), f"={absences}", count, person.absences)
    planned = shown(service, person.planned)
    if planned is None:
        sheet.write_blank(row, plan.counter("planned"), None, amount)
    else:
        sheet.write_number(row, plan.counter("planned"), planned, amount)
    value = cached(shown(service, person.delivered(service.unit)))
    put(row, plan.counter("delivered"), f"={delivered}", book.cell(
        num_format=number_format(service.unit), bold=True), value)
    left = cached(shown(service, person.left(service.unit)))
    formula = f'=IF({planned_cell}="","",{planned_cell}-{delivered_cell})'
    put(row, plan.counter("left"), formula, amount, left)


def _presence_formula(plan: _Plan, cells: str) -> str:
    terms = [f"COUNT({cells})"] if plan.service.unit.is_time else []
    terms += [_count_of(symbol, cells) for symbol in plan.symbols[MarkKind.PRESENT]]
    return "+".join(terms) or "0"


def _absence_formula(plan: _Plan, cells: str) -> str:
    symbols = plan.symbols[MarkKind.ABSENT] + plan.symbols[MarkKind.EXCUSED]
    return "+".join(_count_of(symbol, cells) for symbol in symbols) or "0"


def _count_of(symbol: str, cells: str) -> str:
    """Return a formula that counts a symbol, whatever characters it is made of."""
    escaped = _WILDCARDS.sub(r"~\1", symbol).replace('"', '""')
    sign = "=" if escaped[:1] in "<>=" else ""
    return f'COUNTIF({cells},"{sign}{escaped}")'


def _write_totals(book: Book, sheet: Worksheet, plan: _Plan) -> int:
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
    plan: _Plan, name: str, persons: tuple[PersonMonth, ...]
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


def _day_minutes(plan: _Plan, index: int, cells: str) -> tuple[str, Decimal | int]:
    marks = (person.marks[index] for person in plan.service.persons)
    minutes = sum(m.minutes for m in marks if m and m.kind is MarkKind.PRESENT)
    return f"SUM({cells})", Decimal(minutes) / plan.service.minutes_of_unit


def _day_presences(plan: _Plan, index: int, cells: str) -> tuple[str, Decimal | int]:
    marks = (person.marks[index] for person in plan.service.persons)
    count = sum(1 for m in marks if m and m.kind is MarkKind.PRESENT)
    return _presence_formula(plan, cells), count


def _write_day_row(  # noqa: PLR0913 (one row)
    book: Book, sheet: Worksheet, plan: _Plan, row: int, label: str, figure: _Figure
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


def _write_summary(
    book: Book, sheet: Worksheet, plan: _Plan, top: int
) -> tuple[int, Summary]:
    """Write the figures of the service, one under another; return the last row and the places."""
    service = plan.service
    value_column = plan.last_column - 1
    first = value_column - 9
    amount = number_format(service.unit)
    totals = max(plan.last_row, FIRST_ROW) + 1
    presences = plan.column_range(plan.counter("presences"))
    by_persons = service.counted_by.value == "persons"
    planned = xl_rowcol_to_cell(totals, plan.counter("planned"))
    pooled = service.planned_total is not None or not by_persons
    delivered = xl_rowcol_to_cell(totals, plan.counter("delivered"))
    left = xl_rowcol_to_cell(totals, plan.counter("left"))
    unplanned = "" if pooled else _unplanned_formula(plan)
    rows: list[tuple[str, str, Decimal | int | None, str]] = [
        ("listed", f"COUNTA({plan.column_range(1)})", len(service.persons), "0"),
        ("users", f'COUNTIF({presences},">0")', service.users, "0"),
        (
            "meetings" if service.meetings else "visits",
            "" if service.meetings else f"SUM({presences})",
            service.meeting_count,
            "0",
        ),
        ("planned", "" if pooled else planned, shown(service, service.planned), amount),
        ("delivered", delivered if by_persons else "", shown(service, service.delivered), amount),
        ("unplanned", unplanned, shown(service, service.unplanned), amount),
        ("left", "" if pooled else left, shown(service, service.left), amount),
        ("absences", xl_rowcol_to_cell(totals, plan.counter("absences")), service.absences, "0"),
    ]
    head = book.head(align="left")
    sheet.merge_range(top, first, top, value_column, tr("export.month.summary"), head)
    places = {}
    for row, (name, formula, value, pattern) in enumerate(rows, start=top + 1):
        label = tr(f"export.month.{name}")
        if name == "delivered" and not by_persons:
            label = f"{label} ({tr('export.month.by_meetings')})"
        sheet.merge_range(row, first, row, value_column - 1, label, book.cell())
        key = "meetings" if name == "visits" else name
        places[key] = xl_rowcol_to_cell(row, value_column, row_abs=True, col_abs=True)
        look = book.cell(num_format=pattern, bold=True)
        if name == "left" and pooled:
            done = places["delivered"]
            formula = f'IF({places["planned"]}="","",{places["planned"]}-{done})'
        _put_figure(sheet, (row, value_column), formula, value, look)
    link = quote_sheetname(sheet.get_name())
    return top + len(rows), Summary(**{key: f"{link}!{cell}" for key, cell in places.items()})


def _unplanned_formula(plan: _Plan) -> str:
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


def _write_legend(
    book: Book, sheet: Worksheet, document: MonthlySheet, plan: _Plan, top: int
) -> None:
    put_text(sheet, top, 1, tr("export.month.legend"), book.format(bold=True))
    lines = [
        tr("export.month.legend_entry", symbol=entry.symbol, meaning=entry.meaning)
        for entry in document.legend
    ]
    if plan.service.unit.is_time:
        unit = unit_name(plan.service.unit)
        lines.append(tr("export.month.legend_hours", unit=unit))
    lines.append(tr("export.month.legend_free"))
    lines += [
        tr("export.month.holiday", date=date_text(day.date), name=day.holiday)
        for day in plan.days
        if day.holiday
    ]
    for row, line in enumerate(lines, start=top + 1):
        put_text(sheet, row, 1, line, book.format(font_size=9))


def _dress(sheet: Worksheet, document: MonthlySheet, plan: _Plan, last: int) -> None:
    sheet.set_column(0, 0, 4.3)
    sheet.set_column(1, 1, 30)
    if plan.with_pesel:
        sheet.set_column(2, 2, 12.5)
    sheet.set_column(plan.first_day, plan.last_day, 3.5)
    sheet.set_column(plan.last_day + 1, plan.last_column, 7.3)
    sheet.freeze_panes(FIRST_ROW, 2)
    sheet.repeat_rows(HEAD_ROW, HEAD_ROW + 1)
    sheet.print_area(0, 0, last, plan.last_column)
    page(sheet, document.office.name, tr("export.month.page"))
