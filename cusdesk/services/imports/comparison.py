"""A row that waits beside the record it may belong to, field by field."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.phones import format_phone
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Representative, Resident, ResidentNote, ResidentPhone
from cusdesk.services.history import shown_value
from cusdesk.services.imports.catalogue.fields import PROVIDER_FIELDS, SERVICE_FIELDS
from cusdesk.services.imports.invoices.compare import invoice_pairs
from cusdesk.services.imports.model import date_of
from cusdesk.services.imports.residents.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.imports.issues import Issue
    from cusdesk.services.imports.model import Difference
    from cusdesk.services.office import Office

_ALWAYS = frozenset({"surname", "given_name", "pesel", "birth_date", "name"})
_OF_APPLICATION = (
    *("number", "channel", "applicant_kind", "applicant_name", "applicant_phone"),
    *("applicant_address", "applicant_basis", "coordinator", "description", "wishes", "notes"),
)
_IDENTITY = ("surname", "given_name", "pesel", "birth_date", "locality", "house", "status")


@dataclass(frozen=True, slots=True)
class CompareRow:
    """One field on both sides, in words; `differs` when both say something and not the same."""

    label: str
    in_file: str
    in_office: str
    differs: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A record a row may belong to, in one line."""

    id: bytes
    text: str


@needs("imports.run")
def candidates_of(office: Office, issue: Issue) -> list[Candidate]:
    """Return the candidates that are not in the bin, likeliest first."""
    with office.read() as session:
        if issue.kind == "services":
            return _services(session, issue.candidates)
        known = issue.payload.get("resident_id")
        first = (bytes.fromhex(known),) if known else ()
        return _people(session, tuple(dict.fromkeys((*first, *issue.candidates))))


def _people(session: Session, ids: Sequence[bytes]) -> list[Candidate]:
    query = select(
        Resident.id,
        Resident.surname,
        Resident.given_name,
        Resident.birth_date,
        Resident.locality,
        Resident.house,
    ).where(Resident.id.in_(ids), Resident.retired_at.is_(None))
    found = {}
    for row in session.execute(query):
        born = format_date(row[3]) if row[3] else ""
        parts = (f"{row[1]} {row[2]}".strip(), born, f"{row[4]} {row[5]}".strip())
        found[row[0]] = Candidate(row[0], ", ".join(part for part in parts if part))
    return [found[i] for i in ids if i in found]


def _services(session: Session, ids: Sequence[bytes]) -> list[Candidate]:
    query = select(Service.id, Service.name).where(
        Service.id.in_(ids), Service.retired_at.is_(None)
    )
    found = {row[0]: Candidate(row[0], row[1]) for row in session.execute(query)}
    return [found[i] for i in ids if i in found]


@needs("imports.run")
def compare(office: Office, issue: Issue, record_id: bytes | None) -> list[CompareRow]:
    """Return the row of the file beside a record, or alone when no record is given."""
    with office.read() as session:
        if issue.kind == "residents":
            return _compare_residents(session, issue.payload, record_id)
        if issue.kind == "applications":
            of_person = _compare_residents(session, issue.payload, record_id)
            return [*of_person, *_application(issue.payload["application"])]
        if issue.kind == "services":
            return _compare_services(session, issue.payload, record_id)
        if issue.kind == "invoices":
            return [
                CompareRow(tr(f"fields.invoices.{name}"), said, there, said != there != "")
                for name, said, there in invoice_pairs(session, issue.payload)
            ]
        return [*_identity(session, issue.payload, record_id), *_entry(issue.payload)]


def _compare_residents(
    session: Session, payload: dict[str, Any], record_id: bytes | None
) -> list[CompareRow]:
    card = _card(session, Resident, FIELDS, record_id)
    rows = [
        _row("residents", name, payload["values"][name], card.get(name))
        for name in FIELDS
        if name in _ALWAYS or payload["values"][name] or card.get(name)
    ]
    rows = [row for row in rows if row.in_file or row.in_office or not record_id]
    for key, owner, text, model in (
        ("phones", ResidentPhone.resident_id, ResidentPhone.number, ResidentPhone),
        ("contact", Representative.resident_id, Representative.name, Representative),
        ("note", ResidentNote.resident_id, ResidentNote.text, ResidentNote),
    ):
        mine = payload[key]
        said = ", ".join(format_phone(p["number"]) for p in mine) if key == "phones" else mine
        query = select(text).where(owner == record_id, model.retired_at.is_(None))
        known = session.scalars(query).all() if record_id else []
        there = ", ".join(map(format_phone, known) if key == "phones" else known)
        if said or there:
            rows.append(CompareRow(tr(f"imports_plan.part.{key}"), said, there))
    return rows


def _compare_services(
    session: Session, payload: dict[str, Any], record_id: bytes | None
) -> list[CompareRow]:
    if payload["service"] is None:
        values = payload["provider"]
        return [_row("providers", n, values[n], None) for n in PROVIDER_FIELDS if values[n]]
    card = _card(session, Service, SERVICE_FIELDS, record_id)
    return [
        _row("services", name, payload["service"][name], card.get(name))
        for name in SERVICE_FIELDS
        if payload["service"][name] not in {None, ""} or card.get(name) not in {None, ""}
    ]


def _card(session: Session, model: Any, names: Sequence[str], i: bytes | None) -> dict[str, Any]:  # noqa: ANN401 (a mapped class)
    if i is None:
        return {}
    columns = [getattr(model, name) for name in names]
    row = session.execute(select(*columns).where(model.id == i)).first()
    return {} if row is None else dict(zip(names, row, strict=True))


def _row(table: str, name: str, in_file: object, in_office: object) -> CompareRow:
    said, there = shown(table, name, in_file), shown(table, name, in_office)
    return CompareRow(
        tr(f"fields.{table}.{name}"), said, there, bool(said and there and said != there)
    )


def shown(table: str, name: str, value: object) -> str:
    """Return a value of a payload or of a card in words."""
    if value in {None, ""}:
        return ""
    return shown_value(table, name, value.isoformat() if hasattr(value, "isoformat") else value)


def difference_texts(kind: str, differences: Sequence[Difference]) -> list[tuple[str, str, str]]:
    """Return (field, from, to) of a changed row in words."""
    tables = {"residents": "residents", "applications": "residents", "services": "services"}
    table = tables.get(kind, "")
    found = []
    for difference in differences:
        key = f"imports_plan.part.{difference.field}"
        if difference.field == "phones":
            found.append((tr(key), format_phone(difference.old), format_phone(difference.new)))
        elif difference.field in {"contact", "note", "aliases", "providers"} or not table:
            found.append((tr(key), difference.old, difference.new))
        else:
            stored = (difference.old, difference.new)
            words = [shown(table, difference.field, _typed(difference.field, t)) for t in stored]
            found.append((tr(f"fields.{table}.{difference.field}"), words[0], words[1]))
    return found


def _typed(name: str, text: str) -> object:
    return int(text) if name.endswith("_gr") and text.isdecimal() else text


def _identity(
    session: Session, payload: dict[str, Any], record_id: bytes | None
) -> list[CompareRow]:
    """Return the name as written beside who the person is."""
    chosen = record_id or (
        bytes.fromhex(payload["resident_id"]) if payload["resident_id"] else None
    )
    card = _card(session, Resident, _IDENTITY, chosen)
    name = f"{card.get('surname', '')} {card.get('given_name', '')}".strip()
    rows = [CompareRow(tr("imports_plan.part.person"), payload["person"], name)]
    rows += [_row("residents", key, None, card[key]) for key in _IDENTITY[2:] if card.get(key)]
    return rows


def _entry(payload: dict[str, Any]) -> list[CompareRow]:
    """Return what a list or a work card says of the person."""
    rows = [CompareRow(tr("imports_plan.part.service"), payload["service_name"], "")]
    if payload.get("group"):
        rows.append(CompareRow(tr("imports_plan.part.group"), payload["group"], ""))
    if "marks" in payload:
        rows += [_mark(mark) for mark in payload["marks"]]
        return rows
    date = date_of(payload["date"])
    start, end = (_clock(payload[key]) for key in ("start", "end"))
    length = format_minutes(payload["minutes"]) if payload["minutes"] else ""
    for key, text in (
        ("worker", payload["worker"]),
        ("date", format_date(date) if date else ""),
        ("hours", "–".join(part for part in (start, end) if part)),
        ("minutes", length),
        ("activities", payload["activities"]),
    ):
        rows.append(CompareRow(tr(f"imports_plan.part.{key}"), text, ""))
    return rows


def _mark(mark: dict[str, Any]) -> CompareRow:
    date = date_of(mark["date"])
    day = format_date(date) if date else tr("imports_plan.part.no_day")
    known = mark["mark"] != "unclear"
    words = tr(f"enums.mark.{mark['mark']}") if known else tr("imports_plan.part.unclear")
    length = f", {format_minutes(mark['minutes'])}" if mark["minutes"] else ""
    written = f" („{mark['raw']}”)" if mark["raw"] else ""
    return CompareRow(day, f"{words}{length}{written}", "")


def _application(application: dict[str, Any]) -> list[CompareRow]:
    """Return what a list says of the application beside the person."""
    day = date_of(application["received_on"])
    moment = format_date(day) if day else ""
    if application["has_hour"]:
        moment = f"{moment}, {_clock(application['received_minute'])}"
    services = ", ".join(each["name"] for each in application["services"])
    rows = [
        CompareRow(tr("fields.applications.received_on"), moment, ""),
        CompareRow(tr("imports_plan.part.services"), services, ""),
    ]
    rows += [
        _row("applications", name, application[name], None)
        for name in _OF_APPLICATION
        if application[name]
    ]
    return [row for row in rows if row.in_file]


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60 % 24}:{minute % 60:02d}"
