"""Reading a file, planning, and executing the very plan that was shown, in one step of undo."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.core.collector import paused
from cusdesk.core.errors import ConflictError, ImportProblemError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.models.imports import ImportBatch
from cusdesk.services.imports.filing import file_batch, keep_raw_rows, queue
from cusdesk.services.imports.forgetting import purge_settled
from cusdesk.services.imports.planning import plan_workbook
from cusdesk.services.imports.source import SourceFile, first_rows, read_source
from cusdesk.services.imports.special import special_fields_off
from cusdesk.services.imports.standing import last_operation
from cusdesk.services.office import backup_office
from cusdesk.services.programmes import SENSITIVE, switch_on

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.imports.model import ImportPlan, Kind, PlannedRow
    from cusdesk.services.imports.planning import ImportChoices, Step
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did.

    Attributes:
        batch_id: of the executed import; needed to take it back.
    """

    batch_id: bytes
    counts: dict[str, int]
    changes: Changes


@needs("imports.run")
def plan_import(
    office: Office,
    kind: Kind,
    path: Path,
    choices: ImportChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ImportPlan:
    """Read a file and work out what its import would do; nothing is written.

    Raises:
        ImportProblemError: the file cannot be read, or holds nothing of this kind.
        OperationCancelledError: `cancel` was asked to stop.
        StorageError: the office file failed.
    """
    progress(0, 0, "imports_plan.step.read")
    if kind == "invoices" and (path.is_dir() or path.suffix.lower() == ".xml"):
        from cusdesk.services.imports.invoices.ksef import ksef_files, plan_ksef

        return plan_ksef(office, ksef_files([path]), progress=progress, cancel=cancel)
    with paused():
        source = read_source(path)
    return plan_source(office, kind, source, choices, progress=progress, cancel=cancel)


@needs("imports.run")
def plan_source(
    office: Office,
    kind: Kind,
    source: SourceFile,
    choices: ImportChoices | None = None,
    *,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ImportPlan:
    """Work out what the import of a file that was read would do; see `plan_import`."""
    cancel = cancel or CancelToken()
    cancel.check()
    progress(0, 0, "imports_plan.step.plan")
    with paused():
        plan = plan_workbook(office, kind, source.workbook, choices, _step(progress, cancel))
    cancel.check()
    if not plan.rows:
        raise ImportProblemError("imports.file.no_table", file=source.path.name)
    plan.sha256 = source.sha256
    keep_raw_rows(plan, source.workbook)
    with office.read() as session:
        imported = session.scalar(
            select(ImportBatch.imported_at)
            .where(ImportBatch.file_sha256 == plan.sha256, ImportBatch.retired_at.is_(None))
            .order_by(ImportBatch.imported_at.desc())
            .limit(1)
        )
        if kind in {"residents", "applications"}:
            plan.special_fields = special_fields_off(session, plan.rows, office.clock.today())
    if imported is not None:
        plan.imported_before = dt.datetime.fromtimestamp(imported / 1000)  # noqa: DTZ006 (wall time)
    return plan


@needs("imports.run")
def preview(
    office: Office, kind: Kind, source: SourceFile, choices: ImportChoices | None = None
) -> ImportPlan:
    """Return the plan of the first rows of every sheet, to look at how they are read."""
    return plan_workbook(office, kind, first_rows(source.workbook), choices)


def _step(progress: Progress, cancel: CancelToken) -> Step:
    def step(done: int, total: int) -> None:
        """Stop if the person cancelled, else move the progress bar."""
        cancel.check()
        progress(done, total)

    return step


@needs("imports.run")
def execute_import(
    office: Office,
    plan: ImportPlan,
    *,
    backup: bool = True,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> ImportResult:
    """Execute a plan: new and changed rows are written, doubtful and rejected ones queued.

    All of it is one operation and one step of undo. A checked copy of the office is made first, and
    before it the values of rows settled more than 90 days ago are blanked.
    Fields of special categories that the plan names are switched on by the same operation, so that
    nothing of the file is lost; whoever shows the plan asks first.

    Raises:
        ConflictError: the office was changed since the plan was made; nothing was written.
        RuleError: this person may not switch special fields on; nothing was written.
        OperationCancelledError: `cancel` was asked to stop; nothing was written.
        StorageError: nothing was written.
    """
    cancel = cancel or CancelToken()
    if plan.special_fields:
        office.require("office.settings", SENSITIVE)
    purge_settled(office)  # before the copy, so that it does not carry them on
    if backup:
        progress(0, 0, "imports_plan.step.backup")
        backup_office(office, reason="przed-importem")
    cancel.check()
    progress(0, 0, "imports_plan.step.write")
    batch_id = new_id()
    counts = plan.counts()
    with office.write(f"imports.{plan.kind}", record=("imports", batch_id)) as work:
        if last_operation(work.session, except_id=work.operation_id) != plan.as_of:
            raise ConflictError("imports_plan.stale")
        work.step.count = counts["new"] + counts["changed"]
        file_batch(work, batch_id, plan)
        switch_on(work, plan.special_fields, office.clock.today())
        with paused():
            apply_rows(office, work, plan.kind, plan.rows, _step(progress, cancel))
            queue(work.session, batch_id, plan)
        cancel.check()
        progress(0, 0, "imports_plan.step.commit")
    return ImportResult(batch_id, counts, work.changes)


@needs("imports.run")
def apply_rows(
    office: Office,
    work: UnitOfWork,
    kind: str,
    rows: list[PlannedRow],
    step: Step | None = None,
    *,
    overwrite: bool = False,
) -> None:
    """Write the new and changed rows of one kind inside a running operation."""
    from cusdesk.services.imports.applications import apply_applications
    from cusdesk.services.imports.attendance import apply_attendance
    from cusdesk.services.imports.catalogue import apply_services
    from cusdesk.services.imports.hours import apply_hours
    from cusdesk.services.imports.invoices import apply_invoices
    from cusdesk.services.imports.residents import apply_residents

    write: dict[str, Callable[[], None]] = {
        "residents": partial(apply_residents, work, rows, office.clock.today(), step),
        "applications": partial(apply_applications, office, work, rows, step),
        "services": partial(apply_services, work, rows, overwrite=overwrite),
        "attendance": partial(apply_attendance, work, rows),
        "hours": partial(apply_hours, work, rows),
        "invoices": partial(apply_invoices, office, work, rows),
    }
    write[kind]()
