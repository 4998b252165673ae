"""Everything the office holds as plain values, for the command line and for checks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import fold
from cusdesk.models.attendance import Attendance, Group, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident
from cusdesk.services import (
    budget,
    caseload,
    catalogue,
    clocks,
    contracts,
    fees,
    imports,
    invoices,
    needs_talks,
    papers,
    plans,
    providers,
    recruitment,
    residents,
)
from cusdesk.services.applications import application_json
from cusdesk.services.attendance import list_visits
from cusdesk.services.attendance.absences import list_absences

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Callable

    from cusdesk.services.office import Office

Listed = list[dict[str, Any]]


@needs("office.see")
def listing(office: Office, what: str, *, search: str = "", month: dt.date | None = None) -> Listed:
    """Return one kind of records: dates ISO, time in minutes, money in grosze, ids as UUID text.

    Args:
        office: the open office.
        what: residents, applications, plans, services, providers, contracts, pools, funding,
            invoices, attendance, hours, meetings, absences, clocks, needs_talks, unmet_needs,
            papers, editions, candidates or problems.
        search: words to find; all must fit.
        month: any day of the month that attendance, hours and meetings are asked for.
    """
    lists: dict[str, Callable[[], Listed]] = {
        "residents": lambda: residents.resident_json(
            office, residents.ResidentFilter(text=search) if search else None
        ),
        "applications": lambda: application_json(office, search),
        "plans": lambda: plans.plan_json(office, plans.PlanFilter(text=search)),
        "services": lambda: catalogue.service_json(office, search),
        "providers": lambda: providers.provider_json(office, search),
        "contracts": lambda: contracts.contract_json(office, search),
        "pools": lambda: _matching(contracts.pool_json(office), search),
        "funding": lambda: budget.funding_json(office, search),
        "invoices": lambda: invoices.invoice_json(office, search),
        "attendance": lambda: _matching(attendance_json(office, month), search),
        "hours": lambda: _matching(hours_json(office, month), search),
        "meetings": lambda: _matching(meetings_json(office, month), search),
        "absences": lambda: _matching(absences_json(office), search),
        "caseload": lambda: _matching(caseload.caseload_json(office), search),
        "clocks": lambda: _matching(clocks.clock_json(office), search),
        "needs_talks": lambda: _matching(needs_talks.talk_json(office), search),
        "unmet_needs": lambda: _matching(needs_talks.unmet_json(office), search),
        "editions": lambda: _matching(recruitment.editions_json(office), search),
        "candidates": lambda: _matching(recruitment.candidates_json(office), search),
        "papers": lambda: _matching(papers.paper_json(office), search),
        "fees": lambda: _matching(fees.fee_json(office, month), search),
        "accounts": lambda: _matching(fees.account_json(office), search),
        "problems": lambda: _matching(imports.problem_json(office), search),
    }
    return lists[what]()


def _matching(found: Listed, search: str) -> Listed:
    words = fold(search).split()
    if not words:
        return found
    return [e for e in found if all(w in fold(" ".join(map(str, e.values()))) for w in words)]


@needs("attendance.see")
def attendance_json(office: Office, month: dt.date | None = None) -> Listed:
    """Return marks by date, service and person."""
    query = (
        select(
            Attendance.resident_id,
            Resident.surname,
            Resident.given_name,
            Service.id,
            Service.name,
            Group.name,
            Meeting.date,
            Attendance.mark,
            Attendance.minutes,
            Attendance.note,
            Attendance.reason,
            Meeting.start_minute,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .join(Resident, Resident.id == Attendance.resident_id)
        .where(Attendance.retired_at.is_(None), Meeting.retired_at.is_(None))
        .order_by(Meeting.date, Service.name, Resident.surname, Resident.given_name)
    )
    if month is not None:
        query = query.where(Meeting.date.between(*month_range(month)))
    with office.read() as session:
        return [
            {
                "resident": f"{row[1]} {row[2]}".strip(),
                "resident_id": text_id(row[0]),
                "service": row[4],
                "service_id": text_id(row[3]),
                "group": row[5],
                "date": row[6].isoformat(),
                "mark": row[7],
                "minutes": row[8],
                "note": row[9],
                "reason": row[10],
                "start": _clock(row[11]),
            }
            for row in session.execute(query)
        ]


@needs("attendance.see")
def hours_json(office: Office, month: dt.date | None = None) -> Listed:
    """Return individual visits by date and start; times as `HH:MM`, the end may pass midnight."""
    return [
        {
            "worker": row.worker,
            "resident": row.resident_name.strip(),
            "resident_id": text_id(row.resident_id),
            "service": row.service_name,
            "service_id": text_id(row.service_id),
            "date": row.date.isoformat(),
            "start": _clock(row.start_minute),
            "end": _clock(row.end_minute),
            "minutes": row.minutes,
            "travel_minutes": row.travel_minutes,
            "activities": row.activities,
        }
        for row in list_visits(office, month)
    ]


@needs("attendance.see")
def meetings_json(office: Office, month: dt.date | None = None) -> Listed:
    """Return meetings of groups by date and hour; place and leader as they hold on that day."""
    query = (
        select(
            Meeting.date,
            Meeting.start_minute,
            Group.name,
            Service.name,
            func.coalesce(func.nullif(Meeting.place, ""), Group.place),
            func.coalesce(func.nullif(Meeting.leader, ""), Group.leader),
            Meeting.series_id,
        )
        .join(Group, Group.id == Meeting.group_id)
        .join(Service, Service.id == Group.service_id)
        .where(Meeting.retired_at.is_(None), Group.retired_at.is_(None))
        .order_by(Meeting.date, Meeting.start_minute, Group.name)
    )
    if month is not None:
        query = query.where(Meeting.date.between(*month_range(month)))
    with office.read() as session:
        return [
            {
                "date": day.isoformat(),
                "start": _clock(start),
                "group": group,
                "service": service,
                "place": place,
                "leader": leader,
                "series": text_id(series) if series else None,
            }
            for day, start, group, service, place, leader, series in session.execute(query)
        ]


@needs("attendance.see")
def absences_json(office: Office) -> Listed:
    """Return who is to be called after absences in a row, the longest away first."""
    return [
        {
            "resident": row.name,
            "resident_id": text_id(row.resident_id),
            "group": row.group_name,
            "days": [day.isoformat() for day in row.days],
            "reasons": list(row.reasons),
            "phones": list(row.phones),
        }
        for row in list_absences(office)
    ]


def _clock(minute: int | None) -> str | None:
    if minute is None:
        return None
    return f"{minute // 60 % 24:02d}:{minute % 60:02d}"
