"""The queue of rows that wait for a person, and taking a whole import back."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.core.ids import parse_id
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.journal import Operation
from cusdesk.services import history
from cusdesk.services.imports.model import Difference, PlannedRow, id_of, reason_text
from cusdesk.services.imports.residents import fill_resident
from cusdesk.services.imports.run import apply_rows
from cusdesk.services.residents.index import reindex

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.services.history import Undone
    from cusdesk.services.office import Office

UNDO_DAYS = 90


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An executed import; `taken_back` when its operation was undone."""

    id: bytes
    kind: str
    file_name: str
    imported_at: dt.datetime
    counts: dict[str, int]
    waiting: int
    taken_back: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """A row that waits, or a warning about one that was written.

    Attributes:
        outcome: doubtful, rejected or warning.
        message: why, in a Polish sentence.
        title: what the row is called; empty for warnings.
        payload: the row as read, in the shape of its kind.
        candidates: ids of the records it may belong to.
        differences: what the file says otherwise than the first candidate.
    """

    id: bytes
    version: int
    batch_id: bytes
    kind: str
    outcome: str
    reason: str
    message: str
    sheet: str
    row: int | None
    column: str
    title: str
    payload: dict[str, Any]
    candidates: tuple[bytes, ...]
    differences: tuple[Difference, ...]
    decision: str


def list_batches(office: Office) -> list[BatchRow]:
    """Return the imports, newest first."""
    waiting: dict[bytes, int] = {}
    with office.read() as session:
        for (batch_id,) in session.execute(
            select(ImportIssue.batch_id).where(
                ImportIssue.outcome == "doubtful",
                ImportIssue.decision == "",
                ImportIssue.retired_at.is_(None),
            )
        ):
            waiting[batch_id] = waiting.get(batch_id, 0) + 1
        batches = session.scalars(select(ImportBatch).order_by(ImportBatch.imported_at.desc()))
        return [
            BatchRow(
                id=batch.id,
                kind=batch.kind,
                file_name=batch.file_name,
                imported_at=dt.datetime.fromtimestamp(batch.imported_at / 1000),  # noqa: DTZ006
                counts={
                    name: getattr(batch, name)
                    for name in ("new", "changed", "unchanged", "doubtful", "rejected")
                },
                waiting=waiting.get(batch.id, 0),
                taken_back=batch.retired_at is not None,
            )
            for batch in batches
        ]


def list_issues(
    office: Office,
    batch_id: bytes | None = None,
    outcomes: Sequence[str] = ("doubtful", "rejected", "warning"),
    *,
    waiting_only: bool = True,
) -> list[Issue]:
    """Return what the imports left to look at, in the order of the files."""
    query = (
        select(ImportIssue, ImportBatch.kind)
        .join(ImportBatch, ImportBatch.id == ImportIssue.batch_id)
        .where(ImportIssue.retired_at.is_(None), ImportIssue.outcome.in_(outcomes))
        .order_by(ImportBatch.imported_at.desc(), ImportIssue.sheet, ImportIssue.row)
    )
    if batch_id is not None:
        query = query.where(ImportIssue.batch_id == batch_id)
    if waiting_only:
        query = query.where(ImportIssue.decision == "")
    with office.read() as session:
        return [_issue(row, kind) for row, kind in session.execute(query)]


def _issue(row: ImportIssue, kind: str) -> Issue:
    data = json.loads(row.row_json)
    return Issue(
        id=row.id,
        version=row.row_version,
        batch_id=row.batch_id,
        kind=kind,
        outcome=row.outcome,
        reason=row.kind,
        message=reason_text(row.kind, json.loads(row.params_json)),
        sheet=row.sheet,
        row=row.row,
        column=row.column,
        title=data.get("title", ""),
        payload=data.get("payload", {}),
        candidates=tuple(parse_id(text) for text in json.loads(row.candidate_ids)),
        differences=tuple(Difference(*d) for d in data.get("differences", ())),
        decision=row.decision,
    )


def take_as_new(office: Office, issue_id: bytes) -> Changes:
    """Write a doubtful row as a record of its own.

    Raises:
        RuleError: a list row without a known person cannot be written; choose the person first.
    """
    return _settle(office, issue_id, "taken", None)


def take_for(office: Office, issue_id: bytes, record_id: bytes, *, overwrite: bool) -> Changes:
    """Write a doubtful row to a record that exists.

    Args:
        office: the open office.
        issue_id: the row that waits.
        record_id: the resident (or service) it belongs to.
        overwrite: let the file win where both say something; else only empty fields are filled.
    """
    return _settle(office, issue_id, "merged", record_id, overwrite=overwrite)


def dismiss(office: Office, issue_id: bytes) -> Changes:
    """Decide that nothing is to be written; the row stays in the list of the import."""
    with office.write("imports.dismiss", record=("imports", issue_id)) as work:
        work.get(ImportIssue, issue_id).decision = "dismissed"
    return work.changes


def _settle(
    office: Office,
    issue_id: bytes,
    decision: str,
    record_id: bytes | None,
    *,
    overwrite: bool = False,
) -> Changes:
    with office.write("imports.settle", record=("imports", issue_id)) as work:
        stored = work.get(ImportIssue, issue_id)
        batch = work.session.get_one(ImportBatch, stored.batch_id)
        issue = _issue(stored, batch.kind)
        if issue.decision or issue.outcome != "doubtful":
            raise NotFoundError("storage.not_found")
        row = _planned(issue)
        row.target = record_id
        if batch.kind == "residents" and record_id is not None:
            row.differences = _against(work.session, record_id, issue)
            fill_resident(work.session, row, office.clock.today(), overwrite=overwrite)
            reindex(work.session, [record_id])
        else:
            _ready_for_writing(row, record_id)
            apply_rows(office, work, batch.kind, [row])
        stored.decision = decision
    return work.changes


def _planned(issue: Issue) -> PlannedRow:
    return PlannedRow(
        outcome="new",
        sheet=issue.sheet,
        row=issue.row,
        title=issue.title,
        payload=issue.payload,
        differences=list(issue.differences),
    )


def _against(session: Any, record_id: bytes, issue: Issue) -> list[Difference]:  # noqa: ANN401
    from cusdesk.services.imports.residents import differences_of

    return differences_of(session, record_id, issue.payload)


def _ready_for_writing(row: PlannedRow, record_id: bytes | None) -> None:
    """Put the chosen person into a list row; refuse one that still names nobody.

    Raises:
        RuleError: no person is known.
    """
    if "resident_id" not in row.payload:
        return
    if record_id is not None:
        row.payload["resident_id"] = record_id.hex()
    if id_of(row.payload["resident_id"]) is None:
        raise RuleError("imports_plan.choose_person")


def undo_import(office: Office, batch_id: bytes) -> Undone | None:
    """Take a whole import back in one step, also weeks later.

    Raises:
        NotFoundError: it was taken back already, or is older than 90 days.
        ConflictError: something it wrote was edited since.
    """
    with office.read() as session:
        batch = session.get(ImportBatch, batch_id)
        oldest = office.clock.epoch_ms() - UNDO_DAYS * 24 * 3600 * 1000
        if batch is None or batch.retired_at is not None or batch.imported_at < oldest:
            raise NotFoundError("storage.not_found")
        operation = session.scalars(
            select(Operation).where(
                Operation.record_feature == "imports",
                Operation.record_id == batch_id,
                Operation.undoes.is_(None),
                Operation.undone_by.is_(None),
            )
        ).one()
        operation_id, kind, count = operation.id, operation.kind, operation.count
    return history.take_back(office, operation_id, kind, count)


def problem_json(office: Office) -> list[dict[str, Any]]:
    """Return what waits, as the command line prints it."""
    return [
        {
            "import": issue.kind,
            "outcome": issue.outcome,
            "sheet": issue.sheet,
            "row": issue.row,
            "column": issue.column or None,
            "kind": issue.reason,
            "message": issue.message,
            "title": issue.title,
            "values": issue.payload,
            "candidates": [str(c.hex()) for c in issue.candidates],
        }
        for issue in list_issues(office)
    ]
