"""The entries of every register as lists and forms show them; one way for all ten.

What a register is stands in `domain.protection.registers`. Rows of the starter kind (processing
activities, clauses) are shown until somebody changes one, and are written then.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.protection.clocks import Look, Standing, standing_of
from cusdesk.domain.protection.registers import REGISTERS, RegisterSpec
from cusdesk.models import protection as models
from cusdesk.models.office import User
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services.protection.registers.starters import starter_drafts
from cusdesk.services.records import draft_values, simple_fields

if TYPE_CHECKING:
    import datetime as dt
    import enum

    from sqlalchemy.orm import Session

    from cusdesk.domain.protection.register_drafts import RegisterDraft
    from cusdesk.models.base import Record
    from cusdesk.services.office import Office

MODELS: dict[str, type[Record]] = {
    model.__tablename__: model
    for model in (
        models.Authorisation,
        models.SecrecyPledge,
        models.ProcessingActivity,
        models.ProcessingAgreement,
        models.Consent,
        models.Disclosure,
        models.Breach,
        models.DataRequest,
        models.InformationClause,
        models.ClauseDelivery,
    )
}
WAITING = frozenset({Look.LATE, Look.URGENT, Look.SOON})
Choices = dict[str, list[tuple[bytes, str]]]


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One entry of a register.

    Attributes:
        version: for the next change; 0 for a starter row nobody has touched yet.
        resident: name of whom it is about, "" for nobody on record.
        names: field -> name of the record it points to.
        state: how it stands, in words.
    """

    id: bytes
    register: str
    version: int
    draft: RegisterDraft
    resident_id: bytes | None
    resident: str
    names: dict[str, str]
    standing: Standing
    state: str

    def value(self, field: str) -> Any:  # noqa: ANN401 (the type of the field)
        """Return a field as a list shows it: a reference as the name of what it points to."""
        return self.names[field] if field in self.names else getattr(self.draft, field)

    @property
    def who(self) -> str:
        """Whom the entry is about: the resident, or whoever else is written there."""
        return self.resident or str(getattr(self.draft, "person", ""))


@needs("protection.see")
def register_names(office: Office) -> list[str]:
    """Return the registers this person may see, in their order."""
    return [spec.name for spec in REGISTERS.values() if office.may(*spec.rights)]


@needs("protection.see")
def list_entries(
    office: Office, register: str, resident_id: bytes | None = None
) -> list[RegisterRow]:
    """Return the entries of a register, or those about one resident, in their order.

    Raises:
        RuleError: `access.denied`: a register of residents is for who may see residents.
    """
    spec = REGISTERS[register]
    office.require(*spec.rights)
    with office.read() as session:
        return rows_in(session, spec, office.clock.now(), resident_id)


@needs("protection.see")
def get_entry(office: Office, register: str, entry_id: bytes) -> RegisterRow:
    """Return one entry, also a starter row.

    Raises:
        NotFoundError: there is no such entry, or it lies in the bin.
    """
    for row in list_entries(office, register):
        if row.id == entry_id:
            return row
    raise NotFoundError("storage.not_found")


@needs("protection.see")
def waiting_counts(office: Office) -> dict[str, int]:
    """Return register -> entries that wait for something, of the registers this person may see."""
    now = office.clock.now()
    with office.read() as session:
        return {
            name: sum(
                row.standing.look in WAITING for row in rows_in(session, REGISTERS[name], now)
            )
            for name in register_names(office)
        }


def rows_in(
    session: Session, spec: RegisterSpec, now: dt.datetime, resident_id: bytes | None = None
) -> list[RegisterRow]:
    """Return the entries of a register inside a running read."""
    model = MODELS[spec.name]
    columns = model.__table__.columns
    query = select(model).where(columns["retired_at"].is_(None))
    if resident_id is not None:
        query = query.where(columns["resident_id"] == resident_id)
    if spec.newest:
        query = query.order_by(columns[spec.newest].desc().nulls_first())
    elif "position" in columns:
        query = query.order_by(columns["position"])
    found = list(session.scalars(query.order_by(columns["id"].desc() if spec.newest else "id")))
    if not found and resident_id is None:
        return [
            _row(spec, (i, 0, draft), None, {}, now)
            for i, draft in starter_drafts(session, model, spec)
        ]
    names = _names(session, spec, found)
    return [
        _row(
            spec,
            (row.id, row.row_version, _draft(spec, row)),
            getattr(row, "resident_id", None),
            names,
            now,
        )
        for row in found
    ]


def _row(
    spec: RegisterSpec,
    entry: tuple[bytes, int, RegisterDraft],
    resident_id: bytes | None,
    names: dict[bytes, str],
    now: dt.datetime,
) -> RegisterRow:
    row_id, version, draft = entry
    standing = standing_of(draft, now)
    pointed = {
        field.name: names.get(getattr(draft, field.name) or b"", "")
        for field in spec.fields
        if field.kind == "record"
    }
    who = names.get(resident_id, "") if resident_id is not None else ""
    words = standing_words(standing)
    return RegisterRow(
        row_id, spec.name, version, draft, resident_id, who, pointed, standing, words
    )


def standing_words(standing: Standing) -> str:
    """Return how an entry stands, in words; "" where there is nothing to say."""
    if not standing.key:
        return ""
    if standing.hours is not None and standing.due is not None:
        until = f"{standing.due:%d.%m.%Y %H:%M}"
        return tr(f"protection.standing.{standing.key}", n=abs(standing.hours), until=until)
    return tr(f"protection.standing.{standing.key}", date=format_date(standing.day))


def _enums(spec: RegisterSpec) -> dict[str, type[enum.StrEnum]]:
    return {field.name: field.choices for field in spec.fields if field.choices is not None}


def _draft(spec: RegisterSpec, row: Record) -> RegisterDraft:
    return spec.draft(**draft_values(row, simple_fields(spec.draft), _enums(spec)))


def _names(session: Session, spec: RegisterSpec, rows: list[Record]) -> dict[bytes, str]:
    """Return the names of residents, users, providers and clauses the rows point to."""
    found: dict[bytes, str] = {}
    if not rows:
        return found
    if spec.about != "no":
        ids = {getattr(row, "resident_id") for row in rows} - {None}  # noqa: B009 (any model)
        query = select(Resident.id, Resident.surname, Resident.given_name)
        for i, surname, given in session.execute(query.where(Resident.id.in_(ids))):
            found[i] = f"{surname} {given}".strip()
    for field in spec.fields:
        if field.kind == "record":
            wanted = {getattr(row, field.name) for row in rows}
            found |= {i: name for i, name, _ in _records(session, field.name) if i in wanted}
    return found


def _records(session: Session, field: str) -> list[tuple[bytes, str, int | None]]:
    """Return (id, name, when it went to the bin) of what a field may point to."""
    if field == "clause_id":
        clause = models.InformationClause
        query = select(clause.id, clause.title, clause.version, clause.retired_at)
        return [
            (i, ", ".join(filter(None, (title, _version(version)))), gone)
            for i, title, version, gone in session.execute(query.order_by(clause.position))
        ]
    model = User if field == "user_id" else Provider
    found = session.execute(select(model.id, model.name, model.retired_at).order_by(model.name))
    return [(i, name, gone) for i, name, gone in found]


def _version(number: str) -> str:
    return tr("protection.entry.version", version=number) if number else ""


@needs("protection.see")
def choices(office: Office, register: str) -> Choices:
    """Return field -> (id, name) of what its entries may point to; clauses may be starter rows."""
    spec = REGISTERS[register]
    found: Choices = {}
    with office.read() as session:
        for field in spec.fields:
            if field.kind != "record":
                continue
            records = _records(session, field.name)
            found[field.name] = [(i, name) for i, name, gone in records if gone is None]
            if field.name == "clause_id" and not records:
                starters = starter_drafts(
                    session, models.InformationClause, REGISTERS["information_clauses"]
                )
                found[field.name] = [(i, str(getattr(d, "title", ""))) for i, d in starters]
    return found


@needs("protection.see")
def new_draft(office: Office, register: str) -> RegisterDraft:
    """Return an empty entry with today's date where it is usually right."""
    spec = REGISTERS[register]
    today = office.clock.today()
    dates: dict[str, Any] = {field.name: today for field in spec.fields if field.suggested}
    return spec.draft(**dates)


@needs("protection.see")
def place_of(office: Office, record_id: bytes) -> tuple[str, bytes | None] | None:
    """Return (register, entry) a record leads to; a user to the authorisations; None otherwise."""
    with office.read() as session:
        for name, model in MODELS.items():
            if session.get(model, record_id) is not None:
                return name, record_id
        if session.get(User, record_id) is not None:
            return "authorisations", None
    return None
