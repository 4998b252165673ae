"""The monthly sheet on paper: the office on one page, then persons by days, a service a page."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.domain.reports import MarkKind
from cusdesk.export.heads import heads_line
from cusdesk.export.pdf.blocks import Block, Paragraph, TextStyle
from cusdesk.export.pdf.document import Letterhead, Meta, running_head_room, write_pages
from cusdesk.export.pdf.grid import Grid, GridStyle, Row, wrap_cell
from cusdesk.export.pdf.marks import SigningLine
from cusdesk.export.pdf.pages import add_with_company, paginate
from cusdesk.export.pdf.theme import Theme, landscape_sheet, normal
from cusdesk.export.values import date_text, hours_text, unit_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports import DayMark, MonthlySheet, PersonMonth, ServiceMonth
    from cusdesk.export.pdf.pages import Page

_OFFICE_COLUMNS = (
    ("number", 0.03),
    ("service", 0.23),
    ("provider_head", 0.13),
    ("listed_head", 0.07),
    ("users_head", 0.08),
    ("meetings_head", 0.08),
    ("unit_head", 0.07),
    ("planned_head", 0.08),
    ("delivered_head", 0.085),
    ("left_head", 0.07),
    ("absences_head", 0.075),
)
_OFFICE_TEXTS = 3
_NUMBER, _NAME, _COUNTER = 0.024, 0.15, 0.046
_COUNTERS = ("presences", "absences", "planned", "delivered", "left")
_SMALL = 6.4


def render_month(document: MonthlySheet, out: BinaryIO, *, office_page: bool = True) -> int:
    """Write the month as a PDF and return its number of pages."""
    look, sheet = normal(8.2), landscape_sheet()
    room = sheet.inner_height
    later = room - running_head_room(look)
    pages: list[Page] = []
    if office_page:
        pages += _paged(_office(document, look, sheet.inner_width), look, room, later)
    for service in document.services:
        blocks = _service(document, service, look, sheet.inner_width)
        pages += _paged(blocks, look, later if pages else room, later)
    title = f"{tr('export.month.title_office')}, {_month(document)}"
    foot = tr("export.printed_on", date=date_text(document.printed_on))
    if document.log_head:
        foot += f" · {tr('export.month.log', head=document.log_head)}"
    meta = Meta(title, document.office.name, document.printed_on, title, foot)
    return write_pages(pages, sheet, look, meta, out)


def _paged(blocks: list[Block], look: Theme, first: float, later: float) -> list[Page]:
    width = landscape_sheet().inner_width
    pages = paginate(blocks, first, later)
    add_with_company(pages, [SigningLine(tr("export.month.signed"), look, width)], later)
    return pages


def _month(document: MonthlySheet) -> str:
    name = tr("export.month.months").split()[document.month - 1]
    return tr("export.month.month_line", month=name, year=document.year)


def _amount(service: ServiceMonth, quantity: int | None) -> str:
    return "" if quantity is None else hours_text(quantity, service.minutes_of_unit)


def _row(
    texts: Sequence[str], looks: Sequence[TextStyle], widths: list[float], style: GridStyle
) -> Row:
    cells = [
        wrap_cell([(line, look) for line in text.split("\n")], width, style)
        for text, look, width in zip(texts, looks, widths, strict=True)
    ]
    return Row(cells, style)


# --- the office


def _office(document: MonthlySheet, look: Theme, width: float) -> list[Block]:
    widths = [width * share for _, share in _OFFICE_COLUMNS]
    right = [
        replace(look.body, align="left" if n < _OFFICE_TEXTS else "right")
        for n in range(len(widths))
    ]
    heads = [replace(look.strong, size=look.strong.size * 0.9, align=r.align) for r in right]
    titles = [tr(f"export.month.{name}") for name, _ in _OFFICE_COLUMNS]
    rows = [
        _row(_office_texts(number, service), right, widths, look.grid)
        for number, service in enumerate(document.services, 1)
    ]
    rows.append(
        _row(
            _office_sum(document),
            [replace(look.strong, align=r.align) for r in right],
            widths,
            look.grid,
        )
    )
    return [
        Letterhead(document.office, (), look, width),
        Paragraph(f"{tr('export.month.title_office')}, {_month(document)}", look.title, width,
                  space=8.0),
        Grid(widths, _row(titles, heads, widths, look.grid), rows, look.grid, space=6.0),
        Paragraph(tr("export.month.distinct"), look.fine, width, space=4.0),
    ]  # fmt: skip


def _office_texts(number: int, service: ServiceMonth) -> list[str]:
    return [
        str(number),
        service.name,
        service.provider,
        str(len(service.persons)),
        str(service.users),
        str(service.meeting_count),
        unit_name(service.unit),
        _amount(service, service.planned),
        _amount(service, service.delivered),
        _amount(service, service.left),
        str(service.absences),
    ]


def _office_sum(document: MonthlySheet) -> list[str]:
    listed = {person.person_id for service in document.services for person in service.persons}
    return [
        "",
        tr("export.month.total"),
        "",
        str(len(listed)),
        str(document.distinct_users),
        str(sum(service.meeting_count for service in document.services)),
        "",
        "",
        "",
        "",
        str(sum(service.absences for service in document.services)),
    ]


# --- a service


def _service(
    document: MonthlySheet, service: ServiceMonth, look: Theme, width: float
) -> list[Block]:
    small = replace(look.body, size=_SMALL, leading=_SMALL * 1.2, align="center")
    name = replace(small, size=_SMALL * 1.12, align="left")
    amount = replace(small, align="right")
    style = replace(look.grid, pad_x=1.0, pad_y=2.0)
    days = document.days
    day = (1 - _NUMBER - _NAME - len(_COUNTERS) * _COUNTER) / len(days)
    widths = [width * s for s in (_NUMBER, _NAME, *[day] * len(days), *[_COUNTER] * len(_COUNTERS))]
    looks = [amount, name, *[small] * len(days), *[amount] * len(_COUNTERS)]
    bold = [replace(each, font=look.strong.font) for each in looks]
    weekdays = tr("export.month.weekdays").split()
    heads = [
        tr("export.month.number"),
        tr("export.month.name"),
        *[f"{weekdays[d.date.weekday()]}\n{d.date.day}" for d in days],
        *[tr(f"export.month.short.{counter}") for counter in _COUNTERS],
    ]
    head_looks = [bold[0], bold[1], *[replace(b, align="center") for b in bold[2:]]]
    rows = [_row(_person_texts(service, p), looks, widths, style) for p in service.persons]
    rows.append(_row(_sum_texts(document, service), bold, widths, style))
    unnamed = heads_line(service)
    legend = ";  ".join(
        tr("export.month.legend_entry", symbol=entry.symbol, meaning=entry.meaning)
        for entry in document.legend
    )
    return [
        Paragraph(tr("export.month.title_service", service=service.name), look.title, width,
                  space=8.0, keeps_next=True),
        Paragraph(_facts(document, service), look.fine, width, space=1.0, keeps_next=True),
        Grid(widths, _row(heads, head_looks, widths, style), rows, style, space=5.0),
        Paragraph(f"{tr('export.month.legend')}: {legend}", look.fine, width, space=4.0),
        *([Paragraph(unnamed, look.body, width, space=4.0)] if unnamed else []),
    ]  # fmt: skip


def _facts(document: MonthlySheet, service: ServiceMonth) -> str:
    named = (("provider", service.provider), ("place", service.place), ("leader", service.leader))
    facts = [tr(f"export.month.{key}", name=value) for key, value in named if value]
    unit = tr(
        "export.month.unit_length", unit=unit_name(service.unit), minutes=service.minutes_of_unit
    )
    if not service.unit.is_time:
        unit = tr("export.month.unit", unit=unit_name(service.unit))
    return " · ".join([_month(document), *facts, unit])


def _mark_text(service: ServiceMonth, mark: DayMark | None) -> str:
    if mark is None:
        return ""
    if mark.kind is MarkKind.PRESENT and mark.minutes and service.unit.is_time:
        return hours_text(mark.minutes, service.minutes_of_unit)
    if mark.presences > 1 and not service.unit.is_time:
        return str(mark.presences)
    return mark.symbol


def _person_texts(service: ServiceMonth, person: PersonMonth) -> list[str]:
    return [
        str(person.number),
        person.full_name,
        *[_mark_text(service, mark) for mark in person.marks],
        str(person.presences),
        str(person.absences),
        _amount(service, person.planned),
        _amount(service, person.delivered(service.unit)),
        _amount(service, person.left(service.unit)),
    ]


def _sum_texts(document: MonthlySheet, service: ServiceMonth) -> list[str]:
    present = [
        sum(mark.presences for person in service.persons if (mark := person.marks[n]))
        for n in range(len(document.days))
    ]
    delivered = sum(person.delivered(service.unit) for person in service.persons)
    return [
        "",
        tr("export.month.total_present"),
        *[str(count) if count else "" for count in present],
        str(sum(person.presences for person in service.persons)),
        str(service.absences),
        _amount(service, service.planned),
        _amount(service, delivered),
        _amount(service, service.left),
    ]
