"""Writing the people of a plan: new ones in bulk, known ones into their empty fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import update

from cusdesk.core.ids import new_id
from cusdesk.core.portions import portions
from cusdesk.models.residents import Resident
from cusdesk.services.imports.model import PlannedRow, date_of
from cusdesk.services.imports.residents.fields import DATES, FIELDS, PARTS
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable, Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

_AT_ONCE = 2000
_DATE_PLACES = tuple(FIELDS.index(name) for name in DATES)


def apply_residents(
    work: UnitOfWork,
    rows: Sequence[PlannedRow],
    today: dt.date,
    step: Callable[[int, int], None] | None = None,
) -> None:
    """Write the new and the changed rows inside the running operation.

    Args:
        work: the running operation.
        rows: of the plan; those in doubt are passed over.
        today: the date of the notes.
        step: told now and then (rows written, rows in all); may raise to stop the work.
    """
    new = []
    for row in rows:
        if row.outcome == "new":
            row.target = new_id()
            new.append((row.target, row.payload))
    changed = [row for row in rows if row.outcome == "changed" and row.target is not None]
    total = len(new) + len(changed)
    written = 0
    for part in portions(new, _AT_ONCE):
        if step is not None:
            step(written, total)
        insert_residents(work.session, part, today)
        written += len(part)
    for done, row in enumerate(changed):
        if step is not None and done % 100 == 0:
            step(len(new) + done, total)
        fill_resident(work.session, row, today)
    reindex(work.session, [i for i, _ in new] + [r.target for r in changed if r.target])


def insert_residents(
    session: Session, people: Sequence[tuple[bytes, dict[str, Any]]], today: dt.date
) -> None:
    """Insert people in bulk with their phones, contacts and notes; the triggers record each row."""
    names = ("id", "subject_id", *FIELDS)
    extra = ("disability_number", "accessibility", "row_version")
    rows = []
    for i, payload in people:
        values = payload["values"]
        row = [values[name] for name in FIELDS]
        for place in _DATE_PLACES:
            if row[place] is not None:
                row[place] = _stored(row[place])
        rows.append((i, i, *row, "", "", 1))
    _bulk(session, f"residents ({', '.join((*names, *extra))})", rows)
    _insert_parts(session, people, today)


def _insert_parts(
    session: Session, people: Iterable[tuple[bytes, dict[str, Any]]], today: dt.date
) -> None:
    phones, contacts, notes = [], [], []
    for i, payload in people:
        phones += [
            (new_id(), i, i, n, phone["number"], phone["label"], 1)
            for n, phone in enumerate(payload["phones"])
        ]
        if payload["contact"]:
            contacts.append((new_id(), i, i, 0, "contact", payload["contact"], "", "", "", 1))
        if payload["note"]:
            notes.append((new_id(), i, i, today.isoformat(), payload["note"], "", 1))
    _bulk(
        session,
        "resident_phones (id, subject_id, resident_id, position, number, label, row_version)",
        phones,
    )
    _bulk(
        session,
        "representatives (id, subject_id, resident_id, position, kind, name, phone, address,"
        " note, row_version)",
        contacts,
    )
    _bulk(
        session,
        "resident_notes (id, subject_id, resident_id, date, text, author, row_version)",
        notes,
    )


def _bulk(session: Session, into: str, rows: list[tuple[Any, ...]]) -> None:
    if rows:
        marks = ", ".join("?" * len(rows[0]))
        session.connection().exec_driver_sql(
            f"INSERT INTO {into} VALUES ({marks})",  # noqa: S608 (own names)
            rows,
        )


def _stored(value: object) -> str | None:
    date = date_of(value)
    return None if date is None else date.isoformat()


def fill_resident(
    session: Session, row: PlannedRow, today: dt.date, *, overwrite: bool = False
) -> None:
    """Write a row's values to its target: into empty fields, or over the old ones when told so."""
    target = row.target
    if target is None:
        return
    values = {}
    for difference in row.differences:
        if difference.field not in PARTS and (overwrite or not difference.old):
            value = row.payload["values"][difference.field]
            values[difference.field] = date_of(value) if difference.field in DATES else value
    if values:
        values["row_version"] = Resident.row_version + 1
        session.execute(update(Resident).where(Resident.id == target).values(values))
    wanted = {(d.field, d.new) for d in row.differences if d.field in PARTS}
    part = {
        "phones": [p for p in row.payload["phones"] if ("phones", p["number"]) in wanted],
        "contact": _if_wanted("contact", row, wanted),
        "note": _if_wanted("note", row, wanted),
    }
    _insert_parts(session, [(target, part)], today)


def _if_wanted(name: str, row: PlannedRow, wanted: set[tuple[str, str]]) -> str:
    text = str(row.payload[name])
    return text if (name, text) in wanted else ""
