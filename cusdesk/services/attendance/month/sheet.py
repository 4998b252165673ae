"""The sheet of a month: every service with its people, made out of what was read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.domain.access import needs
from cusdesk.domain.calendar import holidays_of
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.planned import month_range
from cusdesk.domain.reports import MonthlySheet, PersonMonth, ServiceMonth
from cusdesk.models.catalogue import Service
from cusdesk.services.attendance.heads import heads_between
from cusdesk.services.attendance.month.frozen import closure_of, frozen_services
from cusdesk.services.attendance.month.gathering import MonthWork, ServiceWork
from cusdesk.services.attendance.month.marks import legend
from cusdesk.services.attendance.month.names import Named, providers_named, residents_named
from cusdesk.services.audit.proof import head_for_paper
from cusdesk.services.office import office_header

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.services.attendance.month.frozen import Found
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class OfficeMonth:
    """The sheet of a month, with the ids of its services in the order of `sheet.services`."""

    sheet: MonthlySheet
    service_ids: tuple[bytes, ...]


@needs("attendance.see")
def monthly_sheet(office: Office, month: dt.date, service_id: bytes | None = None) -> MonthlySheet:
    """Return the sheet of `office_month`."""
    return office_month(office, month, service_id).sheet


@needs("attendance.see")
def office_month(office: Office, month: dt.date, service_id: bytes | None = None) -> OfficeMonth:
    """Return the office's month: every service with a meeting, a visit or a member in it.

    Shape: services by name; people in list order. Only living rows count. A closed month is what
    it was on the day of closing.

    Raises:
        NotFoundError: the asked service does not exist.
    """
    first = month.replace(day=1)
    with office.read() as session:
        if service_id is not None and session.get(Service, service_id) is None:
            raise NotFoundError("storage.not_found")
        closure = closure_of(session, first)
        if closure is None:
            found = live_services(session, first, service_id)
        else:
            found = frozen_services(session, closure, service_id)
        seal = closure.seal if closure else ""
        header = office_header(session)
        log_head = head_for_paper(session)
    sheet = MonthlySheet(
        office=header,
        year=first.year,
        month=first.month,
        services=tuple(month for _, month in found),
        legend=legend(),
        printed_on=office.clock.today(),
        holidays=tuple(
            (date, name)
            for date, name in sorted(holidays_of(first.year).items())
            if date.month == first.month
        ),
        prepared_by=office.user_name,
        log_head=log_head,
        seal=seal,
    )
    return OfficeMonth(sheet, tuple(service for service, _ in found))


@needs("attendance.see")
def service_month(office: Office, service_id: bytes, month: dt.date) -> ServiceMonth | None:
    """Return one service's month, None when nothing of it happened or was planned."""
    sheet = monthly_sheet(office, month, service_id)
    return sheet.services[0] if sheet.services else None


def live_services(session: Session, month: dt.date, only: bytes | None = None) -> Found:
    """Return the services of a month as the office's rows have them now, closed or not."""
    first, last = month_range(month)
    work = MonthWork(session, first, last, only).read()
    return list(_service_months(session, work.services, (first, last)))


def _service_months(
    session: Session, works: dict[bytes, ServiceWork], span: tuple[dt.date, dt.date]
) -> Iterable[tuple[bytes, ServiceMonth]]:
    heads = session.execute(
        select(Service.id, Service.name, Service.unit, Service.unit_minutes, Service.place)
        .where(Service.id.in_(works), Service.retired_at.is_(None))
        .order_by(Service.sort_key, Service.name)
    ).all()
    unnamed = heads_between(session, *span)
    named = residents_named(session, {each for work in works.values() for each in work.people})
    providers = providers_named(session)
    for service_id, name, unit, unit_own, place in heads:
        work = works[service_id]
        yield (
            service_id,
            ServiceMonth(
                name=name,
                persons=_persons(work, named, span[1].day),
                unit=ServiceUnit(unit),
                unit_minutes=unit_own,
                provider=", ".join(providers.get(service_id, ())),
                place=", ".join(work.places) or place,
                leader=", ".join(work.leaders),
                meetings=tuple(work.meetings),
                visits=work.visits,
                heads=unnamed.get(service_id, ()),
            ),
        )


def _persons(work: ServiceWork, named: dict[bytes, Named], days: int) -> tuple[PersonMonth, ...]:
    """Return the rows of the people who still have a card, in list order and then by name."""
    people = sorted(
        (
            (person.order, named[resident].key, resident, person)
            for resident, person in work.people.items()
            if resident in named
        ),
        key=lambda each: each[:3],
    )
    return tuple(
        PersonMonth(
            number,
            resident,
            named[resident].name,
            tuple(person.days[:days]),
            named[resident].pesel,
            person.planned,
            named[resident].detail,
        )
        for number, (_, _, resident, person) in enumerate(people, 1)
    )
