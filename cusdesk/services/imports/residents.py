"""Residents from a list: who is new, who is known, and who may be either.

Known for certain: the same PESEL, or the same name and birth date. A known person's empty fields
are filled; a value that contradicts the card is never written over it but waits in the queue.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA
from sqlalchemy import select, update

from cusdesk.core.ids import new_id
from cusdesk.domain.polish_text import fold
from cusdesk.models.residents import Representative, Resident, ResidentNote, ResidentPhone
from cusdesk.services.imports.model import Difference, PlannedRow, date_of
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.importing.residents import ResidentRow, ResidentsFile

FIELDS = (
    "surname",
    "given_name",
    "second_name",
    "birth_surname",
    "pesel",
    "pesel_reason",
    "other_document",
    "birth_date",
    "sex",
    "locality",
    "street",
    "house",
    "flat",
    "postcode",
    "post",
    "solectwo",
    "email",
    "status",
    "status_date",
    "disability",
    "disability_valid_from",
    "disability_valid_to",
    "notes",
)
DEFAULTS = {"status": "active", "disability": "none"}
DATES = ("birth_date", "status_date", "disability_valid_from", "disability_valid_to")
_NEAR_NAME = 2
_SHORT_NAME = 5


@dataclass(frozen=True, slots=True)
class _Known:
    """A resident of the office, as far as matching and comparing need."""

    id: bytes
    values: dict[str, Any]
    phones: frozenset[str]

    @property
    def name(self) -> tuple[str, str]:
        return fold(str(self.values["surname"])), fold(str(self.values["given_name"]))


class _People:
    """The residents of the office, looked up by what can identify them."""

    def __init__(self, session: Session) -> None:
        self.by_pesel: dict[str, _Known] = {}
        self.by_name: dict[tuple[str, str], list[_Known]] = defaultdict(list)
        self.by_birth: dict[dt.date, list[_Known]] = defaultdict(list)
        self.by_house: dict[tuple[str, str], list[_Known]] = defaultdict(list)
        phones: dict[bytes, set[str]] = defaultdict(set)
        for resident, number in session.execute(
            select(ResidentPhone.resident_id, ResidentPhone.number).where(
                ResidentPhone.retired_at.is_(None)
            )
        ):
            phones[resident].add(number)
        columns = [getattr(Resident, name) for name in FIELDS]
        query = select(Resident.id, *columns).where(Resident.retired_at.is_(None))
        for row in session.execute(query):
            values = dict(zip(FIELDS, row[1:], strict=True))
            self._add(_Known(row[0], values, frozenset(phones.get(row[0], ()))))

    def _add(self, known: _Known) -> None:
        if known.values["pesel"]:
            self.by_pesel[known.values["pesel"]] = known
        self.by_name[known.name].append(known)
        if known.values["birth_date"]:
            self.by_birth[known.values["birth_date"]].append(known)
        if known.values["house"]:
            place = fold(known.values["locality"]), fold(known.values["house"])
            self.by_house[place].append(known)

    def same(self, values: dict[str, Any]) -> _Known | None:
        """Return who this is for certain."""
        by_pesel = self.by_pesel.get(values["pesel"]) if values["pesel"] else None
        if by_pesel is not None:
            return by_pesel
        name = fold(values["surname"]), fold(values["given_name"])
        namesakes = [
            known
            for known in self.by_name.get(name, ())
            if values["birth_date"]
            and known.values["birth_date"] == values["birth_date"]
            and not (known.values["pesel"] and values["pesel"])
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def near(self, values: dict[str, Any]) -> list[_Known]:
        """Return who this may be: a namesake, or nearly the name with the birth date or house."""
        name = fold(values["surname"]), fold(values["given_name"])
        found = {
            known.id: known
            for known in self.by_name.get(name, ())
            if not _known_to_differ(known.values, values)
        }
        around: list[_Known] = []
        if values["birth_date"]:
            around += self.by_birth.get(values["birth_date"], ())
        if values["house"]:
            around += self.by_house.get((fold(values["locality"]), fold(values["house"])), ())
        for known in around:
            if _nearly(known.name, name) and not _known_to_differ(known.values, values):
                found.setdefault(known.id, known)
        return list(found.values())


def _known_to_differ(one: dict[str, Any], other: dict[str, Any]) -> bool:
    """Two different PESELs, or two different birth dates, are two people."""
    return any(one[name] and other[name] and one[name] != other[name] for name in _IDENTIFYING)


_IDENTIFYING = ("pesel", "birth_date")


def _nearly(one: tuple[str, str], other: tuple[str, str]) -> bool:
    if one == other:
        return True
    if one == (other[1], other[0]):
        return True
    return all(
        OSA.distance(a, b) <= (1 if min(len(a), len(b)) <= _SHORT_NAME else _NEAR_NAME)
        for a, b in zip(one, other, strict=True)
    )


def plan_residents(session: Session, file: ResidentsFile) -> list[PlannedRow]:
    """Return what the file's people would do to the office.

    Shape: one row a person, in the order of the file.
    """
    people = _People(session)
    twins: list[tuple[str, str]] = []
    return [_plan_row(people, row, twins) for row in file.rows]


def _plan_row(people: _People, row: ResidentRow, twins: list[tuple[str, str]]) -> PlannedRow:
    """Plan one person; `twins` collects the names of those who may stand in the file twice."""
    payload = payload_of(row)
    sheet, number = row.sources[0]
    planned = PlannedRow(
        outcome="new",
        sheet=sheet,
        row=number,
        title=f"{row.surname} {row.given_name}".strip(),
        payload=payload,
        problems=list(row.problems),
    )
    values = payload["values"]
    if not row.surname or not (row.given_name or row.pesel or row.birth_date):
        planned.outcome, planned.reason = "rejected", "name_missing"
        if row.surname or row.given_name:
            planned.outcome, planned.reason = "doubtful", "name_incomplete"
        return planned
    if "duplicate" in row.doubts:
        name = fold(row.surname), fold(row.given_name)
        if any(_nearly(name, other) for other in twins):
            # The first of the two is certainly a person; only the second may be one too many.
            planned.outcome, planned.reason = "doubtful", "duplicate_in_file"
            return planned
        twins.append(name)
    known = people.same(values)
    if known is None:
        near = people.near(values)
        if near:
            planned.outcome, planned.reason = "doubtful", "may_be_known"
            planned.candidates = tuple(other.id for other in near)
            planned.differences = _differences(near[0], payload)
        return planned
    return _plan_known(planned, known)


def _plan_known(planned: PlannedRow, known: _Known) -> PlannedRow:
    planned.target = known.id
    differences = _differences(known, planned.payload)
    conflicts = [d for d in differences if d.old]
    name = (
        fold(planned.payload["values"]["surname"]),
        fold(planned.payload["values"]["given_name"]),
    )
    if conflicts:
        planned.outcome = "doubtful"
        same_person = _nearly(known.name, name)
        planned.reason = "contradicts_card" if same_person else "pesel_of_another"
        planned.candidates = (known.id,)
    else:
        planned.outcome = "changed" if differences else "unchanged"
    planned.differences = differences
    return planned


def _differences(known: _Known, payload: dict[str, Any]) -> list[Difference]:
    found = []
    for name in FIELDS:
        new, old = payload["values"][name], known.values[name]
        default = DEFAULTS.get(name)
        if not new or new in (default, old):
            continue
        if isinstance(new, str) and isinstance(old, str) and fold(new) == fold(old):
            continue
        if name == "notes" and old and new in old:
            continue
        shown_old = "" if old == default else _text(old)
        found.append(Difference(name, shown_old, _text(new)))
    found += [
        Difference("phones", "", phone["number"])
        for phone in payload["phones"]
        if phone["number"] not in known.phones
    ]
    return found


def differences_of(
    session: Session, resident_id: bytes, payload: dict[str, Any]
) -> list[Difference]:
    """Return what a payload says otherwise than the card; dates in the payload may be ISO text."""
    columns = [getattr(Resident, name) for name in FIELDS]
    row = session.execute(select(*columns).where(Resident.id == resident_id)).one()
    phones = session.scalars(
        select(ResidentPhone.number).where(
            ResidentPhone.resident_id == resident_id, ResidentPhone.retired_at.is_(None)
        )
    )
    known = _Known(resident_id, dict(zip(FIELDS, row, strict=True)), frozenset(phones))
    values = payload["values"]
    dated = {**values, **{name: date_of(values[name]) for name in DATES}}
    return _differences(known, {**payload, "values": dated})


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")


def payload_of(row: ResidentRow) -> dict[str, Any]:
    """Return what a row would write: the card's fields, phones, contact, and the rest as a note."""
    document = row.other_document
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
        "locality": row.address.locality,
        "street": row.address.street,
        "house": row.address.house,
        "flat": row.address.flat,
        "postcode": row.address.postcode,
        "post": row.address.post,
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
        "phones": [{"number": p.number, "label": p.label} for p in row.phones],
        "contact": row.contact_person,
        "note": _note(row),
    }


def _note(row: ResidentRow) -> str:
    """Return what stood in the list and has no field on the card, so that nothing is lost."""
    from cusdesk.core.messages import tr
    from cusdesk.domain.addresses import format_address

    lines = []
    if row.services:
        since = f" ({row.services_since})" if row.services_since else ""
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


def apply_residents(work: UnitOfWork, rows: Sequence[PlannedRow], today: dt.date) -> None:
    """Write the new and the changed rows inside the running operation."""
    new = [(new_id(), row.payload) for row in rows if row.outcome == "new"]
    insert_residents(work.session, new, today)
    changed = [row for row in rows if row.outcome == "changed" and row.target is not None]
    for row in changed:
        fill_resident(work.session, row, today)
    reindex(work.session, [i for i, _ in new] + [r.target for r in changed if r.target])


def insert_residents(
    session: Session, people: Sequence[tuple[bytes, dict[str, Any]]], today: dt.date
) -> None:
    """Insert people in bulk with their phones, contacts and notes; the triggers record each row."""
    connection = session.connection()
    names = ("id", "subject_id", *FIELDS)
    extra = ("disability_number", "accessibility", "row_version")
    columns = ", ".join((*names, *extra))
    marks = ", ".join("?" * (len(names) + len(extra)))
    rows = [
        (i, i, *(_stored(name, payload["values"][name]) for name in FIELDS), "", "", 1)
        for i, payload in people
    ]
    if rows:
        connection.exec_driver_sql(
            f"INSERT INTO residents ({columns}) VALUES ({marks})",  # noqa: S608 (own names)
            rows,
        )
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


def _stored(name: str, value: Any) -> Any:  # noqa: ANN401 (a column's value)
    if name in DATES:
        date = date_of(value)
        return None if date is None else date.isoformat()
    return value


def fill_resident(
    session: Session, row: PlannedRow, today: dt.date, *, overwrite: bool = False
) -> None:
    """Write a row's values to its target: into empty fields, or over the old ones when told so."""
    values = {}
    for difference in row.differences:
        if difference.field != "phones" and (overwrite or not difference.old):
            value = row.payload["values"][difference.field]
            values[difference.field] = date_of(value) if difference.field in DATES else value
    if values:
        values["row_version"] = Resident.row_version + 1
        session.execute(update(Resident).where(Resident.id == row.target).values(values))
    target = row.target
    if target is None:
        return
    new_phones = {d.new for d in row.differences if d.field == "phones"}
    part = {
        "phones": [p for p in row.payload["phones"] if p["number"] in new_phones],
        "contact": _unless_known(session, target, row.payload["contact"]),
        "note": _unless_noted(session, target, row.payload["note"]),
    }
    _insert_parts(session, [(target, part)], today)


def _unless_known(session: Session, resident: bytes, name: str) -> str:
    known = session.scalars(
        select(Representative.name).where(
            Representative.resident_id == resident, Representative.retired_at.is_(None)
        )
    )
    return "" if fold(name) in {fold(other) for other in known} else name


def _unless_noted(session: Session, resident: bytes, text: str) -> str:
    known = session.scalars(
        select(ResidentNote.text).where(
            ResidentNote.resident_id == resident, ResidentNote.retired_at.is_(None)
        )
    )
    return "" if text in set(known) else text
