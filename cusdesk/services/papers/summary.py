"""Papers of the organiser of services (OUS): the half-year summary, the record of a meeting.

CUS act, art. 46: the organiser sums up how the plans are carried out at least every six months, for
the director and the organiser of the local community, and meets the coordinators at least every
three months.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import ends_on, law_term
from cusdesk.domain.dates import format_date
from cusdesk.domain.durations import format_hours
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.reports import PlanSignature
from cusdesk.models.needs_talks import UnmetNeed
from cusdesk.models.plan_course import PlanClosing, PlanVersion
from cusdesk.models.plans import Plan, PlanGoal
from cusdesk.services.caseload import hours_in
from cusdesk.services.papers.drafting import PaperDraft, draft_paper

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.clocks import DutyEntryRow
    from cusdesk.services.office import Office

SUMMARY, MEETING = "half_year_summary", "coordinators_meeting"
_OUTCOMES = ("reached", "partly", "no")


@dataclass(frozen=True, slots=True)
class SummaryDraft:
    """What a person says in the summary; the figures come from the plans."""

    start: dt.date | None = None
    end: dt.date | None = None
    assessment: str = ""
    conclusions: str = ""


@dataclass(frozen=True, slots=True)
class _Course:
    """When a plan ran: both days inclusive; `started` is the day of its first approval."""

    id: bytes
    coordinator: str
    started: dt.date
    first_day: dt.date
    last_day: dt.date
    status: str
    application_date: dt.date | None

    def runs_on(self, day: dt.date) -> bool:
        """Say whether the plan holds on a day; both ends count."""
        return self.first_day <= day <= self.last_day


@needs("plans.see")
def last_half_year(office: Office) -> tuple[dt.date, dt.date]:
    """Return the first and last day of the half of a calendar year that ended last."""
    today = office.clock.today()
    if today.month > 6:
        return dt.date(today.year, 1, 1), dt.date(today.year, 6, 30)
    return dt.date(today.year - 1, 7, 1), dt.date(today.year - 1, 12, 31)


@needs("plans.see")
def summary_draft(office: Office, said: SummaryDraft) -> PaperDraft:
    """Return the half-year summary of plans, in figures and words; it names no resident."""
    start, end = last_half_year(office)
    start, end = said.start or start, said.end or end
    with office.read() as session:
        courses = _courses(session)
        values = {
            "period": tr("papers.summary.period", start=format_date(start), end=format_date(end)),
            "recipients": tr("papers.summary.recipients"),
            "figures": _figures(session, courses, start, end),
            "coordinators": _coordinators(courses, start, end),
            "services": _services(session, start, end),
            "goals": _goals(session, [c.id for c in courses if _ended(c, start, end)]),
            "unmet": _unmet(session, start, end),
            "assessment": said.assessment,
            "conclusions": said.conclusions,
            "drawn": PlanSignature(office.user_name),
        }
    return draft_paper(office, SUMMARY, values)


@needs("plans.see")
def meeting_draft(office: Office, entry: DutyEntryRow) -> PaperDraft:
    """Return the record of a meeting of coordinators from what was written down about it."""
    noted = entry.draft
    values = {
        "done_on": noted.done_on,
        "done_by": noted.done_by,
        "place": noted.place,
        "present": noted.present,
        "subjects": noted.subjects,
        "findings": noted.findings,
        "note": noted.note,
        "recipients": tr("papers.meeting.recipients"),
        "chair": PlanSignature(noted.done_by),
    }
    return draft_paper(office, MEETING, values, record=("clocks", entry.id))


@needs("plans.see")
def blank_draft(office: Office, form: str) -> PaperDraft:
    """Return a form of the office as a blank to write on."""
    return draft_paper(office, form, {"author": ""}, blank=True)


def _courses(session: Session) -> list[_Course]:
    """Return when every plan that was ever approved ran."""
    first = dict(
        session.execute(
            select(PlanVersion.plan_id, func.min(PlanVersion.approved_on))
            .where(PlanVersion.retired_at.is_(None))
            .group_by(PlanVersion.plan_id)
        ).all()
    )
    query = (
        select(
            Plan.id,
            Plan.coordinator,
            Plan.approved_on,
            Plan.valid_from,
            Plan.valid_to,
            Plan.status,
            Plan.application_date,
            PlanClosing.ended_on,
            PlanClosing.resigned_on,
        )
        .outerjoin(PlanClosing, (PlanClosing.plan_id == Plan.id) & PlanClosing.retired_at.is_(None))
        .where(Plan.retired_at.is_(None), Plan.status != PlanStatus.DRAFT.value)
    )
    found = []
    for row in session.execute(query):
        started = first.get(row.id, row.approved_on)
        begins, ends = row.valid_from or started, row.valid_to or dt.date.max
        closed = row.ended_on or row.resigned_on
        if started is not None and begins is not None:
            last = min(ends, closed) if closed else ends
            found.append(
                _Course(
                    row.id, row.coordinator, started, begins, last, row.status, row.application_date
                )
            )
    return found


def _ended(course: _Course, start: dt.date, end: dt.date) -> bool:
    return start <= course.last_day <= end


def _figures(
    session: Session, courses: Sequence[_Course], start: dt.date, end: dt.date
) -> tuple[dict[str, object], ...]:
    new = [c for c in courses if start <= c.started <= end]
    late = [c for c in new if _is_late(c)]
    ended = [c for c in courses if _ended(c, start, end)]
    updates = session.scalar(
        select(func.count()).where(
            PlanVersion.number > 1,
            PlanVersion.approved_on.between(start, end),
            PlanVersion.retired_at.is_(None),
        )
    )
    counts = {
        "at_start": sum(c.runs_on(start) for c in courses),
        "new": len(new),
        "late": len(late),
        "updates": updates or 0,
        "ended": len(ended),
        "resigned": sum(c.status == PlanStatus.RESIGNED for c in ended),
        "at_end": sum(c.runs_on(end) for c in courses),
    }
    return tuple(
        {"what": tr(f"papers.summary.{name}"), "count": count} for name, count in counts.items()
    )


def _is_late(course: _Course) -> bool:
    """Tell whether a plan was approved after its term (CUS act, art. 40)."""
    applied = course.application_date
    return applied is not None and course.started > ends_on(law_term("plan_due", applied), applied)


def _coordinators(
    courses: Sequence[_Course], start: dt.date, end: dt.date
) -> tuple[dict[str, object], ...]:
    touched = [c for c in courses if c.first_day <= end and c.last_day >= start]
    names = sorted({c.coordinator for c in touched}, key=sort_key)
    return tuple(
        {
            "name": name or tr("papers.summary.nobody"),
            "running": sum(c.coordinator == name and c.runs_on(end) for c in touched),
            "started": sum(c.coordinator == name and start <= c.started <= end for c in touched),
            "finished": sum(c.coordinator == name and _ended(c, start, end) for c in touched),
        }
        for name in names
    )


def _services(session: Session, start: dt.date, end: dt.date) -> tuple[dict[str, object], ...]:
    return tuple(
        {
            "name": row.name,
            "plans": row.plans,
            "planned": "–" if row.planned is None else _amount(row.planned, is_time=row.is_time),
            "delivered": _amount(row.delivered, is_time=row.is_time),
        }
        for row in hours_in(session, start, end)
    )


def _amount(amount: int, *, is_time: bool) -> str:
    return tr("export.unit.hour", number=format_hours(amount)) if is_time else str(amount)


def _goals(session: Session, plan_ids: Sequence[bytes]) -> dict[str, int]:
    query = select(PlanGoal.outcome).where(
        PlanGoal.plan_id.in_(plan_ids), PlanGoal.retired_at.is_(None)
    )
    counts = Counter(session.scalars(query))
    known = {name: counts[name] for name in _OUTCOMES}
    return known | {"unknown": counts.total() - sum(known.values())}


def _unmet(session: Session, start: dt.date, end: dt.date) -> tuple[dict[str, object], ...]:
    query = (
        select(UnmetNeed.area, func.count())
        .where(UnmetNeed.recorded_on.between(start, end), UnmetNeed.retired_at.is_(None))
        .group_by(UnmetNeed.area)
        .order_by(func.count().desc())
    )
    return tuple(
        {
            "area": tr(f"enums.service_area.{area}") if area else tr("papers.summary.no_area"),
            "count": count,
        }
        for area, count in session.execute(query)
    )
