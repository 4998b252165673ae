"""The queue: rows that wait for a person, and warnings about what was written."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import parse_id, text_id
from cusdesk.domain.access import needs
from cusdesk.importing.problems import CellProblem
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.services.imports.filing import cell_of
from cusdesk.services.imports.masking import covered, covered_cell, covered_params, sees_all
from cusdesk.services.imports.model import Difference, problem_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.office import Office

OUTCOMES = ("doubtful", "rejected", "warning")
ERASED = "erased"
"""Kind of a row whose values are gone: the person was forgotten, or it was settled long ago."""


@dataclass(frozen=True, slots=True)
class Issue:
    """A row that waits, or a warning about one that was written.

    Attributes:
        outcome: doubtful, rejected or warning.
        message: why, in a Polish sentence.
        title: what the row is called; empty for warnings.
        payload: the row as read, in the shape of its kind.
        candidates: ids of the records it may belong to, likeliest first.
        differences: what the file says otherwise than the first candidate.
        findings: everything else the reader said of the row, as sentences.
        raw: the cells as they stood.
    """

    id: bytes
    version: int
    batch_id: bytes
    kind: str
    file_name: str
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
    findings: tuple[str, ...]
    raw: tuple[Any, ...]
    decision: str


@needs("imports.run")
def list_issues(
    office: Office,
    batch_id: bytes | None = None,
    outcomes: Sequence[str] = OUTCOMES,
    *,
    waiting_only: bool = True,
) -> list[Issue]:
    """Return what the imports left to look at: the newest file first, each in its own order.

    Whoever may not see special categories gets the rows without them, see `masking`.
    """
    query = (
        select(ImportIssue, ImportBatch.kind, ImportBatch.file_name)
        .join(ImportBatch, ImportBatch.id == ImportIssue.batch_id)
        .where(ImportIssue.retired_at.is_(None), ImportIssue.outcome.in_(outcomes))
        .order_by(
            ImportBatch.imported_at.desc(), ImportIssue.sheet, ImportIssue.row, ImportIssue.id
        )
    )
    if batch_id is not None:
        query = query.where(ImportIssue.batch_id == batch_id)
    if waiting_only:
        query = query.where(ImportIssue.decision == "", ImportIssue.kind != ERASED)
    with office.read() as session:
        found = list(session.execute(query))
        return [
            issue_of(row, kind, file, shows_all=sees_all(office, kind)) for row, kind, file in found
        ]


def issue_of(row: ImportIssue, kind: str, file_name: str, *, shows_all: bool = True) -> Issue:
    """Return a stored issue as the queue shows it."""
    data = json.loads(row.row_json)

    def words(problem: str, params: dict[str, Any]) -> str:
        """Return the sentence of a problem, covered for those who may not see the person."""
        return problem_text(problem, params if shows_all else covered_params(problem, params))

    issue = Issue(
        id=row.id,
        version=row.row_version,
        batch_id=row.batch_id,
        kind=kind,
        file_name=file_name,
        outcome=row.outcome,
        reason=row.kind,
        message=words(row.kind, json.loads(row.params_json)),
        sheet=row.sheet,
        row=row.row,
        column=row.column,
        title=data.get("title", ""),
        payload=data.get("payload", {}),
        candidates=tuple(parse_id(text) for text in json.loads(row.candidate_ids)),
        differences=tuple(Difference(*d) for d in data.get("differences", ())),
        findings=tuple(
            words(problem, params)
            for problem, _column, severity, params in data.get("problems", ())
            if severity != "info"
        ),
        raw=tuple(cell_of(value) for value in data.get("raw", ())),
        decision=row.decision,
    )
    return issue if shows_all else covered(issue)


@needs("imports.run")
def problem_json(office: Office) -> list[dict[str, Any]]:
    """Return what waits, as the command line prints it.

    A doubtful row comes as one entry with its values and candidates, followed by what the reader
    found in its cells.
    """
    found = []
    for issue, cells in _with_cells(office):
        found.append(
            _line(issue, issue.reason, issue.message, issue.column)
            | {
                "title": issue.title,
                "values": issue.payload,
                "candidates": [text_id(candidate) for candidate in issue.candidates],
            }
        )
        found += [
            _line(issue, cell.kind, problem_text(cell.kind, cell.params), cell.column)
            | {"title": issue.title, "values": {}, "candidates": []}
            for cell in cells
        ]
    return found


def _with_cells(office: Office) -> list[tuple[Issue, list[CellProblem]]]:
    issues = list_issues(office)
    query = select(ImportIssue.id, ImportIssue.row_json).where(
        ImportIssue.outcome != "warning", ImportIssue.retired_at.is_(None)
    )
    with office.read() as session:
        stored = {i: json.loads(text) for i, text in session.execute(query)}
    return [
        (
            issue,
            [
                _seen(office, issue, CellProblem(kind, *place, column or None, severity, params))
                for kind, column, severity, params in stored.get(issue.id, {}).get("problems", ())
                if severity != "info"
            ],
        )
        for issue in issues
        for place in ((issue.sheet, issue.row),)
    ]


def _seen(office: Office, issue: Issue, cell: CellProblem) -> CellProblem:
    return cell if sees_all(office, issue.kind) else covered_cell(cell)


def _line(issue: Issue, kind: str, message: str, column: str | None) -> dict[str, Any]:
    return {
        "import": issue.kind,
        "file": issue.file_name,
        "outcome": issue.outcome,
        "sheet": issue.sheet,
        "row": issue.row,
        "column": column or None,
        "kind": kind,
        "message": message,
    }
