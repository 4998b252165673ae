"""The monthly hour statement of a provider: person by service, granted, carried out, absences."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.contracts import contract_of
from cusdesk.domain.durations import format_hours
from cusdesk.domain.periods import Period
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import Column, ColumnKind, Hours, TableDocument
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.providers import Provider
from cusdesk.services import papers
from cusdesk.services.attendance.delivered import delivered_rows
from cusdesk.services.attendance.month import service_month
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.given import hours_of, resident_names
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

_Place = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class StatementRow:
    """One person and service.

    Attributes:
        granted: minutes or units planned for the month; None when no plan says how much.
        is_time: whether `granted` are minutes.
        entries: presences and visits.
        absences: marks of absence, excused or not.
    """

    resident_id: bytes
    name: str
    service: str
    granted: int | None
    is_time: bool
    entries: int
    minutes: int
    absences: int

    @property
    def granted_words(self) -> str:
        """What was granted, with its unit."""
        if self.granted is None:
            return ""
        if self.is_time:
            return tr("export.unit.hour", number=format_hours(self.granted))
        return str(self.granted)


@dataclass(frozen=True, slots=True)
class Statement:
    """What a provider gave in a month, by person and service."""

    provider: str
    month: dt.date
    contracts: tuple[str, ...]
    rows: tuple[StatementRow, ...]


@needs("invoices.see", "attendance.see")
def statement(office: Office, provider_id: bytes, month: dt.date) -> Statement:
    """Return the monthly hour statement of a provider.

    Hours nobody is named for belong to the provider whose contract they count for.

    Raises:
        NotFoundError: there is no such provider.
    """
    first, last = month_range(month)
    with office.read() as session:
        provider = session.get(Provider, provider_id)
        if provider is None:
            raise NotFoundError("storage.not_found")
        name = provider.name
        given = _given(session, provider_id, first, last)
        missed = _missed(session, provider_id, first, last)
        numbers = [
            contract.number
            for contract in all_contracts(session)
            if contract.provider_id == provider_id and contract.period.overlaps(Period(first, last))
        ]
        services = service_names(session)
        people = resident_names(session, {place[0] for place in (*given, *missed)})
    granted, timed = _granted(office, {place[1] for place in (*given, *missed)}, first)
    rows = [
        StatementRow(
            resident,
            people.get(resident, ""),
            services.get(service, ""),
            granted.get((resident, service)),
            timed.get(service, True),
            len(given.get((resident, service), ())),
            sum(given.get((resident, service), ())),
            missed.get((resident, service), 0),
        )
        for resident, service in {**given, **missed}
    ]
    rows.sort(key=lambda row: (sort_key(row.service), sort_key(row.name)))
    return Statement(name, first, tuple(numbers), tuple(rows))


def _given(
    session: Session, provider_id: bytes, first: dt.date, last: dt.date
) -> dict[_Place, list[int]]:
    """Return (resident, service) -> minutes of every presence and visit of the provider."""
    contracts = all_contracts(session)
    found: dict[_Place, list[int]] = defaultdict(list)
    for row in delivered_rows(session, first, last):
        whose = row.provider_id
        if whose is None:
            contract = contract_of(row, contracts)
            whose = contract.provider_id if contract is not None else None
        if whose == provider_id:
            found[row.resident_id, row.service_id].append(row.minutes)
    return found


def _missed(
    session: Session, provider_id: bytes, first: dt.date, last: dt.date
) -> dict[_Place, int]:
    query = (
        select(Attendance.resident_id, Group.service_id, func.count())
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .where(
            Group.provider_id == provider_id,
            Meeting.date.between(first, last),
            Attendance.mark.in_([Mark.ABSENT.value, Mark.EXCUSED.value]),
            *(model.retired_at.is_(None) for model in (Attendance, Meeting, Group)),
        )
        .group_by(Attendance.resident_id, Group.service_id)
    )
    counted: Counter[_Place] = Counter()
    for resident, service, count in session.execute(query).all():
        counted[resident, service] = count
    return dict(counted)


def _granted(
    office: Office, services: set[bytes], month: dt.date
) -> tuple[dict[_Place, int], dict[bytes, bool]]:
    """Return what plans foresee in the month, and which services are counted in time."""
    found: dict[_Place, int] = {}
    timed: dict[bytes, bool] = {}
    for service_id in services:
        sheet = service_month(office, service_id, month)
        if sheet is None:
            continue
        timed[service_id] = sheet.unit.is_time
        for person in sheet.persons:
            if person.planned is not None:
                found[person.person_id, service_id] = person.planned
    return found, timed


@needs("invoices.change", "attendance.see")
def statement_draft(office: Office, provider_id: bytes, month: dt.date) -> PaperDraft:
    """Return the statement as a paper.

    Raises:
        NotFoundError: there is no such provider.
    """
    found = statement(office, provider_id, month)
    values: dict[str, object] = {
        "seller.name": found.provider,
        "month": f"{found.month:%m.%Y}",
        "contracts": ", ".join(found.contracts),
        "rows": tuple(
            {
                "number": number,
                "name": row.name,
                "service": row.service,
                "granted": row.granted_words,
                "entries": row.entries,
                "hours": Hours(row.minutes),
                "absences": row.absences,
            }
            for number, row in enumerate(found.rows, 1)
        ),
    }
    return papers.draft_paper(office, "hours_statement", values, record=("providers", provider_id))


@needs("invoices.see", "attendance.see", "reports.export")
def statement_document(office: Office, provider_id: bytes, month: dt.date) -> TableDocument:
    """Return the statement as a list to be saved as a workbook.

    Raises:
        NotFoundError: there is no such provider.
    """
    found = statement(office, provider_id, month)
    title = tr("invoices.statement.title", provider=found.provider, month=f"{found.month:%m.%Y}")
    columns = (
        Column(tr("invoices.statement.number"), ColumnKind.INTEGER),
        Column(tr("invoices.statement.name")),
        Column(tr("invoices.statement.service")),
        Column(tr("invoices.statement.granted")),
        Column(tr("invoices.statement.entries"), ColumnKind.INTEGER, total=True),
        Column(tr("invoices.statement.hours"), ColumnKind.DECIMAL, total=True),
        Column(tr("invoices.statement.absences"), ColumnKind.INTEGER, total=True),
    )
    rows = tuple(
        (
            number,
            row.name,
            row.service,
            row.granted_words,
            row.entries,
            hours_of(row.minutes),
            row.absences,
        )
        for number, row in enumerate(found.rows, 1)
    )
    return TableDocument(title, columns, rows, office.clock.today(), office=office.name)
