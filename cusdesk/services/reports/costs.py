"""What a person and an hour cost: invoices beside what was given on the days they bill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.budget import unit_cost
from cusdesk.domain.contracts import contract_of
from cusdesk.domain.periods import Period
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.services.budget.bills import Bill, bills
from cusdesk.services.reports.lists import entry_list, listed, people_list
from cusdesk.services.reports.material import Material, people_of, read_material
from cusdesk.services.reports.sheets import closed_note

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from cusdesk.domain.invoices import InvoiceLineDraft
    from cusdesk.domain.reports import TableCell
    from cusdesk.domain.spans import Span
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office

    Billed = tuple[Bill, InvoiceLineDraft]

_HOUR = 60
FIGURES = ("amount", "persons", "minutes", "per_person", "per_hour")


@dataclass(frozen=True, slots=True)
class Costs:
    """A stretch of whole months.

    Attributes:
        billed: line -> the lines of invoices, in the order of the table.
        rows: line -> what was given on the days those invoices bill.
    """

    material: Material
    names: Mapping[str, tuple[str, str]]
    billed: Mapping[str, list[Billed]]
    rows: Mapping[str, list[Delivered]]

    def bills_of(self, key: str) -> list[Billed]:
        """Return the lines of invoices of a line of the table; of all for ""."""
        return self.billed[key] if key else [one for each in self.billed.values() for one in each]

    def rows_of(self, key: str) -> list[Delivered]:
        """Return what was given; of all lines for ""."""
        return self.rows[key] if key else [one for each in self.rows.values() for one in each]


@needs("attendance.see", "contracts.see", "invoices.see")
def costs(office: Office, span: Span) -> Costs:
    """Return costs by service and provider, from approved and paid invoices of a stretch.

    A line of an invoice counts where its whole period lies in the stretch.
    """
    with office.read() as session:
        material = read_material(session, span, with_money=True)
        stretch = Period(span.start, span.end)
        billed: dict[tuple[bytes, bytes], list[Billed]] = {}
        for bill in bills(session, material.contracts):
            for line in bill.lines:
                if line.service_id and line.amount_gr is not None and _inside(stretch, line):
                    billed.setdefault((line.service_id, bill.provider_id), []).append((bill, line))
    names = {
        place: (material.services[place[0]].name, material.providers.get(place[1], ""))
        for place in billed
    }
    ordered = sorted(billed, key=lambda place: tuple(sort_key(name) for name in names[place]))
    return Costs(
        material,
        {_key(place): names[place] for place in ordered},
        {_key(place): billed[place] for place in ordered},
        {_key(place): _given(material, place, billed[place]) for place in ordered},
    )


@needs("invoices.see")
def cost_table(office: Office, found: Costs) -> FigureSheet:
    """Return the table; how it was counted stands below it."""
    rows = tuple((*names, *_cells(found, key)) for key, names in found.names.items())
    kinds = {"persons": ColumnKind.INTEGER, "minutes": ColumnKind.MINUTES}
    document = TableDocument(
        tr("reports.costs.title", span=found.material.span.words),
        (
            Column(tr("reports.figure.service"), width=30),
            Column(tr("reports.list.provider"), width=26),
            *(
                Column(
                    tr(f"reports.costs.{name}"),
                    kinds.get(name, ColumnKind.MONEY),
                    total=name in {"amount", "minutes"},
                )
                for name in FIGURES
            ),
        ),
        rows,
        office.clock.today(),
        office=office.name,
        totals=(tr("budget.year.total"), "", *_cells(found, "")),
        notes=(
            *(tr(f"reports.costs.note.{name}") for name in ("numerator", "denominator", "total")),
            *closed_note(found.material),
        ),
    )
    return FigureSheet(document, tuple(found.names), ("", "", *FIGURES))


@needs("attendance.see", "contracts.see", "invoices.see")
def cost_behind(office: Office, found: Costs, key: str, figure: str) -> BehindFigure:
    """Return what makes a figure; a cost opens the invoices it is made of."""
    name = " – ".join(found.names[key]) if key else tr("budget.year.total")
    span = found.material.span.words
    words = tr(f"reports.costs.{figure}")
    title = tr("reports.sheets.behind", figure=words, name=name, span=span)
    if figure == "persons":
        return people_list(office, title, found.material, found.rows_of(key))
    if figure == "minutes":
        return entry_list(office, title, found.material, found.rows_of(key))
    lines = [
        (
            ("invoices", bill.id),
            (bill.number, bill.provider, line.period_from, line.period_to, line.amount_gr),
        )
        for bill, line in found.bills_of(key)
    ]
    return listed(office, title, ("invoice", "provider", "from", "to", "amount_gr"), lines)


def _cells(found: Costs, key: str) -> tuple[TableCell, ...]:
    rows = found.rows_of(key)
    amount = sum(line.amount_gr or 0 for _, line in found.bills_of(key))
    people, minutes = len(people_of(rows)), sum(row.minutes for row in rows)
    per_hour = unit_cost(amount * _HOUR, minutes)
    return amount, people, minutes, unit_cost(amount, people), per_hour


def _given(
    material: Material, place: tuple[bytes, bytes], billed: Iterable[Billed]
) -> list[Delivered]:
    """Return what a provider gave of a service on the billed days, each row once."""
    days = [Period(line.period_from, line.period_to) for _, line in billed]
    return [
        row
        for row in material.rows
        if (row.service_id, _provider(material, row)) == place
        and any(one.contains(row.date) for one in days)
    ]


def _provider(material: Material, row: Delivered) -> bytes | None:
    """Return who gave it; where nobody wrote that down, whose contract it counts for."""
    if row.provider_id is not None:
        return row.provider_id
    contract = contract_of(row, material.contracts)
    return contract.provider_id if contract else None


def _inside(stretch: Period, line: InvoiceLineDraft) -> bool:
    return stretch.covers(Period(line.period_from, line.period_to))


def _key(place: tuple[bytes, bytes]) -> str:
    return f"{place[0].hex()}:{place[1].hex()}"
