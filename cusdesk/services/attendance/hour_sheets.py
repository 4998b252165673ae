"""Sheets of hours that go out to providers: whom they name, and which are still out."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceMode, ServiceUnit, counts_time
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range, planned_in_month
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports.hour_sheet import HourSheetDocument, HourSheetPerson
from cusdesk.models.attendance import Visit
from cusdesk.models.catalogue import Service, ServiceProvider
from cusdesk.models.hour_sheets import HourSheet, HourSheetLine
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services.office import office_header
from cusdesk.services.planned import planned_rows

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_LOOK_BACK = dt.timedelta(days=92)
Pair = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A person and service of a sheet before it goes out."""

    resident_id: bytes
    service_id: bytes
    name: str
    service_name: str
    planned_minutes: int | None


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A sheet that went out; `returned_on` None while it is out."""

    id: bytes
    number: str
    provider_name: str
    month: dt.date
    issued_on: dt.date
    returned_on: dt.date | None
    lines: int


@dataclass(frozen=True, slots=True)
class SentSheet:
    """What was made: the sheet to be written into a file."""

    document: HourSheetDocument
    changes: Changes


@needs("attendance.see")
def sheet_lines(office: Office, provider_id: bytes, month: dt.date) -> list[SheetLine]:
    """Return whom a sheet would name, by name: individual services of a provider in a month.

    People in whose plan the provider gives the service, and people it visited in the three months
    before.
    """
    with office.read() as session:
        return _lines(session, provider_id, month)


def _lines(session: Session, provider_id: bytes, month: dt.date) -> list[SheetLine]:
    first, last = month_range(month)
    own = set(
        session.scalars(
            select(ServiceProvider.service_id).where(
                ServiceProvider.provider_id == provider_id, ServiceProvider.retired_at.is_(None)
            )
        )
    )
    planned: dict[Pair, int | None] = {}
    for row in planned_rows(session, Period(first, last)):
        if row.service_id is None:
            continue
        mine = row.provider_id == provider_id or (row.provider_id is None and row.service_id in own)
        if not mine:
            continue
        share = None
        if row.amount is not None and counts_time(ServiceUnit(row.unit or ServiceUnit.HOUR)):
            days = row.period
            share = planned_in_month(row.amount, row.amount_per, days.start, days.end, first)
        pair = row.resident_id, row.service_id
        before = planned.get(pair)
        planned[pair] = before if share is None else share + (before or 0)
    visited = select(Visit.resident_id, Visit.service_id).where(
        Visit.provider_id == provider_id,
        Visit.retired_at.is_(None),
        Visit.date.between(first - _LOOK_BACK, last),
    )
    for resident, service in session.execute(visited.distinct()):
        planned.setdefault((resident, service), None)
    return _named(session, planned)


def _named(session: Session, planned: dict[Pair, int | None]) -> list[SheetLine]:
    people = _names(session, {resident for resident, _ in planned})
    individual = select(Service.id, Service.name).where(
        Service.id.in_({service for _, service in planned}),
        Service.mode == ServiceMode.INDIVIDUAL.value,
        Service.retired_at.is_(None),
    )
    services: dict[bytes, str] = {row.id: row.name for row in session.execute(individual)}
    lines = [
        SheetLine(resident, service, people[resident], services[service], minutes)
        for (resident, service), minutes in planned.items()
        if resident in people and service in services
    ]
    return sorted(lines, key=lambda line: (sort_key(line.name), line.service_name))


def _names(session: Session, ids: set[bytes]) -> dict[bytes, str]:
    query = select(Resident.id, func.trim(Resident.surname + " " + Resident.given_name)).where(
        Resident.id.in_(ids), Resident.retired_at.is_(None)
    )
    return {row[0]: row[1] for row in session.execute(query)}


@needs("attendance.change")
def send_sheet(office: Office, provider_id: bytes, month: dt.date) -> SentSheet:
    """Number a sheet for a provider and keep whom it names; the caller writes the file.

    The file names people by number and name; only the office knows who stands behind a number.

    Raises:
        ValidationError: nobody would stand on it.
        NotFoundError: no such provider.
    """
    first, _last = month_range(month)
    today = office.clock.today()
    with office.write("attendance.send_sheet") as work:
        provider = work.get(Provider, provider_id)
        lines = _lines(work.session, provider_id, first)
        if not lines:
            raise ValidationError([Problem("provider_id", "attendance.sheet.problem.nobody")])
        count = work.session.scalar(select(func.count()).select_from(HourSheet)) or 0
        number = f"AG/{first:%Y-%m}/{count + 1:04d}"
        sheet_id = new_id()
        work.session.add(
            HourSheet(
                id=sheet_id, provider_id=provider_id, number=number, month=first, issued_on=today
            )
        )
        work.session.flush()
        for place, line in enumerate(lines, 1):
            work.session.add(
                HourSheetLine(
                    subject_id=line.resident_id,
                    sheet_id=sheet_id,
                    resident_id=line.resident_id,
                    service_id=line.service_id,
                    number=place,
                    planned_minutes=line.planned_minutes,
                )
            )
        header = office_header(work.session)
        people = tuple(
            HourSheetPerson(place, line.name, line.service_name, line.planned_minutes)
            for place, line in enumerate(lines, 1)
        )
        document = HourSheetDocument(header.name, number, provider.name, first, today, people)
    return SentSheet(document, work.changes)


@needs("attendance.see")
def list_sheets(office: Office, provider_id: bytes | None = None) -> list[SheetRow]:
    """Return the sheets that went out, the last first."""
    lines = (
        select(func.count())
        .where(HourSheetLine.sheet_id == HourSheet.id, HourSheetLine.retired_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            HourSheet.id,
            HourSheet.number,
            Provider.name,
            HourSheet.month,
            HourSheet.issued_on,
            HourSheet.returned_on,
            lines,
        )
        .join(Provider, Provider.id == HourSheet.provider_id)
        .where(HourSheet.retired_at.is_(None))
        .order_by(HourSheet.issued_on.desc(), HourSheet.number.desc())
    )
    if provider_id is not None:
        query = query.where(HourSheet.provider_id == provider_id)
    with office.read() as session:
        return [SheetRow(*row) for row in session.execute(query)]


@dataclass(frozen=True, slots=True)
class KnownSheet:
    """A sheet the office gave out, with who stands behind its numbers."""

    id: bytes
    provider_id: bytes
    month: dt.date
    lines: dict[int, SheetLine]


def known_sheet(session: Session, number: str) -> KnownSheet:
    """Return the sheet of a number.

    Raises:
        NotFoundError: this office gave no such sheet out.
    """
    sheet = session.scalar(
        select(HourSheet).where(HourSheet.number == number, HourSheet.retired_at.is_(None))
    )
    if sheet is None:
        raise NotFoundError("attendance.sheet.unknown", number=number)
    query = (
        select(
            HourSheetLine.number,
            HourSheetLine.resident_id,
            HourSheetLine.service_id,
            func.trim(Resident.surname + " " + Resident.given_name),
            Service.name,
            HourSheetLine.planned_minutes,
        )
        .join(Resident, Resident.id == HourSheetLine.resident_id)
        .join(Service, Service.id == HourSheetLine.service_id)
        .where(
            HourSheetLine.sheet_id == sheet.id,
            HourSheetLine.retired_at.is_(None),
            Resident.retired_at.is_(None),
        )
    )
    lines = {place: SheetLine(*row) for place, *row in session.execute(query)}
    return KnownSheet(sheet.id, sheet.provider_id, sheet.month, lines)
