"""One service in one month: persons by days, with every sum as a living formula."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from xlsxwriter.utility import xl_range, xl_rowcol_to_cell

from cusdesk.core.messages import tr
from cusdesk.domain.reports import MarkKind
from cusdesk.export.values import date_text, unit_name
from cusdesk.export.xlsx.book import CELL_HOURS, FREE_FILL, TEXT, Book, page, put_text
from cusdesk.export.xlsx.month_common import (
    Summary,
    cached,
    month_words,
    number_format,
    shown,
    unit_words,
    write_sign_off,
)
from cusdesk.export.xlsx.month_figures import write_summary, write_totals
from cusdesk.export.xlsx.month_grid import (
    COUNTERS,
    FIRST_ROW,
    HEAD_ROW,
    GridPlan,
    absence_formula,
    presence_formula,
    symbols_of,
)

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import DayMark, MonthlySheet, PersonMonth, ServiceMonth


def write_service_sheet(
    book: Book, sheet: Worksheet, document: MonthlySheet, service: ServiceMonth
) -> Summary:
    """Write one service; return where its figures stand.

    Raises:
        ValueError: a mark's symbol reads as a number; a bug of the caller.
    """
    plan = GridPlan(
        service,
        document.days,
        symbols_of(document, service),
        any(person.pesel for person in service.persons),
    )
    _write_title(book, sheet, document, plan)
    _write_head(book, sheet, plan)
    for row, person in enumerate(service.persons, start=FIRST_ROW):
        _write_person(book, sheet, plan, row, person)
    row = write_totals(book, sheet, plan)
    bottom, summary = write_summary(book, sheet, plan, row + 2)
    _write_legend(book, sheet, document, plan, row + 2)
    last = write_sign_off(book, sheet, document, bottom + 3, (1, plan.first_day + 16))
    _dress(sheet, document, plan, last)
    return summary


def _write_title(book: Book, sheet: Worksheet, document: MonthlySheet, plan: GridPlan) -> None:
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


def _write_head(book: Book, sheet: Worksheet, plan: GridPlan) -> None:
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


def _day_looks(book: Book, plan: GridPlan, **more: object) -> list[Format]:
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
    book: Book, sheet: Worksheet, plan: GridPlan, row: int, person: PersonMonth
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


def _write_mark(
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
    book: Book, sheet: Worksheet, plan: GridPlan, row: int, person: PersonMonth
) -> None:
    service = plan.service
    days = xl_range(row, plan.first_day, row, plan.last_day)
    presences = presence_formula(plan, days)
    delivered = f"SUM({days})" if service.unit.is_time else presences
    planned_cell = xl_rowcol_to_cell(row, plan.counter("planned"))
    delivered_cell = xl_rowcol_to_cell(row, plan.counter("delivered"))
    count = book.cell(num_format="0")
    amount = book.cell(num_format=number_format(service.unit))
    put = sheet.write_formula
    put(row, plan.counter("presences"), f"={presences}", count, person.presences)
    absences = absence_formula(plan, days)
    put(row, plan.counter("absences"), f"={absences}", count, person.absences)
    planned = shown(service, person.planned)
    if planned is None:
        sheet.write_blank(row, plan.counter("planned"), None, amount)
    else:
        sheet.write_number(row, plan.counter("planned"), planned, amount)
    value = cached(shown(service, person.delivered(service.unit)))
    put(
        row,
        plan.counter("delivered"),
        f"={delivered}",
        book.cell(num_format=number_format(service.unit), bold=True),
        value,
    )
    left = cached(shown(service, person.left(service.unit)))
    formula = f'=IF({planned_cell}="","",{planned_cell}-{delivered_cell})'
    put(row, plan.counter("left"), formula, amount, left)


def _write_legend(
    book: Book, sheet: Worksheet, document: MonthlySheet, plan: GridPlan, top: int
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


def _dress(sheet: Worksheet, document: MonthlySheet, plan: GridPlan, last: int) -> None:
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
