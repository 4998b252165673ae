"""The council's yearly table: services down, months across, hours and persons, each once a year."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.domain.spans import SpanKind, span_of
from cusdesk.services.reports.lists import entry_list, people_list
from cusdesk.services.reports.material import Material, by_service, people_of, read_material
from cusdesk.services.reports.sheets import closed_note, units

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable, Mapping

    from cusdesk.domain.reports import TableCell
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office

_MONTHS = range(1, 13)
_ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
ALL = "all"
_HOUR = 60
_PRESENCES = "reports.yearly.presences"
"""Of a meeting nine people came to, nine are counted: no number of meetings."""


@dataclass(frozen=True, slots=True)
class Yearly:
    """A year; `rows` by service (in the order of the table) and month."""

    material: Material
    rows: Mapping[bytes, Mapping[int, tuple[Delivered, ...]]]

    def of(self, service: str, month: int | None) -> tuple[Delivered, ...]:
        """Return the rows of a service (`all` of all) in a month, or in the year without one."""
        wanted = self.rows if service == ALL else [bytes.fromhex(service)]
        return tuple(
            row
            for key in wanted
            for number, rows in self.rows[key].items()
            if month in {None, number}
            for row in rows
        )


@needs("attendance.see")
def yearly(office: Office, year: dt.date) -> Yearly:
    """Return the year of a day."""
    with office.read() as session:
        material = read_material(session, span_of(SpanKind.YEAR, year), with_money=False)
    services = by_service(material.rows)
    ordered = sorted(services, key=lambda key: material.services[key].sort_key)
    found: dict[bytes, dict[int, tuple[Delivered, ...]]] = {}
    for key in ordered:
        months: dict[int, list[Delivered]] = defaultdict(list)
        for row in services[key]:
            months[row.date.month].append(row)
        found[key] = {month: tuple(rows) for month, rows in months.items()}
    return Yearly(material, found)


@needs("attendance.see")
def yearly_table(office: Office, found: Yearly) -> FigureSheet:
    """Return the table: two lines a service, hours of all, and persons of all each counted once."""
    rows: list[tuple[TableCell, ...]] = []
    keys: list[str] = []
    for key in found.rows:
        service = found.material.services[key]
        unit = tr(f"export.unit_name.{service.unit}" if service.unit.is_time else _PRESENCES)
        rows.append((service.name, tr("reports.yearly.persons"), *_persons(found, key.hex())))
        rows.append((service.name, unit, *_amounts(found, key.hex())))
        keys += [f"{key.hex()}:persons", f"{key.hex()}:amount"]
    if rows:
        rows.append((tr("reports.yearly.all"), tr("reports.yearly.hours"), *_amounts(found, ALL)))
        keys.append(f"{ALL}:amount")
    total = (tr("reports.yearly.all"), tr("reports.yearly.persons"), *_persons(found, ALL))
    document = TableDocument(
        tr("reports.yearly.title", year=found.material.span.start.year),
        (
            Column(tr("reports.figure.service"), width=30),
            Column(tr("reports.yearly.what"), width=12),
            *(Column(name, ColumnKind.NUMBER) for name in _ROMAN),
            Column(tr("reports.yearly.year"), ColumnKind.NUMBER),
        ),
        tuple(rows),
        office.clock.today(),
        office=office.name,
        totals=total,
        notes=(tr("reports.yearly.note"), *closed_note(found.material)),
    )
    return FigureSheet(document, tuple(keys), ("", "", *(f"m{n}" for n in _MONTHS), "year"))


@needs("attendance.see")
def yearly_behind(office: Office, found: Yearly, key: str, figure: str) -> BehindFigure:
    """Return what makes a figure: people once, or presences; "" stands for all people."""
    service, _, what = (key or f"{ALL}:persons").partition(":")
    month = None if figure == "year" else int(figure[1:])
    rows = found.of(service, month)
    name = tr("reports.yearly.all")
    if service != ALL:
        name = found.material.services[bytes.fromhex(service)].name
    year = found.material.span.start.year
    when = str(year) if month is None else f"{_ROMAN[month - 1]} {year}"
    if what == "persons":
        title = tr("reports.yearly.behind_persons", name=name, when=when)
        return people_list(office, title, found.material, rows)
    title = tr("reports.yearly.behind_amount", name=name, when=when)
    return entry_list(office, title, found.material, rows)


def _persons(found: Yearly, service: str) -> Iterable[TableCell]:
    for month in (*_MONTHS, None):
        yield len(people_of(found.of(service, month)))


def _amounts(found: Yearly, service: str) -> Iterable[TableCell]:
    """Yield units of a service; of all services clock hours of everything that has a length."""
    for month in (*_MONTHS, None):
        rows = found.of(service, month)
        if service == ALL:
            yield units(rows, _HOUR, is_time=True)
        else:
            facts = found.material.services[bytes.fromhex(service)]
            yield units(rows, facts.per_unit, is_time=facts.unit.is_time)
