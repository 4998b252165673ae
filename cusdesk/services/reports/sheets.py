"""Ready sheets: a line a service, provider, coordinator, source of money or village."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_month
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.domain.rounding import hundredths
from cusdesk.services.reports.grouping import SheetKind, grouping
from cusdesk.services.reports.lists import entry_list, money_list, people_list
from cusdesk.services.reports.material import Material, aged, people_of, read_material, women
from cusdesk.services.reports.money import MoneyPart, money_parts

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cusdesk.domain.reports import TableCell
    from cusdesk.domain.spans import Span
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Sheet:
    """A ready sheet before it becomes a table.

    Attributes:
        names: line -> its name, in the order of the lines.
        money: line -> parts of contracts; None for whoever may not see contracts.
    """

    kind: SheetKind
    material: Material
    names: Mapping[str, str]
    rows: Mapping[str, tuple[Delivered, ...]]
    money: Mapping[str, list[MoneyPart]] | None

    def of(self, key: str) -> tuple[Delivered, ...]:
        """Return the rows of a line; of all lines for ""."""
        return self.rows.get(key, ()) if key else self.material.rows

    def parts(self, key: str) -> list[MoneyPart]:
        """Return the parts of contracts of a line; of all lines for ""."""
        money = self.money or {}
        return money.get(key, []) if key else [part for each in money.values() for part in each]


@needs("attendance.see")
def sheet(office: Office, kind: SheetKind, span: Span) -> Sheet:
    """Return a ready sheet of whole months; closed ones as they were closed.

    Raises:
        RuleError: `access.denied`: by source of money, for whoever may not see contracts.
    """
    with_money = office.may("contracts.see")
    if kind is SheetKind.SOURCE:
        office.require("contracts.see")
    with office.read() as session:
        material = read_material(session, span, with_money=with_money)
        key_of, name_of = grouping(session, material, kind)
        rows: dict[str, list[Delivered]] = defaultdict(list)
        for row in material.rows:
            rows[key_of(row)].append(row)
        names = {key: name_of(key) for key in rows}
    ordered = sorted(names, key=lambda key: sort_key(names[key]))
    return Sheet(
        kind,
        material,
        {key: names[key] for key in ordered},
        {key: tuple(each) for key, each in rows.items()},
        money_parts(material, key_of) if with_money else None,
    )


def figures_of(found: Sheet) -> tuple[str, ...]:
    """Return the figures of a sheet in their order."""
    units = ("units",) if found.kind is SheetKind.SERVICE else ()
    money = ("amount",) if found.money is not None else ()
    return ("persons", "women", "aged", "presences", "minutes", *units, *money)


_KINDS = {"minutes": ColumnKind.MINUTES, "units": ColumnKind.NUMBER, "amount": ColumnKind.MONEY}
_ADDED = {"presences", "minutes", "amount"}
"""Figures whose lines add up; a person may stand in two lines and is one in the sum."""


@needs("attendance.see")
def sheet_table(office: Office, found: Sheet) -> FigureSheet:
    """Return a sheet as a table: everybody once in the line of all."""
    figures = figures_of(found)
    unit = found.kind is SheetKind.SERVICE
    rows = tuple(
        (name, *([_unit(found, key)] if unit else []), *_cells(found, key, figures))
        for key, name in found.names.items()
    )
    totals = (
        tr("budget.year.total"),
        *([""] if unit else []),
        *_cells(found, "", figures),
    )
    columns = (
        Column(tr(f"reports.sheets.kind.{found.kind}"), width=34),
        *([Column(tr("reports.figure.unit"), width=14)] if unit else []),
        *(
            Column(
                tr(f"reports.sheets.{name}"),
                _KINDS.get(name, ColumnKind.INTEGER),
                total=name in _ADDED,
            )
            for name in figures
        ),
    )
    document = TableDocument(
        tr(f"reports.sheets.title.{found.kind}", span=found.material.span.words),
        columns,
        rows,
        office.clock.today(),
        office=office.name,
        totals=totals,
        notes=tuple(_notes(found)),
    )
    keys = tuple(found.names)
    return FigureSheet(document, keys, ("", *([""] if unit else []), *figures))


@needs("attendance.see")
def sheet_behind(office: Office, found: Sheet, key: str, figure: str) -> BehindFigure:
    """Return what makes a figure; its rows add up to it. An empty key stands for all lines."""
    material, rows = found.material, found.of(key)
    title = tr(
        "reports.sheets.behind",
        figure=tr(f"reports.sheets.{figure}"),
        name=found.names[key] if key else tr("budget.year.total"),
        span=material.span.words,
    )
    if figure == "amount":
        return money_list(office, title, found.parts(key))
    if figure in {"persons", "women", "aged"}:
        people = people_of(rows)
        only = {"women": women, "aged": aged}.get(figure)
        return people_list(
            office, title, material, rows, only(material, people) if only else people
        )
    return entry_list(office, title, material, rows)


def closed_note(material: Material) -> Iterable[str]:
    """Return the sentence about closed months, none where no month is closed."""
    if material.closed:
        months = ", ".join(format_month(month) for month in material.closed)
        yield tr("reports.sheets.note.closed", months=months)


def units(rows: Iterable[Delivered], per_unit: int, *, is_time: bool) -> Decimal:
    """Return rows in units of their service: hours by its length, else how many there are."""
    if not is_time:
        return Decimal(sum(1 for _ in rows))
    return hundredths(Decimal(sum(row.minutes for row in rows)) / per_unit)


def _notes(found: Sheet) -> Iterable[str]:
    yield tr("reports.sheets.note.persons")
    if found.kind is SheetKind.COORDINATOR:
        yield tr("reports.sheets.note.coordinator")
    if found.money is not None:
        yield tr("reports.sheets.note.amount")
        if found.material.uncovered:
            yield tr("reports.sheets.note.uncovered", n=len(found.material.uncovered))
    yield from closed_note(found.material)


def _unit(found: Sheet, key: str) -> str:
    return tr(f"export.unit_name.{found.material.services[bytes.fromhex(key)].unit}")


def _cells(found: Sheet, key: str, figures: tuple[str, ...]) -> tuple[TableCell, ...]:
    rows = found.of(key)
    people = people_of(rows)
    values: dict[str, TableCell] = {
        "persons": len(people),
        "women": len(women(found.material, people)),
        "aged": len(aged(found.material, people)),
        "presences": len(rows),
        "minutes": sum(row.minutes for row in rows),
        "units": None,
        "amount": sum(part.amount_gr for part in found.parts(key)),
    }
    if found.kind is SheetKind.SERVICE and key:
        service = found.material.services[bytes.fromhex(key)]
        values["units"] = units(rows, service.per_unit, is_time=service.unit.is_time)
    return tuple(values[name] for name in figures)
