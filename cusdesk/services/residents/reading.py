"""One resident with everything the card shows, and the bin."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError
from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.residents import ResidentDraft
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting, Visit
from cusdesk.models.catalogue import Service
from cusdesk.models.plans import Plan, PlanService
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services.plan_stage import STAGE
from cusdesk.services.programmes import hidden_columns
from cusdesk.services.residents.dto import (
    BinRow,
    PlanHeadline,
    ResidentDetails,
    ServiceHeadline,
)
from cusdesk.services.residents.households import members
from cusdesk.services.residents.listing import age_of
from cusdesk.services.residents.mapping import draft_of
from cusdesk.services.residents.notes import notes_of
from cusdesk.services.residents.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@needs("residents.see")
def get_resident(office: Office, resident_id: bytes) -> ResidentDetails:
    """Return a card, also of a resident in the bin.

    Raises:
        NotFoundError: there is no such resident.
    """
    with office.read() as session:
        row = session.get(Resident, resident_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        return ResidentDetails(
            resident_id,
            without(draft_of(session, row), hidden_columns(office, session)),
            row.row_version,
            age_of(row.birth_date, row.status, row.status_date, office.clock.today()),
            None if row.retired_at is None else _local_date(row.retired_at),
            members(session, resident_id),
            notes_of(session, resident_id),
            plans_of(session, resident_id) if office.may("plans.see") else (),
            services_of(session, resident_id, with_plans=office.may("plans.see"))
            if office.may("attendance.see")
            else (),
        )


@needs("residents.see")
def bin_list(office: Office) -> list[BinRow]:
    """Return the residents in the bin, the last put there first."""
    columns = (
        Resident.id,
        Resident.surname,
        Resident.given_name,
        Resident.birth_date,
        Resident.locality,
        Resident.street,
        Resident.house,
        Resident.flat,
        Resident.retired_at,
    )
    erased = select(Erasure.subject_id).where(Erasure.scope == "person")
    query = select(*columns).where(Resident.retired_at.is_not(None), Resident.id.not_in(erased))
    with office.read() as session:
        rows = session.execute(query.order_by(Resident.retired_at.desc(), Resident.id)).all()
    return [
        BinRow(
            row.id,
            f"{row.surname} {row.given_name}".strip(),
            row.birth_date,
            place_of(Address(row.locality, row.street, row.house, row.flat)),
            _local_date(row.retired_at),
        )
        for row in rows
    ]


def without(draft: ResidentDraft, hidden: Iterable[str]) -> ResidentDraft:
    """Return a card with empty fields in place of hidden ones."""
    empty = ResidentDraft()
    return replace(draft, **{column: getattr(empty, column) for column in hidden})


def plans_of(session: Session, resident_id: bytes) -> tuple[PlanHeadline, ...]:
    """Return the plans of a resident, newest first."""
    services = (
        select(func.count())
        .where(PlanService.plan_id == Plan.id, PlanService.retired_at.is_(None))
        .scalar_subquery()
    )
    query = (
        select(
            Plan.id,
            Plan.number,
            STAGE,
            Plan.valid_from,
            Plan.valid_to,
            Plan.coordinator,
            services,
        )
        .where(Plan.resident_id == resident_id, Plan.retired_at.is_(None))
        .order_by(Plan.valid_from.desc().nulls_first(), Plan.id.desc())
    )
    return tuple(PlanHeadline(*row) for row in session.execute(query))


def services_of(
    session: Session, resident_id: bytes, *, with_plans: bool = True
) -> tuple[ServiceHeadline, ...]:
    """Return the services a resident uses or is to use, in Polish order of their names."""
    planned = _planned(session, resident_id) if with_plans else {}
    details = planned | _in_groups(session, resident_id)
    dates = _last_dates(session, resident_id)
    known = {service_id for service_id in (*details, *dates) if service_id is not None}
    names = select(Service.id, Service.name).where(Service.id.in_(known))
    found = [
        ServiceHeadline(service_id, name, details.get(service_id, ""), dates.get(service_id))
        for service_id, name in session.execute(names)
    ]
    return tuple(sorted(found, key=lambda service: sort_key(service.name)))


def _planned(session: Session, resident_id: bytes) -> dict[bytes | None, str]:
    query = (
        select(PlanService.service_id, PlanService.schedule)
        .join(Plan, Plan.id == PlanService.plan_id)
        .where(
            Plan.resident_id == resident_id,
            Plan.retired_at.is_(None),
            PlanService.retired_at.is_(None),
        )
    )
    return dict(session.execute(query).all())


def _in_groups(session: Session, resident_id: bytes) -> dict[bytes | None, str]:
    query = (
        select(Group.service_id, Group.name)
        .join(GroupMember, GroupMember.group_id == Group.id)
        .where(
            GroupMember.resident_id == resident_id,
            GroupMember.retired_at.is_(None),
            Group.retired_at.is_(None),
        )
    )
    return dict(session.execute(query).all())


def _last_dates(session: Session, resident_id: bytes) -> dict[bytes, dt.date]:
    visits = (
        select(Visit.service_id, func.max(Visit.date))
        .where(Visit.resident_id == resident_id, Visit.retired_at.is_(None))
        .group_by(Visit.service_id)
    )
    meetings = (
        select(Group.service_id, func.max(Meeting.date))
        .join(Meeting, Meeting.group_id == Group.id)
        .join(Attendance, Attendance.meeting_id == Meeting.id)
        .where(
            Attendance.resident_id == resident_id,
            Attendance.mark == "present",
            Attendance.retired_at.is_(None),
        )
        .group_by(Group.service_id)
    )
    found: dict[bytes, dt.date] = {}
    for query in (visits, meetings):
        for service_id, date in session.execute(query):
            found[service_id] = max(date, found.get(service_id, date))
    return found


def _local_date(moment_ms: int) -> dt.date:
    return dt.datetime.fromtimestamp(moment_ms / 1000).date()  # noqa: DTZ006 (local wall time)
