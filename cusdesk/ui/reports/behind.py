"""The list behind a figure: people, meetings or entries, for a table and for a file. No Qt."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.domain.reports import ColumnKind
from cusdesk.domain.rounding import hundredths
from cusdesk.services.attendance import EntryRow, entries, meeting_entries
from cusdesk.ui.common.behind import BehindColumn, BehindList, BehindRow
from cusdesk.ui.common.month_switch import month_words

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.domain.reports import PersonMonth, ServiceMonth
    from cusdesk.services.attendance import OfficeMonth
    from cusdesk.services.office import Office
    from cusdesk.ui.reports.figures import FigureLine

_MISSED = frozenset({Mark.ABSENT, Mark.EXCUSED})
_PEOPLE = frozenset({"listed", "users", "planned", "unplanned", "left"})


def behind(office: Office, month: OfficeMonth, line: FigureLine, figure: str) -> BehindList:
    """Return what makes a figure; its rows add up to it."""
    first = month.sheet.days[0].date
    words = tr(f"reports.figure.{figure}")
    title = tr("reports.behind.title", figure=words, name=line.name, month=month_words(first))
    if figure in _PEOPLE:
        if line.is_sum:
            return _people_of_office(title, month, figure)
        return _people(title, month.sheet.services[line.place], figure)
    if figure == "heads":
        return _heads(title, month, line)
    if figure == "meetings":
        return _meetings(office, title, first, line)
    wanted = _MISSED if figure == "absences" else frozenset({Mark.PRESENT})
    rows = [row for row in entries(office, first, line.service_id) if row.mark in wanted]
    per_unit = {
        service_id: service.minutes_of_unit if service.unit.is_time else 60
        for service_id, service in zip(month.service_ids, month.sheet.services, strict=True)
    }
    if line.is_sum and figure == "delivered":
        kept = _services_of_unit(month, line)
        rows = [row for row in rows if row.service_id in kept]
    return _entries(title, rows, per_unit, with_service=line.is_sum)


def _services_of_unit(month: OfficeMonth, line: FigureLine) -> set[bytes]:
    from cusdesk.ui.reports.figures import unit_words

    return {
        service_id
        for service_id, service in zip(month.service_ids, month.sheet.services, strict=True)
        if (unit_words(service), service.minutes_of_unit) == (line.unit, line.per_unit)
    }


def _amount(quantity: int | None, per_unit: int) -> Decimal | None:
    if quantity is None:
        return None
    return hundredths(Decimal(quantity) / per_unit)


PEOPLE_COLUMNS = (
    BehindColumn("reports.column.number", ColumnKind.INTEGER, 6),
    BehindColumn("reports.column.name", width=34),
    BehindColumn("reports.column.presences", ColumnKind.INTEGER),
    BehindColumn("reports.column.absences", ColumnKind.INTEGER),
    BehindColumn("reports.column.planned", ColumnKind.DECIMAL),
    BehindColumn("reports.column.delivered", ColumnKind.DECIMAL),
    BehindColumn("reports.column.left", ColumnKind.DECIMAL),
)


def _heads(title: str, month: OfficeMonth, line: FigureLine) -> BehindList:
    """Return the people counted without names, by service, age group and village."""
    rows = [
        BehindRow(
            service_id,
            (service.name, one.age_group, one.locality, one.heads),
            ("catalogue", service_id),
        )
        for service_id, service in zip(month.service_ids, month.sheet.services, strict=True)
        for one in service.heads
        if line.is_sum or service_id == line.service_id
    ]
    columns = (
        BehindColumn("reports.column.service"),
        BehindColumn("fields.head_counts.age_group"),
        BehindColumn("fields.head_counts.locality"),
        BehindColumn("fields.head_counts.heads", ColumnKind.INTEGER),
    )
    return BehindList(title, columns, tuple(rows))


def _belongs(person: PersonMonth, service: ServiceMonth, figure: str) -> bool:
    match figure:
        case "users":
            return person.presences > 0
        case "planned" | "left":
            return person.planned is not None
        case "unplanned":
            return person.planned is None and person.delivered(service.unit) > 0
    return True


def _people(title: str, service: ServiceMonth, figure: str) -> BehindList:
    per_unit = service.minutes_of_unit
    rows = tuple(
        BehindRow(
            person.person_id,
            (
                person.number,
                person.full_name,
                person.presences,
                person.absences,
                _amount(person.planned, per_unit),
                _amount(person.delivered(service.unit), per_unit),
                _amount(person.left(service.unit), per_unit),
            ),
            ("residents", person.person_id),
        )
        for person in service.persons
        if _belongs(person, service, figure)
    )
    columns = (PEOPLE_COLUMNS[0], *PEOPLE_COLUMNS[1:])
    return BehindList(title, columns, rows)


def _people_of_office(title: str, month: OfficeMonth, figure: str) -> BehindList:
    """Return every person once, with the services that count."""
    names: dict[bytes, str] = {}
    used: dict[bytes, list[str]] = {}
    for service in month.sheet.services:
        for person in service.persons:
            if _belongs(person, service, figure):
                names[person.person_id] = person.full_name
                used.setdefault(person.person_id, []).append(service.name)
    from cusdesk.domain.polish_text import sort_key

    ordered = sorted(names, key=lambda each: sort_key(names[each]))
    rows = tuple(
        BehindRow(person, (number, names[person], ", ".join(used[person])), ("residents", person))
        for number, person in enumerate(ordered, 1)
    )
    columns = (
        PEOPLE_COLUMNS[0],
        PEOPLE_COLUMNS[1],
        BehindColumn("reports.column.services", width=60),
    )
    return BehindList(title, columns, rows)


def _meetings(office: Office, title: str, month: dt.date, line: FigureLine) -> BehindList:
    rows: list[BehindRow] = [
        BehindRow(
            meeting.id,
            (meeting.date, meeting.service_name, meeting.group_name, meeting.present),
            ("attendance", meeting.group_id),
        )
        for meeting in meeting_entries(office, month, line.service_id)
    ]
    columns = (
        BehindColumn("reports.column.date", ColumnKind.DATE),
        BehindColumn("reports.column.service", width=34),
        BehindColumn("reports.column.group", width=28),
        BehindColumn("reports.column.present", ColumnKind.INTEGER),
    )
    rows += [
        BehindRow(
            row.id, (row.date, row.service_name, row.source, 1), ("residents", row.resident_id)
        )
        for row in entries(office, month, line.service_id)
        if row.is_visit
    ]
    return BehindList(title, columns, tuple(rows))


def _entries(
    title: str, rows: Iterable[EntryRow], per_unit: dict[bytes, int], *, with_service: bool
) -> BehindList:
    columns = (
        BehindColumn("reports.column.date", ColumnKind.DATE),
        BehindColumn("reports.column.name", width=30),
        *([BehindColumn("reports.column.service", width=30)] if with_service else []),
        BehindColumn("reports.column.source", width=30),
        BehindColumn("reports.column.mark", width=24),
        BehindColumn("reports.column.amount", ColumnKind.DECIMAL),
    )
    return BehindList(
        title,
        columns,
        tuple(
            BehindRow(
                row.id,
                (
                    row.date,
                    row.resident_name,
                    *([row.service_name] if with_service else []),
                    row.source,
                    tr(f"enums.mark.{row.mark}"),
                    _amount(row.minutes, per_unit.get(row.service_id, 60)),
                ),
                ("residents", row.resident_id),
            )
            for row in rows
        ),
    )
