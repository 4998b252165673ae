"""A year of the budget as a table, and the list behind each of its figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.services.budget.income import income_rows
from cusdesk.services.contracts.given import named

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from cusdesk.domain.budget import YearLine
    from cusdesk.domain.reports import TableCell
    from cusdesk.services.budget.year import BudgetYear, ContractPart, SourceYear
    from cusdesk.services.office import Office

    Line = tuple[tuple[str, bytes], tuple[TableCell, ...]]
    """What a line of a list leads to, and its cells."""

FIGURES = (
    *("planned", "committed", "spent", "free"),
    *("delivered", "unbilled", "forecast", "forecast_left"),
)
NO_SOURCE = "none"


@needs("contracts.see")
def year_sheet(office: Office, found: BudgetYear) -> FigureSheet:
    """Return a year as a table: a line a source, the sum below, how it was counted as notes."""
    rows = tuple(_row(each) for each in found.sources)
    total = (tr("budget.year.total"), "", *(_sum(rows, 2 + n) for n in range(len(FIGURES))))
    notes = [tr(f"budget.year.method.{name}") for name in ("committed", "spent", "forecast")]
    if found.income_gr is not None:
        notes.append(tr("budget.year.method.income"))
    document = TableDocument(
        tr("budget.year.heading", year=found.year),
        (
            Column(tr("budget.year.source"), width=34),
            Column(tr("budget.column.codes"), width=16),
            *(Column(tr(f"budget.year.{x}"), ColumnKind.MONEY, total=True) for x in FIGURES),
        ),
        rows,
        office.clock.today(),
        tr("budget.year.as_of", date=format_date(found.on)),
        office.name,
        totals=total,
        notes=tuple(notes),
    )
    keys = tuple(each.id.hex() if each.id else NO_SOURCE for each in found.sources)
    return FigureSheet(document, keys, ("", "", *FIGURES))


@needs("contracts.see", "invoices.see", "attendance.see")
def year_behind(office: Office, found: BudgetYear, key: str, figure: str) -> BehindFigure:
    """Return what makes a figure; its amounts add up to it. An empty key stands for all sources."""
    sources = [x for x in found.sources if key in {"", x.id.hex() if x.id else NO_SOURCE}]
    if figure == "delivered":
        return _given(office, found, sources)
    lists: dict[str, tuple[tuple[str, ...], Callable[[SourceYear], Iterable[Line]]]] = {
        "planned": (("source", "note", "planned_gr"), _plans),
        "committed": (("contract", "from", "to", "value", "share", "spent_gr", "rest"), _rests),
        "spent": (("invoice", "provider", "booked_on", "status", "amount"), _bills),
        "free": (("what", "amount"), _free),
        "unbilled": (("contract", "delivered_gr", "spent_gr", "unbilled_gr"), _unbilled),
        "forecast": (
            ("contract", "spent_gr", "unbilled_gr", "average", "months", "forecast_gr"),
            _forecasts,
        ),
        "forecast_left": (("what", "amount"), _forecast_left),
    }
    headings, make = lists[figure]
    lines = [line for source in sources for line in make(source)]
    return _list(office, found, figure, headings, lines)


@needs("contracts.see")
def income_behind(office: Office, found: BudgetYear) -> BehindFigure:
    """Return the payments of residents in the year."""
    lines: list[Line] = [
        (
            ("residents", row.resident_id),
            (row.paid_on, row.resident, label(row.kind), row.amount_gr),
        )
        for row in income_rows(office, found.year)
    ]
    return _list(office, found, "income", ("paid_on", "resident", "kind", "amount"), lines)


_KINDS = {
    **dict.fromkeys(("from", "to", "booked_on", "paid_on", "day"), ColumnKind.DATE),
    **dict.fromkeys(
        (
            *("planned_gr", "value", "share", "spent_gr", "rest", "amount"),
            *("delivered_gr", "unbilled_gr", "average", "forecast_gr"),
        ),
        ColumnKind.MONEY,
    ),
    "months": ColumnKind.INTEGER,
    "hours": ColumnKind.MINUTES,
}
_WIDTHS = {"contract": 36, "source": 34, "provider": 30, "what": 60, "note": 34, "resident": 28}


def _list(
    office: Office,
    found: BudgetYear,
    figure: str,
    headings: tuple[str, ...],
    lines: list[Line],
) -> BehindFigure:
    words = tr("budget.year.behind", figure=tr(f"budget.year.{figure}"), year=found.year)
    columns = tuple(
        Column(
            tr(f"budget.behind.{name}"),
            _KINDS.get(name, ColumnKind.TEXT),
            _WIDTHS.get(name, 14),
            total=_KINDS.get(name) in {ColumnKind.MONEY, ColumnKind.MINUTES},
        )
        for name in headings
    )
    document = TableDocument(
        words,
        columns,
        tuple(cells for _, cells in lines),
        office.clock.today(),
        office=office.name,
    )
    keys = tuple(f"budget.behind.{name}" for name in headings)
    return BehindFigure(document, keys, tuple(place for place, _ in lines))


def _row(source: SourceYear) -> tuple[TableCell, ...]:
    name = source.name or tr("budget.year.no_source")
    return (name, source.codes, *_figures(source.line, source.delivered_gr, source.unbilled_gr))


def _sum(rows: tuple[tuple[TableCell, ...], ...], column: int) -> int | None:
    """Return the sum of a column, None where no line has a figure: a plan nobody wrote is no 0."""
    known = [value for row in rows if isinstance(value := row[column], int)]
    return sum(known) if known else None


def _figures(line: YearLine, delivered: int, unbilled: int) -> tuple[TableCell, ...]:
    return (
        line.planned_gr,
        line.committed_gr,
        line.spent_gr,
        line.free_gr,
        delivered,
        unbilled,
        line.forecast_gr,
        line.forecast_left_gr,
    )


def _plans(source: SourceYear) -> Iterable[Line]:
    if source.line.planned_gr is not None and source.id is not None:
        yield ("budget", source.id), (source.name, source.note, source.line.planned_gr)


def _rests(source: SourceYear) -> Iterable[Line]:
    for part in source.contracts:
        own = part.figures
        cells = (part.valid_from, part.valid_to, part.value_gr, own.share_gr, own.spent_gr)
        yield _contract(part), (part.name, *cells, own.committed_gr)


def _bills(source: SourceYear) -> Iterable[Line]:
    for bill in source.bills:
        cells = (bill.number, bill.provider, bill.booked_on, label(bill.status), bill.gross_gr)
        yield ("invoices", bill.id), cells


def _unbilled(source: SourceYear) -> Iterable[Line]:
    for part in source.contracts:
        own = part.figures
        yield _contract(part), (part.name, own.delivered_gr, own.spent_gr, own.unbilled_gr)


def _forecasts(source: SourceYear) -> Iterable[Line]:
    for part in source.contracts:
        own = part.figures
        cells = (own.spent_gr, own.unbilled_gr, own.average_gr, own.months_left, own.forecast_gr)
        yield _contract(part), (part.name, *cells)
    for number, amount, place in _stray(source):
        yield place, (number, amount, 0, 0, 0, amount)


def _free(source: SourceYear) -> Iterable[Line]:
    """Plan, less what contracts bind, less invoices; nothing for a source without a plan."""
    yield from _of_plan(source)
    if source.line.planned_gr is not None:
        for part in source.contracts:
            if part.figures.committed_gr:
                yield _contract(part), (part.name, -part.figures.committed_gr)
        for bill in source.bills:
            yield ("invoices", bill.id), (_bill_words(bill.number), -bill.gross_gr)


def _forecast_left(source: SourceYear) -> Iterable[Line]:
    yield from _of_plan(source)
    if source.line.planned_gr is not None:
        for part in source.contracts:
            yield _contract(part), (part.name, -part.figures.forecast_gr)


def _of_plan(source: SourceYear) -> Iterable[Line]:
    if source.line.planned_gr is not None and source.id is not None:
        words = tr("budget.behind.plan_of", source=source.name)
        yield ("budget", source.id), (words, source.line.planned_gr)


def _stray(source: SourceYear) -> Iterable[tuple[str, int, tuple[str, bytes]]]:
    known = {part.id for part in source.contracts}
    for bill in source.bills:
        if bill.contract_id not in known:
            yield _bill_words(bill.number), bill.gross_gr, ("invoices", bill.id)


def _bill_words(number: str) -> str:
    return tr("budget.behind.invoice_no", number=number)


def _contract(part: ContractPart) -> tuple[str, bytes]:
    return ("contracts", part.id)


def _given(office: Office, found: BudgetYear, sources: list[SourceYear]) -> BehindFigure:
    rows = [row for source in sources for row in source.rows]
    with office.read() as session:
        lines: list[Line] = [
            (
                ("residents", each.resident_id),
                (each.date, each.resident, each.service, each.worker, each.minutes),
            )
            for each in named(session, rows)
        ]
    headings = ("day", "resident", "service", "worker", "hours")
    return _list(office, found, "delivered", headings, lines)
