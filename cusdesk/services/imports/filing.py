"""Filing what a person has to look at: doubtful and rejected rows, and warnings."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id
from cusdesk.importing.problems import CellProblem
from cusdesk.models.imports import ImportBatch
from cusdesk.services.imports.model import ImportPlan, PlannedRow, to_json
from cusdesk.services.imports.people import candidate_texts

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.importing.workbook import CellValue, Sheet, Workbook

WAITING = frozenset({"doubtful", "rejected"})
_COLUMNS = (
    "outcome", "sheet", "row", "column", "kind", "params_json", "row_json", "candidate_ids",
)  # fmt: skip


def keep_raw_rows(plan: ImportPlan, workbook: Workbook) -> None:
    """Put the cells as they stood into the rows that a person will look at."""
    sheets = {sheet.name: sheet for sheet in workbook.sheets}
    for row in plan.rows:
        if row.outcome in WAITING and row.row is not None and row.sheet in sheets:
            row.raw = _raw(sheets[row.sheet], row.row)


def _raw(sheet: Sheet, row: int) -> list[object]:
    cells: list[CellValue] = sheet.rows[row - 1] if 1 <= row <= len(sheet.rows) else []
    raw: list[object] = list(cells)
    while raw and raw[-1] is None:
        raw.pop()
    return raw


def file_batch(work: UnitOfWork, batch_id: bytes, plan: ImportPlan) -> None:
    """Write down which file was read and what became of its rows."""
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


def queue(session: Session, batch_id: bytes, plan: ImportPlan) -> None:
    """File the doubtful and rejected rows, and every warning about what was written."""
    issues: list[tuple[Any, ...]] = []
    said: set[tuple[str, ...]] = set()
    for row in plan.rows:
        waits = row.outcome in WAITING
        if waits:
            issues.append(_issue(row))
        else:
            issues += [_warning(p, row.title) for p in row.problems if p.severity != "info"]
        if row.reason and not waits and row.says_something_new(said):
            issues.append(_warning(_reason(row), row.title))
    issues += [_warning(p, "") for p in plan.problems if p.severity != "info"]
    if issues:
        columns = ("id", "batch_id", *_COLUMNS, "decision", "row_version")
        quoted = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        session.connection().exec_driver_sql(
            f"INSERT INTO import_issues ({quoted}) VALUES ({marks})",  # noqa: S608 (own names)
            [(new_id(), batch_id, *issue, "", 1) for issue in issues],
        )


def _issue(row: PlannedRow) -> tuple[Any, ...]:
    data = {
        "title": row.title,
        "payload": row.payload,
        "differences": [[d.field, d.old, d.new] for d in row.differences],
        "problems": [[p.kind, p.column or "", p.severity, p.params] for p in row.problems],
        "raw": [stored_cell(value) for value in row.raw],
    }
    candidates = row.candidates
    if row.twin is not None and row.twin.target is not None and not candidates:
        candidates = (row.twin.target,)
    return (
        row.outcome,
        row.sheet,
        row.row,
        row.column,
        row.reason,
        to_json(row.reason_params),
        to_json(data),
        json.dumps(candidate_texts(candidates)),
    )


def _reason(row: PlannedRow) -> CellProblem:
    column = row.column or None
    return CellProblem(row.reason, row.sheet, row.row, column, "warning", row.reason_params)


def _warning(problem: CellProblem, title: str) -> tuple[Any, ...]:
    return (
        "warning",
        problem.sheet,
        problem.row,
        problem.column or "",
        problem.kind,
        to_json(problem.params),
        to_json({"title": title}),
        "[]",
    )


def stored_cell(value: object) -> object:
    """Return a cell as JSON can keep it; times and dates as `{"kind": text}`."""
    if isinstance(value, dt.datetime):
        return {"datetime": value.isoformat()}
    if isinstance(value, dt.date):
        return {"date": value.isoformat()}
    if isinstance(value, dt.time):
        return {"time": value.isoformat()}
    if isinstance(value, dt.timedelta):
        return {"seconds": value.total_seconds()}
    return value


def cell_of(stored: object) -> Any:  # noqa: ANN401 (a cell's value)
    """Return the cell that `stored_cell` kept."""
    if not isinstance(stored, dict):
        return stored
    ((kind, value),) = stored.items()
    readers: dict[str, Any] = {
        "datetime": dt.datetime.fromisoformat,
        "date": dt.date.fromisoformat,
        "time": dt.time.fromisoformat,
        "seconds": lambda seconds: dt.timedelta(seconds=seconds),
    }
    return readers[kind](value)
