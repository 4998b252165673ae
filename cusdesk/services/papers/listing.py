"""The register as the screen lists it: filtered by what is seen, sorted by a column."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.ids import text_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.polish_text import sort_key
from cusdesk.services.lists import matches
from cusdesk.services.papers.register import PaperRow, list_papers

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Mapping

    from cusdesk.services.office import Office


@needs("residents.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    resident_id: bytes | None = None,
) -> list[bytes]:
    """Return ids of issued papers in the wanted order, the newest first where nothing decides.

    Args:
        office: the open office.
        filters: column -> words, all of which must stand in what the column shows.
        sort: a column of `PaperRow`.
        descending: from the last to the first.
        resident_id: only those about a resident.
    """
    rows = list_papers(office, resident_id=resident_id)
    if filters:
        rows = [row for row in rows if matches(_texts(row), filters)]
    if sort:
        rows.sort(key=lambda row: _key(row, sort), reverse=descending)
    return [row.id for row in rows]


@needs("residents.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[PaperRow]:
    """Return the rows of these ids; those that are gone are missing."""
    by_id = {row.id: row for row in list_papers(office, ids=ids)}
    return [by_id[i] for i in ids if i in by_id]


@needs("residents.see")
def paper_json(office: Office) -> list[dict[str, object]]:
    """Return the register as plain values, the newest first; the bytes stay where they are."""
    return [
        {
            "id": text_id(row.id),
            "number": row.number,
            "form": row.form,
            "title": row.form_title,
            "form_version": row.form_version.isoformat(),
            "issued_on": row.issued_on.isoformat(),
            "issued_by": row.issued_by,
            "recipient": row.recipient,
            "resident": row.person,
            "resident_id": text_id(row.resident_id) if row.resident_id else None,
            "case_sign": row.case_sign,
            "layout": row.layout,
            "media": row.media,
            "status": row.status,
            "cancelled_on": row.cancelled_on.isoformat() if row.cancelled_on else None,
            "cancel_reason": row.cancel_reason,
            "sha256": row.sha256,
        }
        for row in list_papers(office)
    ]


def _key(row: PaperRow, column: str) -> tuple[bool, str]:
    value: str | dt.date | None = getattr(row, column)
    if column == "number":
        return False, f"{row.form} {row.issued_on:%Y} {_sequence(row.number):0>9}"
    if value is None or value == "":
        return True, ""
    return False, sort_key(value) if isinstance(value, str) else value.isoformat()


def _sequence(number: str) -> str:
    parts = number.split("/")
    return parts[-2] if len(parts) > 1 else number


def _texts(row: PaperRow) -> dict[str, str]:
    return {
        "number": row.number,
        "form_title": row.form_title,
        "issued_on": format_date(row.issued_on),
        "recipient": row.recipient,
        "person": row.person,
        "case_sign": row.case_sign,
        "issued_by": row.issued_by,
        "status": tr(f"enums.paper_status.{row.status}"),
        "cancel_reason": row.cancel_reason,
        "layout": tr(f"enums.paper_layout.{row.layout}"),
    }
