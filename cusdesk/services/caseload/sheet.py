"""The sheet of plans passed on together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.services.caseload.cases import list_cases

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.services.office import Office


@needs("plans.see", "residents.see")
def handover_sheet(office: Office, ids: Sequence[bytes], *, to: str, on: dt.date) -> TableDocument:
    """Return the sheet of plans passed on together: whose, how far, what is next (art. 45)."""
    cases = {case.id: case for case in list_cases(office)}
    rows = [
        (
            number,
            case.resident_name,
            case.number,
            label(case.status) if case.status else None,
            case.valid_to,
            case.programme or None,
            case.next_name or None,
            case.due,
            None,
        )
        for number, case in enumerate((cases[i] for i in ids if i in cases), start=1)
    ]
    names = (
        "ordinal",
        "resident",
        "number",
        "status",
        "until",
        "programme",
        "next",
        "due",
        "remarks",
    )
    kinds = {"ordinal": ColumnKind.INTEGER, "until": ColumnKind.DATE, "due": ColumnKind.DATE}
    columns = tuple(
        Column(tr(f"caseload.sheet.{name}"), kinds.get(name, ColumnKind.TEXT)) for name in names
    )
    given = {cases[i].given_by for i in ids if i in cases} - {""}
    words = tr(
        "caseload.sheet.words", by=", ".join(sorted(given)) or "–", to=to, date=format_date(on)
    )
    title = tr("caseload.sheet.title")
    return TableDocument(
        title, columns, tuple(rows), office.clock.today(), filters=words, office=office.name
    )
