"""The cases of people, with the term of each: the card, and every plan."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.applications import UNSETTLED
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.protection.retention import (
    UNKNOWN,
    CaseKind,
    Term,
    category_text,
    retention_term,
)
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.applications import Application
from cusdesk.models.attendance import Attendance, Meeting, Visit
from cusdesk.models.plans import Plan
from cusdesk.models.protection import RetentionCase
from cusdesk.models.residents import Resident
from cusdesk.services.protection.classes import ClassRow, classes_in, defaults_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy import Row
    from sqlalchemy.orm import Session

_GONE = (ResidentStatus.LEFT.value, ResidentStatus.DECEASED.value)
_OPEN_PLANS = (PlanStatus.DRAFT.value, PlanStatus.AGREED.value)


@dataclass(frozen=True, slots=True)
class CaseTerm:
    """One case and until when it is kept.

    Attributes:
        kind: `residents` for the card, `plans` for a plan.
        sign: case sign; of a plan its number when none was written.
        category: as written, `B10`; empty without a class.
        case_end: the day the case ended; None while it goes on or when it is not known.
        term: with the EU project and a longer keeping counted in.
        keep_until, keep_reason: what somebody decided.
    """

    subject_id: bytes
    kind: CaseKind
    record_id: bytes
    sign: str
    class_id: bytes | None
    class_symbol: str
    class_title: str
    category: str
    case_end: dt.date | None
    first_year: int | None
    last_year: int | None
    term: Term
    eu_project: str = ""
    eu_until: dt.date | None = None
    keep_until: dt.date | None = None
    keep_reason: str = ""
    own_sign: str = ""
    """The sign somebody wrote, without the number of the plan in its place."""


@dataclass(slots=True)
class _Facts:
    """What the terms are computed from, read once for many people."""

    classes: dict[bytes, ClassRow]
    defaults: dict[str, bytes]
    marks: dict[bytes, RetentionCase]
    plans: dict[bytes, list[Row[*tuple[Any, ...]]]]
    first: dict[bytes, dt.date]
    last: dict[bytes, dt.date]
    unsettled: set[bytes]
    """Who has an application nothing final was said about."""


def cases_of(session: Session, resident_id: bytes) -> list[CaseTerm]:
    """Return the cases of one person: the card first, then the plans."""
    return list(all_cases(session, [resident_id]))


def all_cases(session: Session, ids: list[bytes] | None = None) -> Iterable[CaseTerm]:
    """Yield the cases of these people, of all for None; a person's cases stand together."""
    facts = _facts(session, ids)
    query = select(
        Resident.id, Resident.status, Resident.status_date, Resident.retired_at
    ).order_by(Resident.id)
    if ids is not None:
        query = query.where(Resident.id.in_(ids))
    for resident in session.execute(query).all():
        end = _card_end(resident, facts)
        yield _case(facts, resident.id, CaseKind.RESIDENTS, resident.id, "", (None, end))
        for plan in facts.plans.get(resident.id, ()):
            span = (plan.valid_from or plan.drawn_on, _plan_end(plan, end))
            yield _case(facts, resident.id, CaseKind.PLANS, plan.id, plan.number, span)


def _facts(session: Session, ids: list[bytes] | None) -> _Facts:
    classes = {row.id: row for row in classes_in(session)}
    marks = select(RetentionCase).where(RetentionCase.retired_at.is_(None))
    columns = (
        Plan.id,
        Plan.subject_id,
        Plan.number,
        Plan.status,
        Plan.drawn_on,
        Plan.valid_from,
        Plan.valid_to,
    )
    plans = select(*columns).where(Plan.retired_at.is_(None)).order_by(Plan.valid_from, Plan.id)
    if ids is not None:
        marks = marks.where(RetentionCase.subject_id.in_(ids))
        plans = plans.where(Plan.subject_id.in_(ids))
    by_person: dict[bytes, list[Row[*tuple[Any, ...]]]] = {}
    for plan in session.execute(plans):
        by_person.setdefault(plan.subject_id, []).append(plan)
    first, last = _days_of_use(session, ids)
    unsettled = _days_of_applications(session, ids, first, last)
    found = {mark.record_id: mark for mark in session.scalars(marks)}
    return _Facts(classes, defaults_in(session), found, by_person, first, last, unsettled)


def _days_of_use(
    session: Session, ids: list[bytes] | None
) -> tuple[dict[bytes, dt.date], dict[bytes, dt.date]]:
    """Return the first and the last day of any visit or meeting, by person."""
    visits = (
        select(Visit.subject_id, func.min(Visit.date), func.max(Visit.date))
        .where(Visit.retired_at.is_(None))
        .group_by(Visit.subject_id)
    )
    meetings = (
        select(Attendance.subject_id, func.min(Meeting.date), func.max(Meeting.date))
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(Attendance.retired_at.is_(None))
        .group_by(Attendance.subject_id)
    )
    if ids is not None:
        visits = visits.where(Visit.subject_id.in_(ids))
        meetings = meetings.where(Attendance.subject_id.in_(ids))
    first: dict[bytes, dt.date] = {}
    last: dict[bytes, dt.date] = {}
    for query in (visits, meetings):
        for subject_id, begin, end in read_columns(session, query):
            first[subject_id] = min(begin, first.get(subject_id, begin))
            last[subject_id] = max(end, last.get(subject_id, end))
    return first, last


def _days_of_applications(
    session: Session,
    ids: list[bytes] | None,
    first: dict[bytes, dt.date],
    last: dict[bytes, dt.date],
) -> set[bytes]:
    """Widen the days of use by those of applications; return whose wait for an answer."""
    query = select(
        Application.subject_id, Application.status, Application.received_on, Application.status_on
    ).where(Application.retired_at.is_(None))
    if ids is not None:
        query = query.where(Application.subject_id.in_(ids))
    unsettled = set()
    for subject_id, status, begin, settled in read_columns(session, query):
        first[subject_id] = min(begin, first.get(subject_id, begin))
        end = settled or begin
        last[subject_id] = max(end, last.get(subject_id, end))
        if status in UNSETTLED:
            unsettled.add(subject_id)
    return unsettled


def _card_end(resident: Row[*tuple[Any, ...]], facts: _Facts) -> dt.date | None:
    """Return when the card was closed: the person left, died, or the card went to the bin.

    Whatever was done later, a plan, a visit or an application, moves the day; while an application
    waits for its answer the case goes on.
    """
    end: dt.date | None = None
    if resident.id in facts.unsettled:
        return None
    if resident.status in _GONE:
        end = resident.status_date
    elif resident.retired_at is not None:
        end = dt.datetime.fromtimestamp(resident.retired_at / 1000).date()  # noqa: DTZ006 (local wall time)
    if end is None:
        return None
    ends: list[dt.date] = [
        plan.valid_to for plan in facts.plans.get(resident.id, ()) if plan.valid_to
    ]
    return max([end, *ends, facts.last.get(resident.id, end)])


def _plan_end(plan: Row[*tuple[Any, ...]], card_end: dt.date | None) -> dt.date | None:
    """Return when the case of a plan ended; a plan never finished ends with the card."""
    if plan.status in _OPEN_PLANS or plan.valid_to is None:
        return card_end
    end: dt.date = plan.valid_to
    return end


def _case(
    facts: _Facts,
    subject_id: bytes,
    kind: CaseKind,
    record_id: bytes,
    number: str,
    span: tuple[dt.date | None, dt.date | None],
) -> CaseTerm:
    mark = facts.marks.get(record_id)
    class_id = (mark.record_class_id if mark else None) or facts.defaults[kind]
    row = facts.classes.get(class_id)
    eu_until = mark.eu_until if mark else None
    start, end = span
    if start is None:
        start = facts.first.get(subject_id)
    term = UNKNOWN if row is None else retention_term(end, row.category, row.years, eu_until)
    keep_until = mark.keep_until if mark else None
    if keep_until is not None and term.until is not None and keep_until > term.until:
        term = Term(keep_until)
    return CaseTerm(
        subject_id,
        kind,
        record_id,
        (mark.case_sign if mark else "") or number,
        class_id if row else None,
        row.symbol if row else "",
        row.title if row else "",
        category_text(row.category, row.years) if row else "",
        end,
        start.year if start else (end.year if end else None),
        end.year if end else None,
        term,
        mark.eu_project if mark else "",
        eu_until,
        keep_until,
        mark.keep_reason if mark else "",
        mark.case_sign if mark else "",
    )
