"""Seats: the list approved, people leaving it, calls about a freed seat, one over the number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.applications import ApplicationStatus
from cusdesk.domain.law import plan_rules
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.recruitment import (
    CallOutcome,
    CandidateStatus,
    CriterionMark,
    free_seats,
    is_shorter,
)
from cusdesk.models.recruitment import Candidate, CandidateCall, Edition
from cusdesk.services.recruitment.board import board_of
from cusdesk.services.recruitment.editions import seats_taken
from cusdesk.services.recruitment.register import carry_outcome, open_again, refuse_decided
from cusdesk.services.recruitment.taking import last_rank

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_IN_REGISTER = {
    CandidateStatus.SEATED: ApplicationStatus.QUALIFIED,
    CandidateStatus.WAITING: ApplicationStatus.WAITING,
    CandidateStatus.WITHDRAWN: ApplicationStatus.WITHDRAWN,
    CandidateStatus.DECLINED: ApplicationStatus.WITHDRAWN,
}
_LEAVING = (CandidateStatus.WITHDRAWN, CandidateStatus.EXCLUDED)


@dataclass(frozen=True, slots=True)
class ApprovalFacts:
    """What a person should know before the list is frozen.

    Attributes:
        seated, waiting: how many.
        open_people: candidates with criteria nobody has decided; those count no points.
        unknown_people: candidates of whom a criterion is marked as not known; it counts no points.
        missed: candidates who miss a required criterion and were not excluded.
        in_doubt: pasted rows that still wait.
        dead: candidates who are known to be dead.
        without_plan: months the services would have to last for a plan; 0 when they do.
    """

    seated: int
    waiting: int
    open_people: int
    unknown_people: int
    missed: int
    in_doubt: int
    dead: int
    without_plan: int = 0


@needs("recruitment.see")
def approval_facts(office: Office, edition_id: bytes) -> ApprovalFacts:
    """Return what to say before the approval.

    Raises:
        NotFoundError: the edition is gone.
    """
    with office.read() as session:
        board = board_of(session, edition_id)
    ranked = [row for row in board.candidates if not row.status.is_out]
    draft, months = board.edition.draft, plan_rules(office.clock.today()).sense_months
    is_short = is_shorter(draft.starts_on, draft.ends_on, months)
    return ApprovalFacts(
        seated=sum(row.has_seat for row in ranked),
        waiting=sum(not row.has_seat for row in ranked),
        open_people=sum(bool(row.open_criteria) for row in ranked),
        unknown_people=sum(
            any(mark.mark is CriterionMark.UNKNOWN for mark in row.marks.values()) for row in ranked
        ),
        missed=sum(bool(row.missed) for row in ranked),
        in_doubt=board.in_doubt,
        dead=sum(row.is_dead for row in ranked),
        without_plan=months if is_short else 0,
    )


@needs("recruitment.approve")
def approve_list(office: Office, edition_id: bytes) -> Changes:
    """Freeze the ranking: places, points, seats and the waiting list. Not undoable.

    Raises:
        RuleError: it was approved already, or there is nobody on it.
        NotFoundError: the edition is gone.
    """
    record = ("recruitment", edition_id)
    with office.write("recruitment.approve", record=record, undoable=False) as work:
        edition = work.get(Edition, edition_id)
        if edition.approved_on is not None:
            raise RuleError("recruitment.problem.approved_already")
        ranked = [r for r in board_of(work.session, edition_id).candidates if not r.status.is_out]
        if not ranked:
            raise RuleError("recruitment.problem.nobody")
        today = office.clock.today()
        for row in ranked:
            candidate = work.get(Candidate, row.id)
            status = CandidateStatus.SEATED if row.has_seat else CandidateStatus.WAITING
            candidate.status, candidate.status_on = status.value, today
            candidate.points, candidate.rank = row.points, row.rank
            _carry(office, work, candidate)
        edition.approved_on, edition.approved_by = today, office.user_name
    return work.changes


@needs("recruitment.change")
def leave(
    office: Office, candidate_id: bytes, status: CandidateStatus, on: dt.date | None, reason: str
) -> Changes:
    """Write down that somebody withdrew or was excluded, with the day and the reason.

    Raises:
        ValidationError: the day or the reason is missing.
        NotFoundError: the candidate is gone.
    """
    words = one_line(reason)
    problems = [] if on is not None else [Problem("on", "recruitment.problem.no_day")]
    if not words:
        problems.append(Problem("reason", "recruitment.problem.no_reason"))
    if on is not None and on > office.clock.today():
        problems.append(Problem("on", "recruitment.problem.day_to_come"))
    if problems or status not in _LEAVING:
        raise ValidationError(problems)
    kind = "withdraw" if status is CandidateStatus.WITHDRAWN else "exclude"
    with office.write(f"recruitment.{kind}") as work:
        row = _of(work, candidate_id)
        row.status, row.status_on, row.reason = status.value, on, words
        _carry(office, work, row)
    return work.changes


@needs("recruitment.change")
def bring_back(office: Office, candidate_id: bytes) -> Changes:
    """Put somebody who left back: into the ranking, or at the end of an approved waiting list.

    The application in the register is open again, or waits with its new place.

    Raises:
        RuleError: `recruitment.problem.decided`: the application was decided in the register.
        NotFoundError: the candidate is gone.
    """
    with office.write("recruitment.bring_back") as work:
        row = _of(work, candidate_id)
        if not CandidateStatus(row.status).is_out:
            raise NotFoundError("recruitment.problem.not_out")
        refuse_decided(work, row)
        edition = work.get(Edition, row.edition_id)
        open_again(office, work, row, tr("recruitment.application.back", name=edition.name))
        row.reason, row.status_on = "", office.clock.today()
        row.status = CandidateStatus.APPLIED.value
        if edition.approved_on is not None:
            row.status = CandidateStatus.WAITING.value
            row.rank = last_rank(work.session, edition.id) + 1
            _carry(office, work, row)
    return work.changes


@dataclass(frozen=True, slots=True)
class CallDraft:
    """One call.

    Attributes:
        over_reason: why somebody gets a seat although none is free; "" refuses that.
    """

    outcome: CallOutcome
    number: str = ""
    note: str = ""
    over_reason: str = ""


@needs("recruitment.change")
def log_call(office: Office, candidate_id: bytes, call: CallDraft) -> Changes:
    """Write down a call with its time and who made it; accepted gives the seat, refused goes on.

    Raises:
        RuleError: `recruitment.problem.no_seat`: no seat is free and no reason was given;
            `recruitment.problem.not_waiting`: the person does not wait for a seat.
        NotFoundError: the candidate is gone.
    """
    with office.write("recruitment.call") as work:
        row = _of(work, candidate_id)
        if row.status != CandidateStatus.WAITING.value:
            raise RuleError("recruitment.problem.not_waiting")
        work.session.add(
            CandidateCall(
                subject_id=row.subject_id,
                candidate_id=candidate_id,
                called_at=work.now_ms,
                outcome=call.outcome.value,
                number=call.number,
                author=office.user_name,
                note=one_line(call.note),
            )
        )
        today = office.clock.today()
        if call.outcome is CallOutcome.ACCEPTED:
            _seat(work, row, today, one_line(call.over_reason))
        elif call.outcome is CallOutcome.REFUSED:
            row.status, row.status_on = CandidateStatus.DECLINED.value, today
            row.reason = one_line(call.note)
        _carry(office, work, row)
    return work.changes


@needs("recruitment.change")
def give_seat(office: Office, candidate_id: bytes, reason: str) -> Changes:
    """Give somebody a seat out of turn or over the number; a person says why.

    Raises:
        ValidationError: no reason was given.
        RuleError: the list is not approved, or the person does not wait.
        NotFoundError: the candidate is gone.
    """
    words = one_line(reason)
    if not words:
        raise ValidationError([Problem("reason", "recruitment.problem.no_reason")])
    with office.write("recruitment.seat") as work:
        row = _of(work, candidate_id)
        if row.status != CandidateStatus.WAITING.value:
            raise RuleError("recruitment.problem.not_waiting")
        _seat(work, row, office.clock.today(), words)
        _carry(office, work, row)
    return work.changes


def _seat(work: UnitOfWork, row: Candidate, today: dt.date, over_reason: str) -> None:
    edition = work.get(Edition, row.edition_id)
    free = free_seats(edition.seats, seats_taken(work.session, edition.id))
    if free == 0 and not over_reason:
        raise RuleError("recruitment.problem.no_seat", seats=edition.seats or 0)
    row.status, row.status_on = CandidateStatus.SEATED.value, today
    row.reason = over_reason


def _carry(office: Office, work: UnitOfWork, row: Candidate) -> None:
    """Let the register of applications follow; who is excluded waits there for a decision."""
    if row.status == CandidateStatus.EXCLUDED.value:
        words = tr("recruitment.application.excluded", reason=row.reason)
        open_again(office, work, row, words)
    kind = _IN_REGISTER.get(CandidateStatus(row.status))
    if kind is None:
        return
    reason = row.reason
    if kind is ApplicationStatus.WAITING:
        name = work.session.get_one(Edition, row.edition_id).name
        reason = tr("recruitment.application.waiting", name=name, rank=row.rank or 0)
    carry_outcome(office, work, row, kind, reason)


def _of(work: UnitOfWork, candidate_id: bytes) -> Candidate:
    return work.get(Candidate, candidate_id)
