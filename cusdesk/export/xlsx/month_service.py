"""One service in one month: persons by days, with every sum as a living formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.export.heads import heads_line
from cusdesk.export.values import date_text, unit_name
from cusdesk.export.xlsx.book import Book, page, put_text
from cusdesk.export.xlsx.month_common import (
    Summary,
    month_foot,
    month_words,
    unit_words,
    write_sign_off,
)
from cusdesk.export.xlsx.month_figures import write_summary, write_totals
from cusdesk.export.xlsx.month_grid import (
    COUNTERS,
    FIRST_ROW,
    HEAD_ROW,
    GridPlan,
    symbols_of,
)
from cusdesk.export.xlsx.month_rows import PersonRows

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

    from cusdesk.domain.reports import MonthlySheet, ServiceMonth


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
    rows = PersonRows(book, sheet, plan)
    for row, person in enumerate(service.persons, start=FIRST_ROW):
        rows.write(row, person)
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
    sheet.set_row(HEAD_ROW, 66)
    sheet.set_row(HEAD_ROW + 1, 15)


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
    if heads := heads_line(plan.service):
        lines.append(heads)
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
    page(sheet, month_foot(document), tr("export.month.page"))
