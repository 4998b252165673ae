"""A pasted or imported list of candidates: planned, shown, taken in as one step of undo.

Columns and people are recognised by the import of residents, nothing of it is written anew here.
Who is certain (new or known) becomes a candidate at once; who is in doubt waits in the queue of the
imports with the place in the order of submission, and becomes a candidate when somebody decides.
"""

from __future__ import annotations

from collections.abc import Sequence  # noqa: TC003 (fields of public rows)
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import ConflictError, ImportProblemError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.models.imports import ImportIssue
from cusdesk.models.recruitment import CandidateRow, Edition
from cusdesk.services.imports.filing import file_batch, keep_raw_rows, queue
from cusdesk.services.imports.planning import ImportChoices, plan_workbook
from cusdesk.services.imports.run import apply_rows
from cusdesk.services.imports.special import special_fields_off
from cusdesk.services.imports.standing import last_operation
from cusdesk.services.programmes import SENSITIVE, switch_on
from cusdesk.services.recruitment.criteria import (
    CriterionColumn,
    criterion_columns,
    doubts_in,
    kept_marks,
    listed_marks,
    read_apart,
    without_criteria,
)
from cusdesk.services.recruitment.editions import get_edition
from cusdesk.services.recruitment.lists import CandidateList, IntakePlan, IntakeRow, Taken
from cusdesk.services.recruitment.register import register_candidates
from cusdesk.services.recruitment.remarks import lacking_everywhere, remarks_of
from cusdesk.services.recruitment.submission import moment_columns, submissions
from cusdesk.services.recruitment.taking import (
    NewCandidate,
    add_candidates,
    dead_of,
    next_position,
    residents_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.imports.model import ImportPlan, PlannedRow
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment.model import EditionDetails


@needs("recruitment.change", "imports.run", "residents.change")
def plan_candidates(office: Office, edition_id: bytes, source: CandidateList) -> IntakePlan:
    """Work out what taking a list in would do; nothing is written.

    Raises:
        ImportProblemError: `recruitment.intake.nothing`: no names were found.
        NotFoundError: the edition is gone.
    """
    today = office.clock.today()
    edition = get_edition(office, edition_id)
    plan, columns = _read(office, source, edition)
    if not plan.rows:
        raise ImportProblemError("recruitment.intake.nothing")
    plan.sha256 = source.sha256
    keep_raw_rows(plan, source.workbook)
    marks = listed_marks(plan, source.workbook, columns)
    with office.read() as session:
        plan.special_fields = special_fields_off(session, plan.rows, today)
        moments = submissions(plan, source.workbook, today)
        rows = [
            IntakeRow(row, "new", moments[id(row)], marks=marks.get(id(row), ()))
            for row in plan.rows
        ]
        rows.sort(key=lambda row: row.submitted.key)
        _sort_out(session, edition_id, rows)
        remarks = remarks_of(session, edition, rows)
    for row in rows:
        row.remarks = (*remarks[id(row)], *_unread_marks(row, columns))
        if row.marks:
            row.planned.payload |= kept_marks(row.marks)
    read, unread = _headings(plan, columns)
    is_late = edition.approved_on is not None
    lacking = lacking_everywhere(rows)
    return IntakePlan(edition, plan, rows, read, unread, is_late, columns, lacking)


def _read(
    office: Office, source: CandidateList, edition: EditionDetails
) -> tuple[ImportPlan, tuple[CriterionColumn, ...]]:
    """Read the list; columns that are criteria are read again as nothing else."""
    workbook, criteria = source.workbook, edition.draft.criteria
    maps = without_criteria(source.maps)
    plan = plan_workbook(office, "residents", workbook, ImportChoices(maps))
    columns: tuple[CriterionColumn, ...] = ()
    if edition.approved_on is None:
        columns = criterion_columns(plan, workbook, criteria, source.maps)
    own = [(one.signature, one.column) for one in columns]
    if (apart := read_apart(source.maps, [*own, *moment_columns(plan)])) != maps:
        plan = plan_workbook(office, "residents", workbook, ImportChoices(apart))
    return plan, columns


def _unread_marks(row: IntakeRow, columns: Sequence[CriterionColumn]) -> Iterator[str]:
    if row.outcome not in {"here", "rejected"}:
        for text, cell in doubts_in(row.marks, columns):
            yield tr("recruitment.intake.unread_criterion", text=text, cell=cell)


def _sort_out(session: Session, edition_id: bytes, rows: list[IntakeRow]) -> None:
    """Say of every row what becomes of it; a dead person waits for somebody who knows better."""
    here = residents_of(session, edition_id)
    for row in rows:
        planned = row.planned
        certain = planned.target
        if planned.reason == "contradicts_card" and len(planned.candidates) == 1:
            certain, row.is_beside = planned.candidates[0], True
        row.resident_id = certain
    dead = dead_of(session, [row.resident_id for row in rows if row.resident_id is not None])
    for row in rows:
        planned = row.planned
        if row.resident_id in dead or _says_dead(planned):
            _wait(row)
        elif planned.outcome == "rejected" or (planned.outcome == "doubtful" and not row.is_beside):
            row.outcome = "rejected" if planned.outcome == "rejected" else "doubtful"
        elif row.resident_id is not None:
            row.outcome = "here" if row.resident_id in here else "known"


def _says_dead(planned: PlannedRow) -> bool:
    return bool(planned.payload.get("values", {}).get("status") == "deceased")


def _wait(row: IntakeRow) -> None:
    planned = row.planned
    candidates = planned.candidates or ((row.resident_id,) if row.resident_id else ())
    row.planned.outcome, row.planned.reason = "doubtful", "candidate_deceased"
    row.planned.candidates, row.planned.target = candidates, None
    row.outcome, row.is_beside, row.resident_id = "doubtful", False, None


def _headings(
    plan: ImportPlan, criteria: Sequence[CriterionColumn]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headings that were understood and those that only go to the notes."""
    read: dict[str, None] = {}
    unread: dict[str, None] = {}
    apart = {(one.signature, one.column) for one in criteria}
    moments = set(moment_columns(plan))
    for columns in plan.maps:
        for guess in columns.guesses:
            if guess.heading and (columns.signature, guess.column) not in apart:
                lost = guess.field in {"", "kept", "ignored", None}
                lost = lost and (columns.signature, guess.column) not in moments
                (unread if lost else read)[guess.heading] = None
    return tuple(read), tuple(unread)


@needs("recruitment.change", "imports.run", "residents.change")
def take_in(office: Office, intake: IntakePlan) -> Taken:
    """Execute a plan: cards, candidates and the queue of doubts in one operation.

    Raises:
        ConflictError: the office was changed since the plan was made; nothing was written.
        RuleError: this person may not switch special fields on; nothing was written.
    """
    plan = intake.plan
    if plan.special_fields:
        office.require("office.settings", SENSITIVE)
    batch_id = new_id()
    with office.write("recruitment.take_in", record=("imports", batch_id)) as work:
        if last_operation(work.session, except_id=work.operation_id) != plan.as_of:
            raise ConflictError("imports_plan.stale")
        work.get(Edition, intake.edition.id)
        work.step.count = max(1, intake.joining)
        file_batch(work, batch_id, plan)
        switch_on(work, plan.special_fields, office.clock.today())
        apply_rows(office, work, "residents", plan.rows)
        queue(work.session, batch_id, plan)
        written = _write(work, intake, batch_id)
        register_candidates(office, work, written)
    return Taken(batch_id, len(written), intake.counts(), work.changes)


def _write(work: UnitOfWork, intake: IntakePlan, batch_id: bytes) -> list[bytes]:
    issues = _issues(work.session, batch_id)
    number = next_position(work.session, intake.edition.id)
    people: list[NewCandidate] = []
    for row in intake.rows:
        if row.outcome in {"here", "rejected"}:
            continue
        submitted = row.submitted
        resident = row.resident_id or row.planned.target
        if row.joins and resident is not None:
            people.append(NewCandidate(resident, submitted.on, submitted.minute, number, row.marks))
        elif issue := issues.get((row.planned.sheet, row.planned.row)):
            work.session.add(
                CandidateRow(
                    edition_id=intake.edition.id,
                    issue_id=issue,
                    position=number,
                    submitted_on=submitted.on,
                    submitted_minute=submitted.minute,
                )
            )
        number += 1
    return add_candidates(work, intake.edition.id, people)


def _issues(session: Session, batch_id: bytes) -> dict[tuple[str, int | None], bytes]:
    query = select(ImportIssue.sheet, ImportIssue.row, ImportIssue.id).where(
        ImportIssue.batch_id == batch_id, ImportIssue.outcome == "doubtful"
    )
    return {(sheet, row): issue for sheet, row, issue in session.execute(query)}
