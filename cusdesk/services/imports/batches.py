"""The imports of the past: their list, what they sent back, and taking a whole one back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, or_, select

from cusdesk.core.errors import ConflictError, NotFoundError
from cusdesk.core.messages import tr
from cusdesk.db.undo import UndoLabel
from cusdesk.domain.access import needs
from cusdesk.domain.reports import RejectedRow, RejectedRows
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.journal import Operation
from cusdesk.services import history
from cusdesk.services.imports.footprint import rows_in_use
from cusdesk.services.imports.issues import list_issues

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.services.history import Undone
    from cusdesk.services.office import Office

UNDO_DAYS = 90
_DAY_MS = 24 * 3600 * 1000


@dataclass(frozen=True, slots=True)
class BatchRow:
    """An executed import.

    Attributes:
        waiting: doubtful rows without a decision.
        taken_back: its operation was undone.
        can_undo: it stands and is not older than 90 days.
    """

    id: bytes
    kind: str
    file_name: str
    imported_at: dt.datetime
    counts: dict[str, int]
    waiting: int
    taken_back: bool
    can_undo: bool


@needs("imports.run")
def list_batches(office: Office) -> list[BatchRow]:
    """Return the imports, newest first."""
    oldest = office.clock.epoch_ms() - UNDO_DAYS * _DAY_MS
    query = (
        select(ImportIssue.batch_id, func.count())
        .where(
            ImportIssue.outcome == "doubtful",
            ImportIssue.decision == "",
            ImportIssue.retired_at.is_(None),
        )
        .group_by(ImportIssue.batch_id)
    )
    with office.read() as session:
        waiting = {row[0]: row[1] for row in session.execute(query)}
        batches = session.scalars(select(ImportBatch).order_by(ImportBatch.imported_at.desc()))
        return [
            BatchRow(
                id=batch.id,
                kind=batch.kind,
                file_name=batch.file_name,
                imported_at=dt.datetime.fromtimestamp(batch.imported_at / 1000),  # noqa: DTZ006 (wall time)
                counts={
                    name: getattr(batch, name)
                    for name in ("new", "changed", "unchanged", "doubtful", "rejected")
                },
                waiting=waiting.get(batch.id, 0),
                taken_back=batch.retired_at is not None,
                can_undo=batch.retired_at is None and batch.imported_at >= oldest,
            )
            for batch in batches
        ]


@needs("imports.run")
def undo_import(office: Office, batch_id: bytes, *, keep_used: bool = False) -> Undone | None:
    """Take a whole import back in one step, also weeks later, with the decisions on its doubts.

    Args:
        office: the open office.
        batch_id: the import.
        keep_used: leave what was edited or used since, with all that belongs to it.

    Raises:
        NotFoundError: it was taken back already, or is older than 90 days.
        ConflictError: `imports_plan.undo_used`: something it wrote was edited or used since;
            nothing was changed. Ask, then call with `keep_used`.
    """
    with office.read() as session:
        batch = session.get(ImportBatch, batch_id)
        oldest = office.clock.epoch_ms() - UNDO_DAYS * _DAY_MS
        if batch is None or batch.retired_at is not None or batch.imported_at < oldest:
            raise NotFoundError("imports_plan.undo_gone")
        operations = _operations_of(session, batch_id)
        used = rows_in_use(session, operations)
        first = operations[0]
        label = UndoLabel(first.id, first.kind, first.count)
        followers = [operation.id for operation in operations[1:]]
    if used and not keep_used:
        raise ConflictError("imports_plan.undo_used", n=len(used))
    return history.take_back_all(office, label, followers, used)


def _operations_of(session: Session, batch_id: bytes) -> list[Operation]:
    """Return the standing operations of an import: its own, then the decisions on its rows."""
    issues = select(ImportIssue.id).where(ImportIssue.batch_id == batch_id)
    query = (
        select(Operation)
        .where(
            Operation.record_feature == "imports",
            or_(Operation.record_id == batch_id, Operation.record_id.in_(issues)),
            Operation.undoes.is_(None),
            Operation.undone_by.is_(None),
        )
        .order_by(Operation.id)
    )
    return list(session.scalars(query))


@needs("imports.run")
def save_rejects(
    office: Office, batch_id: bytes, path: Path, *, with_doubtful: bool = False
) -> int:
    """Write the rows an import sent back as a workbook; return how many there are.

    Args:
        office: the open office.
        batch_id: the import.
        path: the workbook to write; replaced when it exists.
        with_doubtful: also the rows that still wait for a decision.

    Raises:
        DocumentError: the file could not be written.
    """
    from cusdesk.export.atomic import replace_file
    from cusdesk.export.xlsx.table import write_rejected_rows

    outcomes = ("rejected", "doubtful") if with_doubtful else ("rejected",)
    issues = list_issues(office, batch_id, outcomes)
    rows = tuple(
        RejectedRow(issue.sheet, issue.row or 0, issue.raw, (issue.message, *issue.findings))
        for issue in issues
    )
    width = max((len(row.values) for row in rows), default=0)
    headings = _headings(office, batch_id)
    columns = tuple(headings.get(str(n)) or _letters(n) for n in range(1, width + 1))
    document = RejectedRows(columns, rows, office.clock.today())
    with replace_file(path) as out:
        write_rejected_rows(document, out)
    return len(rows)


def _headings(office: Office, batch_id: bytes) -> dict[str, str]:
    """Return column number → heading of the person's own file, as far as they are known."""
    import json

    with office.read() as session:
        stored: Any = session.scalars(
            select(ImportBatch.headings_json).where(ImportBatch.id == batch_id)
        ).first()
    return dict(json.loads(stored or "{}"))


def _letters(column: int) -> str:
    from cusdesk.importing.residents.rows import column_letters

    return tr("imports_plan.column", letters=column_letters(column))
