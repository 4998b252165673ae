"""The lists behind figures: people, presences and visits, parts of contracts."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, TableDocument

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cusdesk.domain.reports import TableCell
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office
    from cusdesk.services.reports.material import Material
    from cusdesk.services.reports.money import MoneyPart

    Line = tuple[tuple[str, bytes], tuple[TableCell, ...]]
    """What a line of a list leads to, and its cells."""

_KINDS = {
    **dict.fromkeys(("date", "born", "from", "to", "signed_on"), ColumnKind.DATE),
    **dict.fromkeys(("amount_gr", "rate", "value"), ColumnKind.MONEY),
    **dict.fromkeys(("hours",), ColumnKind.MINUTES),
    **dict.fromkeys(("presences",), ColumnKind.INTEGER),
}
_TOTALS = {"amount_gr", "value", "hours", "presences"}
_WIDTHS = {"name": 30, "service": 30, "provider": 30, "contract": 36, "worker": 24, "village": 20}


@needs("office.see")
def listed(
    office: Office, title: str, headings: Sequence[str], lines: Iterable[Line]
) -> BehindFigure:
    """Return a list with the headings `reports.list.<heading>`."""
    kept = list(lines)
    columns = tuple(
        Column(
            tr(f"reports.list.{name}"),
            _KINDS.get(name, ColumnKind.TEXT),
            _WIDTHS.get(name, 14),
            total=name in _TOTALS,
        )
        for name in headings
    )
    document = TableDocument(
        title,
        columns,
        tuple(cells for _, cells in kept),
        office.clock.today(),
        office=office.name,
    )
    keys = tuple(f"reports.list.{name}" for name in headings)
    return BehindFigure(document, keys, tuple(place for place, _ in kept))


@needs("attendance.see")
def people_list(
    office: Office,
    title: str,
    material: Material,
    rows: Iterable[Delivered],
    only: Collection[bytes] | None = None,
) -> BehindFigure:
    """Return everybody in some rows once, by name, with what they were given."""
    presences: dict[bytes, int] = defaultdict(int)
    minutes: dict[bytes, int] = defaultdict(int)
    for row in rows:
        if only is None or row.resident_id in only:
            presences[row.resident_id] += 1
            minutes[row.resident_id] += row.minutes
    lines: list[Line] = []
    for each, count in presences.items():
        person = material.people.get(each)
        facts = (person.name, person.birth_date, person.locality) if person else ("", None, "")
        lines.append((("residents", each), (*facts, count, minutes[each])))
    lines.sort(key=lambda line: sort_key(str(line[1][0])))
    return listed(office, title, ("name", "born", "village", "presences", "hours"), lines)


@needs("attendance.see")
def entry_list(
    office: Office, title: str, material: Material, rows: Iterable[Delivered]
) -> BehindFigure:
    """Return presences and visits one by one, by day."""
    lines: list[Line] = []
    for row in sorted(rows, key=lambda row: (row.date, row.source_id, row.resident_id)):
        person = material.people.get(row.resident_id)
        service = material.services.get(row.service_id)
        cells = (
            row.date,
            person.name if person else "",
            service.name if service else "",
            material.providers.get(row.provider_id or b"", ""),
            row.worker,
            row.minutes,
        )
        lines.append((("residents", row.resident_id), cells))
    headings = ("date", "name", "service", "provider", "worker", "hours")
    return listed(office, title, headings, lines)


@needs("contracts.see")
def money_list(office: Office, title: str, parts: Iterable[MoneyPart]) -> BehindFigure:
    """Return the parts of contracts that come to an amount."""
    lines: list[Line] = [
        (
            ("contracts", part.contract_id),
            (part.contract, part.service, part.rate_gr, part.rows, part.amount_gr),
        )
        for part in parts
    ]
    return listed(office, title, ("contract", "service", "rate", "presences", "amount_gr"), lines)
