"""The end of a plan: resignation with what is due (art. 44), the closing talk (art. 45)."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.domain.periods import add_months
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.plan_course import PlanClosing
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.plans.store import parts_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.plans.chain import ChainRow, ServiceFigures

FOLLOW_UP_MONTHS = 3


@dataclass(slots=True)
class ClosingDraft:
    """What the closing talk and the description hold, in the order of the paper.

    Attributes:
        satisfaction: 5 to 1, or `none` for who cannot say; "" while not asked.
        follow_up_on: when the office asks how things went after the plan.
    """

    talk_on: dt.date | None = None
    talk_with: str = ""
    course: str = ""
    results: str = ""
    satisfaction: str = ""
    further_needs: str = ""
    next_services: str = ""
    follow_up_on: dt.date | None = None
    follow_up_done: dt.date | None = None
    follow_up_note: str = ""


@dataclass(frozen=True, slots=True)
class ClosingRow:
    """How a plan ended, as it is stored.

    Attributes:
        draft: the closing talk; prefilled with delivered hours and goals while nothing is stored.
        is_written: whether anything of the talk is stored.
        fee_from: the first day the fee is for; the last is `ended_on`.
    """

    draft: ClosingDraft
    is_written: bool
    ended_on: dt.date | None = None
    resigned_on: dt.date | None = None
    resigned_by: str = ""
    reason: str = ""
    fee_due_gr: int | None = None
    fee_from: dt.date | None = None
    waived_gr: int | None = None
    waiver_reason: str = ""
    waived_by: str = ""
    waived_on: dt.date | None = None


@needs("plans.change")
def resign_plan(  # noqa: PLR0913 (what the paper says)
    office: Office,
    plan_id: bytes,
    version: int,
    *,
    last_day: dt.date,
    resigned_on: dt.date,
    resigned_by: str,
    reason: str = "",
    fee_due_gr: int | None = None,
    fee_from: dt.date | None = None,
) -> Changes:
    """Write down that the resident gave the services up (art. 44); the plan ends on that day.

    Raises:
        ValidationError: nobody named, a day to come, or a last day outside the plan.
        RuleError: an update is open, or the plan ended already.
    """
    problems = []
    if not resigned_by.strip():
        problems.append(Problem("resigned_by", "plans.problem.resigned_by_missing"))
    if resigned_on > office.clock.today():
        problems.append(Problem("resigned_on", "plans.problem.resigned_ahead"))
    if problems:
        raise ValidationError(problems)
    with office.write("plans.resign", record=("plans", plan_id)) as work:
        plan = end_now(work, plan_id, version, last_day)
        plan.status = PlanStatus.RESIGNED
        row = _row(work, plan)
        row.ended_on, row.resigned_on = last_day, resigned_on
        row.resigned_by, row.reason = resigned_by.strip(), reason.strip()
        row.fee_due_gr, row.fee_from = fee_due_gr, fee_from
    return work.changes


@needs("plans.change")
def end_plan(
    office: Office,
    plan_id: bytes,
    version: int,
    *,
    on: dt.date,
    resigned: bool = False,
    reason: str = "",
) -> Changes:
    """End a plan on a day, in the ordinary way or by the resident's resignation (art. 44, 45).

    Raises:
        ValidationError: the day is before the plan's beginning or after its last day.
        RuleError: an update is open, or the plan ended already.
    """
    with office.write("plans.end", record=("plans", plan_id)) as work:
        plan = end_now(work, plan_id, version, on)
        plan.status = PlanStatus.RESIGNED if resigned else PlanStatus.ENDED
        if reason.strip():
            row = _row(work, plan)
            row.ended_on, row.reason = on, reason.strip()
    return work.changes


def end_now(work: UnitOfWork, plan_id: bytes, version: int, on: dt.date) -> Plan:
    """Return the plan with its last day set, after the checks every end needs."""
    plan = work.get(Plan, plan_id, version)
    if plan.update_reason:
        raise RuleError("plans.rule.update_open", number=plan.number)
    before = plan.valid_from is not None and on < plan.valid_from
    after = plan.valid_to is not None and on > plan.valid_to
    if before or after:
        raise ValidationError([Problem("valid_to", "plans.problem.end_outside_period")])
    plan.valid_to = on
    plan.submitted_on, plan.submitted_by = None, ""
    return plan


@needs("plans.approve")
def waive_fee(
    office: Office, plan_id: bytes, *, amount_gr: int, reason: str, by: str, on: dt.date
) -> Changes:
    """Write down that the director waives the fee of who resigned, all or a part (art. 44).

    Raises:
        ValidationError: no amount, more than is due, no reason, nobody named.
    """
    with office.write("plans.waive", record=("plans", plan_id)) as work:
        row = _row(work, work.get(Plan, plan_id))
        due = row.fee_due_gr or 0
        problems = []
        if amount_gr <= 0:
            problems.append(Problem("waived_gr", "plans.problem.waiver_missing"))
        if amount_gr > due:
            problems.append(
                Problem("waived_gr", "plans.problem.waiver_too_much", {"due": format_money(due)})
            )
        if not reason.strip():
            problems.append(Problem("waiver_reason", "plans.problem.reason_missing"))
        if not by.strip():
            problems.append(Problem("waived_by", "plans.problem.approved_by_missing"))
        if problems:
            raise ValidationError(problems)
        row.waived_gr, row.waiver_reason = amount_gr, reason.strip()
        row.waived_by, row.waived_on = by.strip(), on
    return work.changes


@needs("plans.change")
def save_closing(office: Office, plan_id: bytes, draft: ClosingDraft) -> Changes:
    """Keep the closing talk and the description of course and results (art. 45).

    A plan whose last day is past or today is closed by it.

    Raises:
        ValidationError: the contact after the plan is to be before its end.
        RuleError: an update is open.
    """
    with office.write("plans.close", record=("plans", plan_id), merges=True) as work:
        plan = work.get(Plan, plan_id)
        end, asked = plan.valid_to, draft.follow_up_on
        if end is not None and asked is not None and asked <= end:
            early = Problem(
                "follow_up_on", "plans.problem.follow_up_early", {"date": format_date(end)}
            )
            raise ValidationError([early])
        row = _row(work, plan)
        for f in fields(ClosingDraft):
            value = getattr(draft, f.name)
            setattr(row, f.name, value.strip() if isinstance(value, str) else value)
        today = office.clock.today()
        is_over = plan.valid_to is not None and plan.valid_to <= today
        if is_over and draft.talk_on is not None and plan.status == PlanStatus.APPROVED:
            if plan.update_reason:
                raise RuleError("plans.rule.update_open", number=plan.number)
            plan.status = PlanStatus.ENDED
    return work.changes


@needs("plans.change")
def record_follow_up(office: Office, plan_id: bytes, *, done: dt.date, note: str) -> Changes:
    """Write down the contact after the plan."""
    with office.write("plans.follow_up", record=("plans", plan_id)) as work:
        row = _row(work, work.get(Plan, plan_id))
        row.follow_up_done, row.follow_up_note = done, note.strip()
    return work.changes


def _row(work: UnitOfWork, plan: Plan) -> PlanClosing:
    found = parts_of(work.session, PlanClosing, plan.id)
    if found:
        return found[0]
    row = PlanClosing(subject_id=plan.subject_id, plan_id=plan.id)
    work.session.add(row)
    return row


def closing_in(
    session: Session, plan: Plan, chain: Sequence[ChainRow], today: dt.date, talk_with: str = ""
) -> ClosingRow:
    """Return how a plan ended; the talk is prefilled while nothing of it is stored.

    Args:
        session: a running read.
        plan: which plan.
        chain: of the plan in force, for hours and goals.
        today: for a plan without an end.
        talk_with: whom the talk is with, as long as nobody wrote it down.
    """
    found = parts_of(session, PlanClosing, plan.id)
    if not found:
        return ClosingRow(_prefilled(session, plan, chain, today, talk_with), is_written=False)
    row = found[0]
    draft = ClosingDraft(**{f.name: getattr(row, f.name) for f in fields(ClosingDraft)})
    is_written = bool(draft.talk_on or draft.course or draft.results)
    if not is_written:
        draft = _prefilled(session, plan, chain, today, talk_with)
    stored = {
        f.name: getattr(row, f.name)
        for f in fields(ClosingRow)
        if f.name not in {"draft", "is_written"}
    }
    return replace(ClosingRow(draft, is_written), **stored)


def _prefilled(
    session: Session, plan: Plan, chain: Sequence[ChainRow], today: dt.date, talk_with: str
) -> ClosingDraft:
    """Return the talk with delivered hours, goals and a day for the contact after the plan."""
    services = {row.service.number: row.service for row in chain if row.service}
    goals = {row.goal: row for row in chain if row.goal}
    end = plan.valid_to or today
    has_died = session.get_one(Resident, plan.resident_id).status == ResidentStatus.DECEASED
    return ClosingDraft(
        talk_with=talk_with,
        course="\n".join(_service_line(services[n]) for n in sorted(services)),
        results="\n".join(_goal_line(goals[n]) for n in sorted(goals)),
        follow_up_on=None if has_died else add_months(end, FOLLOW_UP_MONTHS),
    )


def _service_line(figure: ServiceFigures) -> str:
    words = {"service": figure.name, "done": figure.words(figure.done)}
    if figure.planned is None:
        return tr("plans.closing.service", **words)
    return tr("plans.closing.service_of", planned=figure.words(figure.planned), **words)


def _goal_line(row: ChainRow) -> str:
    words = {"n": row.goal, "goal": row.goal_text}
    if not row.outcome:
        return tr("plans.closing.goal_open", **words)
    outcome = tr(f"enums.goal_outcome.{row.outcome}")
    return tr("plans.closing.goal", outcome=outcome, **words)
