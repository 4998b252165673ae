"""What a row of a list would write, as plain values."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.addresses import format_address
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import normalise_phone
from cusdesk.importing.problems import CellProblem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.residents import ResidentRow

_SPEAKS_OF: dict[str, tuple[str, ...]] = {
    "surname": ("name_", "diacritics_lost", "duplicate_differs", "several_people"),
    "given_name": ("name_", "diacritics_lost", "duplicate_differs", "several_people"),
    "second_name": ("name_", "diacritics_lost"),
    "birth_surname": ("name_", "maiden_", "diacritics_lost", "duplicate_differs"),
    "pesel": ("pesel_", "birth_date_disagrees", "sex_disagrees", "foreign_document"),
    "birth_date": ("birth_date_", "pesel_", "duplicate_differs"),
    "sex": ("sex_", "duplicate_differs"),
    "address": ("address_", "number_became_date", "locality_", "duplicate_differs"),
    "solectwo": ("solectwo_", "address_", "locality_", "duplicate_differs"),
    "phones": ("phone_",),
    "email": ("email_", "duplicate_differs"),
    "status": ("status_", "meaning_", "struck_out", "colour_", "comment_", "duplicate_"),
    "plan_number": ("duplicate_plan_number",),
}
_COLUMNS_OF = {
    "surname": ("surname", "name"),
    "given_name": ("given_name", "name"),
    "second_name": ("second_name", "given_name", "name"),
    "birth_surname": ("birth_surname", "name", "surname"),
    "address": ("address", "locality", "street", "house"),
    "phones": ("phone",),
    "disability_from": ("disability_from", "disability"),
    "disability_until": ("disability_until", "disability"),
}


def payload_of(row: ResidentRow) -> dict[str, Any]:
    """Return what a row would write: the card's fields, phones, contact, and the rest as a note."""
    document, address = row.other_document, row.address
    values: dict[str, Any] = {
        "surname": row.surname,
        "given_name": row.given_name,
        "second_name": row.second_name,
        "birth_surname": row.birth_surname,
        "pesel": row.pesel,
        "pesel_reason": "",
        "other_document": ""
        if document is None
        else " ".join(p for p in (document.kind, document.number, document.country) if p),
        "birth_date": row.birth_date,
        "sex": row.sex,
        "locality": address.locality,
        "street": address.street,
        "house": address.house,
        "flat": address.flat,
        "postcode": address.postcode,
        "post": address.post,
        "solectwo": row.solectwo,
        "email": row.email,
        "status": row.status,
        "status_date": row.status_date,
        "disability": row.disability or "none",
        "disability_valid_from": row.disability_from,
        "disability_valid_to": row.disability_until,
        "notes": row.notes,
    }
    return {
        "values": values,
        "phones": [
            {"number": normalise_phone(p.number) or p.number, "label": p.label} for p in row.phones
        ],
        "contact": row.contact_person,
        "note": _note(row),
        "doubts": sorted(row.doubts),
    }


def _note(row: ResidentRow) -> str:
    """Return what stood in the list and has no field on the card, so that nothing is lost."""
    lines = []
    if row.services:
        since = f" ({_date_words(row.services_since)})" if row.services_since else ""
        lines.append(tr("imports_plan.note.services", text=", ".join(row.services) + since))
    if row.plan_number:
        lines.append(tr("imports_plan.note.plan_number", text=row.plan_number))
    if row.folder_number:
        lines.append(tr("imports_plan.note.folder_number", text=row.folder_number))
    lines += [tr("imports_plan.note.address", text=format_address(a)) for a in row.other_addresses]
    if row.pesel_as_written and row.pesel_as_written != row.pesel:
        lines.append(tr("imports_plan.note.pesel", text=row.pesel_as_written))
    lines += [line for line in (*row.extra_notes, *row.comments) if line]
    return "\n".join(dict.fromkeys(lines))


def _date_words(text: str) -> str:
    """Return an ISO date, or a month or a year of it, as people write it."""
    if len(text) == len("2024-10-14"):
        return format_date(dt.date.fromisoformat(text))
    return ".".join(reversed(text.split("-")))


def unsaid_doubts(row: ResidentRow, maps: Iterable[ColumnMap]) -> list[CellProblem]:
    """Return a warning for every field the reader doubts without saying so by a warning itself.

    Nothing that is only the best reading may be written without a word about it.
    """
    said = [problem.kind for problem in row.problems if problem.severity != "info"]
    sheet, number = row.sources[0]
    found = []
    for name in sorted(row.doubts - {"duplicate"}):
        if any(kind.startswith(_SPEAKS_OF.get(name, (name,))) for kind in said):
            continue
        column = _column_of(name, sheet, maps)
        label = tr(f"imports_plan.field.{name}")
        params: dict[str, object] = {"field": label}
        found.append(CellProblem("field_in_doubt", sheet, number, column, "warning", params))
    return found


def _column_of(name: str, sheet: str, maps: Iterable[ColumnMap]) -> str | None:
    """Return the letters of the column a field was read from."""
    from cusdesk.importing.residents.rows import column_letters

    ordered = sorted(maps, key=lambda columns: columns.sheet != sheet)
    for columns in ordered[:1]:
        for meaning in _COLUMNS_OF.get(name, (name,)):
            column = columns.column_of(meaning)
            if column is not None:
                return column_letters(column)
    return None
