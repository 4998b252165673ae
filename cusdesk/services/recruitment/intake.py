"""A pasted or imported list of candidates: planned, shown, taken in as one step of undo.

Columns and people are recognised by the import of residents, nothing of it is written anew here.
Who is certain (new or known) becomes a candidate at once; who is in doubt waits in the queue of the
imports with the place in the order of submission, and becomes a candidate when somebody decides.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence  # noqa: TC003 (fields of public rows)
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sqlalchemy import select

from cusdesk.core.errors import ConflictError, ImportProblemError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.importing.workbook import Sheet, Workbook
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.recruitment import CandidateRow, Edition
from cusdesk.services.imports.filing import keep_raw_rows, queue
from cusdesk.services.imports.model import ImportPlan, PlannedRow, to_json
from cusdesk.services.imports.run import ImportChoices, apply_rows, plan_workbook
from cusdesk.services.imports.special import special_fields_off
from cusdesk.services.imports.standing import last_operation
from cusdesk.services.programmes import SENSITIVE, switch_on
from cusdesk.services.recruitment.editions import details_of
from cusdesk.services.recruitment.register import register_candidates
from cusdesk.services.recruitment.remarks import remarks_of
from cusdesk.services.recruitment.submission import Submitted, submissions
from cusdesk.services.recruitment.taking import (
    NewCandidate,
    add_candidates,
    dead_of,
    next_position,
    residents_of,
)

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment.model import EditionDetails

IntakeOutcome = Literal["new", "known", "here", "doubtful", "rejected"]
OUTCOMES: tuple[IntakeOutcome, ...] = ("new", "known", "here", "doubtful", "rejected")


@dataclass(slots=True)
class IntakeRow:
    """One row of the list.

    Attributes:
        outcome: new (a card will be made), known (a resident), here (already a candidate),
            doubtful (waits for a person), rejected (no name).
        remarks: family, repetition, findings of the reader, in Polish sentences.
        resident_id: who it is for certain, if the office knows the person.
        is_beside: a known person whose row contradicts the card: a candidate at once, the
            contradiction alone waits.
    """

    planned: PlannedRow
    outcome: IntakeOutcome
    submitted: Submitted
    remarks: tuple[str, ...] = ()
    resident_id: bytes | None = None
    is_beside: bool = False

    @property
    def joins(self) -> bool:
        """Whether the row becomes a candidate at once."""
        return self.outcome in {"new", "known"}


@dataclass(slots=True)
class IntakePlan:
    """What taking a list in will do; the very same is executed.

    Attributes:
        rows: in the order of submission.
        unread: headings of columns that go to the notes of the card.
        is_late: the list of the edition is approved; who comes now waits at its end.
    """

    edition: EditionDetails
    plan: ImportPlan
    rows: list[IntakeRow]
    read: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    is_late: bool = False

    def counts(self) -> dict[IntakeOutcome, int]:
        """Return how many rows have each outcome."""
        return {kind: sum(row.outcome == kind for row in self.rows) for kind in OUTCOMES}

    @property
    def joining(self) -> int:
        """How many become candidates at once."""
        return sum(row.joins for row in self.rows)


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken in.

    Attributes:
        batch_id: the import in the list of imports; rejected and doubtful rows stand there.
    """

    batch_id: bytes
    candidates: int
    counts: dict[IntakeOutcome, int]
    changes: Changes


@dataclass(frozen=True, slots=True)
class CandidateList:
    """A list that was read from the clipboard or a file and waits to be planned."""

    workbook: Workbook
    sha256: str
    maps: dict[str, dict[int, str]] = field(default_factory=dict)


def pasted_list(cells: Sequence[Sequence[str]]) -> CandidateList:
    """Return the cells of the clipboard as a list of candidates."""
    name = tr("recruitment.intake.pasted")
    rows: list[list[object]] = [[cell.strip() or None for cell in row] for row in cells]
    sheet = Sheet(name, rows, styles_lost=True)  # type: ignore[arg-type]
    text = "\n".join("\t".join(row) for row in cells)
    return CandidateList(Workbook(name, [sheet]), hashlib.sha256(text.encode()).hexdigest())


def opened_list(path: Path) -> CandidateList:
    """Return a file as a list of candidates.

    Raises:
        ImportProblemError: the file cannot be read.
    """
    from cusdesk.services.imports.source import read_source

    source = read_source(path)
    return CandidateList(source.workbook, source.sha256)


@needs("recruitment.change", "imports.run", "residents.change")
def plan_candidates(office: Office, edition_id: bytes, source: CandidateList) -> IntakePlan:
    """Work out what taking a list in would do; nothing is written.

    Raises:
        ImportProblemError: `recruitment.intake.nothing`: no names were found.
        NotFoundError: the edition is gone.
    """
    choices = ImportChoices(source.maps)
    plan = plan_workbook(office, "residents", source.workbook, choices)
    if not plan.rows:
        raise ImportProblemError("recruitment.intake.nothing")
    plan.sha256 = source.sha256
    keep_raw_rows(plan, source.workbook)
    today = office.clock.today()
    with office.read() as session:
        edition = details_of(session, edition_id)
        plan.special_fields = special_fields_off(session, plan.rows, today)
        moments = submissions(plan, source.workbook, today)
        rows = [IntakeRow(row, "new", moments[id(row)]) for row in plan.rows]
        rows.sort(key=lambda row: row.submitted.key)
        _sort_out(session, edition_id, rows)
        remarks = remarks_of(session, edition, rows)
    for row in rows:
        row.remarks = tuple(remarks[id(row)])
    read, unread = _headings(plan)
    return IntakePlan(edition, plan, rows, read, unread, edition.approved_on is not None)


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


def _headings(plan: ImportPlan) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the headings that were understood and those that only go to the notes."""
    read: dict[str, None] = {}
    unread: dict[str, None] = {}
    for columns in plan.maps:
        for guess in columns.guesses:
            if guess.heading:
                lost = guess.field in {"", "kept", "ignored", None}
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
        _file_batch(work, batch_id, plan)
        switch_on(work, plan.special_fields, office.clock.today())
        apply_rows(office, work, "residents", plan.rows)
        queue(work.session, batch_id, plan)
        written = _write(work, intake, batch_id)
        register_candidates(office, work, written)
    return Taken(batch_id, len(written), intake.counts(), work.changes)


def _file_batch(work: UnitOfWork, batch_id: bytes, plan: ImportPlan) -> None:
    work.session.add(
        ImportBatch(
            id=batch_id,
            kind=plan.kind,
            file_name=plan.file_name,
            file_sha256=plan.sha256,
            imported_at=work.now_ms,
            headings_json=to_json(plan.headings()),
            **plan.counts(),
        )
    )
    work.session.flush()


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
            people.append(NewCandidate(resident, submitted.on, submitted.minute, number))
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


def with_meaning(source: CandidateList, signature: str, column: int, meaning: str) -> CandidateList:
    """Return the list with one column read as a person says."""
    maps = {key: dict(columns) for key, columns in source.maps.items()}
    maps.setdefault(signature, {})[column] = meaning
    return replace(source, maps=maps)
