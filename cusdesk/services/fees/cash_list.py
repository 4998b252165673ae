"""The list for the cash desk: who pays how much for a month, to be ticked off and signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.services.fees.lines import FeeLine, confirmed_lines
from cusdesk.services.fees.notices import month_words

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.reports import TableCell
    from cusdesk.services.office import Office


@needs("fees.see")
def cash_list(office: Office, month: dt.date) -> TableDocument:
    """Return the list of a month, one line a resident, added up at its end."""
    people: dict[bytes, list[FeeLine]] = {}
    with office.read() as session:
        for line in confirmed_lines(session, month.replace(day=1)):
            people.setdefault(line.resident_id, []).append(line)
    rows = [_row(number, lines) for number, lines in enumerate(people.values(), 1)]
    return TableDocument(
        tr("fees.cash.title", month=month_words(month)),
        (
            Column(tr("fees.cash.number"), ColumnKind.INTEGER),
            Column(tr("fields.fee_charges.resident_id"), ColumnKind.TEXT),
            Column(tr("fees.cash.services"), ColumnKind.TEXT),
            Column(tr("fees.cash.notice"), ColumnKind.TEXT),
            Column(tr("fields.fee_charges.due_on"), ColumnKind.DATE),
            Column(tr("fields.fee_charges.amount_gr"), ColumnKind.MONEY, total=True),
            Column(tr("fees.cash.paid_on"), ColumnKind.TEXT),
            Column(tr("fees.cash.signature"), ColumnKind.TEXT),
        ),
        tuple(rows),
        office.clock.today(),
        office=office.name,
    )


def _row(number: int, lines: list[FeeLine]) -> tuple[TableCell, ...]:
    due = [line.due_on for line in lines if line.due_on is not None]
    papers = dict.fromkeys(line.paper for line in lines if line.paper)
    services = dict.fromkeys(line.service for line in lines)
    return (
        number,
        lines[0].resident,
        ", ".join(services),
        ", ".join(papers),
        min(due, default=None),
        sum(line.amount_gr for line in lines),
        None,
        None,
    )
