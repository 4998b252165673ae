"""Reading a file, planning, and executing the very plan that was shown, in one step of undo."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import ImportProblemError
from cusdesk.core.ids import new_id
from cusdesk.importing.reading import read_workbook
from cusdesk.models.imports import ImportBatch
from cusdesk.services.imports.model import ImportPlan, Kind, PlannedRow, to_json
from cusdesk.services.imports.people import candidate_texts
from cusdesk.services.office import backup_office

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.importing.workbook import Workbook
    from cusdesk.services.office import Office

LARGEST_FILE = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ImportChoices:
    """What a person settled before the import.

    Attributes:
        maps: signature of a table → column number → meaning.
        service_id: the service a list of attendance or a work card is about.
    """

    maps: dict[str, dict[int, str]] | None = None
    service_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        batch_id: of the executed import; needed to take it back.
    """

    batch_id: bytes
    counts: dict[str, int]
    changes: Changes


def plan_import(
    office: Office, kind: Kind, path: Path, choices: ImportChoices | None = None
) -> ImportPlan:
    """Read a file and work out what its import would do; nothing is written.

    Raises:
        ImportProblemError: the file cannot be read, or holds nothing of this kind.
        StorageError: the office file failed.
    """
    choices = choices or ImportChoices()
    workbook = read_workbook(path)
    sha256 = _sha256(path)
    planner = _planner(kind)
    plan = planner(office, workbook, choices)
    plan.file_name, plan.sha256 = path.name, sha256
    if not plan.rows:
        raise ImportProblemError("imports.file.no_table", file=path.name)
    return plan


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ImportProblemError("imports.file.unreadable", file=path.name) from error


def _planner(kind: Kind) -> Callable[[Office, Workbook, ImportChoices], ImportPlan]:
    return {
        "residents": _plan_residents,
        "services": _plan_services,
        "attendance": _plan_attendance,
        "hours": _plan_hours,
    }[kind]


def _plan_residents(office: Office, workbook: Workbook, choices: ImportChoices) -> ImportPlan:
    from cusdesk.importing.residents import guess_maps, read_residents
    from cusdesk.services.imports.mappings import maps_for
    from cusdesk.services.imports.residents import plan_residents

    maps = maps_for(office, "residents", workbook, guess_maps, choices.maps)
    file = read_residents(workbook, maps, office.clock.today())
    with office.read() as session:
        rows = plan_residents(session, file)
    return ImportPlan("residents", "", "", rows, file.problems, list(file.maps))


def _plan_services(office: Office, workbook: Workbook, choices: ImportChoices) -> ImportPlan:
    from cusdesk.importing.catalogue import guess_maps, read_services
    from cusdesk.services.imports.catalogue import plan_services
    from cusdesk.services.imports.mappings import maps_for

    maps = maps_for(office, "services", workbook, guess_maps, choices.maps)
    file = read_services(workbook, maps)
    rows = plan_services(office, file)
    return ImportPlan("services", "", "", rows, file.problems, list(file.maps))


def _plan_attendance(office: Office, workbook: Workbook, choices: ImportChoices) -> ImportPlan:
    from cusdesk.importing.attendance import read_attendance
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.attendance import plan_attendance

    file = read_attendance(workbook)
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_attendance(session, file, finder, choices.service_id)
    shown = {id(problem) for row in rows for problem in row.problems}
    rest = [problem for problem in file.problems if id(problem) not in shown]
    return ImportPlan("attendance", "", "", rows, rest)


def _plan_hours(office: Office, workbook: Workbook, choices: ImportChoices) -> ImportPlan:
    from cusdesk.importing.hours import read_hours
    from cusdesk.services.catalogue import service_finder
    from cusdesk.services.imports.hours import plan_hours

    file = read_hours(workbook)
    finder = service_finder(office)
    with office.read() as session:
        rows = plan_hours(session, file, finder, choices.service_id)
    shown = {id(problem) for row in rows for problem in row.problems}
    rest = [problem for problem in file.problems if id(problem) not in shown]
    return ImportPlan("hours", "", "", rows, rest)


def execute_import(office: Office, plan: ImportPlan, *, backup: bool = True) -> ImportResult:
    """Execute a plan: new and changed rows are written, doubtful and rejected ones queued.

    All of it is one operation and one step of undo. A checked copy of the office is made first.

    Raises:
        StorageError: nothing was written.
    """
    if backup:
        backup_office(office, reason="przed-importem")
    batch_id = new_id()
    counts = plan.counts()
    with office.write(f"imports.{plan.kind}", record=("imports", batch_id)) as work:
        work.step.count = counts["new"] + counts["changed"]
        work.session.add(
            ImportBatch(
                id=batch_id,
                kind=plan.kind,
                file_name=plan.file_name,
                file_sha256=plan.sha256,
                imported_at=work.now_ms,
                **counts,
            )
        )
        work.session.flush()
        apply_rows(office, work, plan.kind, plan.rows)
        _queue(work.session, batch_id, plan)
    return ImportResult(batch_id, counts, work.changes)


def apply_rows(office: Office, work: UnitOfWork, kind: str, rows: list[PlannedRow]) -> None:
    """Write the new and changed rows of one kind inside a running operation."""
    from cusdesk.services.imports.attendance import apply_attendance
    from cusdesk.services.imports.catalogue import apply_services
    from cusdesk.services.imports.hours import apply_hours
    from cusdesk.services.imports.residents import apply_residents

    if kind == "residents":
        apply_residents(work, rows, office.clock.today())
    elif kind == "services":
        apply_services(work, rows)
    elif kind == "attendance":
        apply_attendance(work, rows)
    else:
        apply_hours(work, rows)


def _queue(session: Session, batch_id: bytes, plan: ImportPlan) -> None:
    """File what a person has to look at: doubtful and rejected rows, and warnings."""
    issues: list[dict[str, Any]] = []
    for row in plan.rows:
        if row.outcome in {"doubtful", "rejected"}:
            issues.append(_issue(row))
        issues += [
            _warning(p.sheet, p.row, p.column, p.kind, p.params)
            for p in row.problems
            if p.severity != "info" and row.outcome in {"new", "changed", "unchanged"}
        ]
        if row.reason and row.outcome in {"new", "changed"}:
            issues.append(_warning(row.sheet, row.row, row.column, row.reason, row.reason_params))
    issues += [
        _warning(p.sheet, p.row, p.column, p.kind, p.params)
        for p in plan.problems
        if p.severity != "info"
    ]
    names = tuple(_warning("", None, None, "", {}))
    columns = ("id", "batch_id", *names, "decision", "row_version")
    if issues:
        quoted = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" * len(columns))
        session.connection().exec_driver_sql(
            f"INSERT INTO import_issues ({quoted}) VALUES ({marks})",  # noqa: S608 (own names)
            [(new_id(), batch_id, *(i[name] for name in names), "", 1) for i in issues],
        )


def _issue(row: PlannedRow) -> dict[str, Any]:
    payload = {
        "title": row.title,
        "payload": row.payload,
        "differences": [[d.field, d.old, d.new] for d in row.differences],
        "problems": [[p.kind, p.column or "", p.severity, p.params] for p in row.problems],
        "weight": row.weight,
    }
    return {
        "outcome": row.outcome,
        "sheet": row.sheet,
        "row": row.row,
        "column": row.column,
        "kind": row.reason,
        "params_json": to_json(row.reason_params),
        "row_json": to_json(payload),
        "candidate_ids": json.dumps(candidate_texts(row.candidates)),
    }


def _warning(
    sheet: str, row: int | None, column: str | None, kind: str, params: dict[str, object]
) -> dict[str, Any]:
    return {
        "outcome": "warning",
        "sheet": sheet,
        "row": row,
        "column": column or "",
        "kind": kind,
        "params_json": to_json(params),
        "row_json": "{}",
        "candidate_ids": "[]",
    }
