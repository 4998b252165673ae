"""What the wizard asks of the services, each call on the database thread."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.services import imports
from cusdesk.services.catalogue import service_finder

if TYPE_CHECKING:
    from cusdesk.core.cancel import CancelToken, Progress
    from cusdesk.services.imports import ImportPlan, ImportResult, Kind, SourceFile
    from cusdesk.services.office import Office


def preview(
    office: Office, kind: Kind, source: SourceFile, choices: imports.ImportChoices
) -> tuple[ImportPlan, list[tuple[bytes, str]]]:
    """Return the plan of the first rows, and every service by name."""
    plan = imports.preview(office, kind, source, choices)
    names = {i: name for i, name, _called in service_finder(office).entries()}
    return plan, sorted(names.items(), key=lambda entry: entry[1])


def execute(
    office: Office,
    plan: ImportPlan,
    corrected: frozenset[str],
    *,
    progress: Progress,
    cancel: CancelToken,
) -> ImportResult:
    """Write a plan and remember what the person corrected for the next file of the same source."""
    result = imports.execute_import(office, plan, progress=progress, cancel=cancel)
    for columns in plan.maps:
        if columns.signature in corrected:
            imports.save_map(office, plan.kind, columns)
    imports.save_tables(office, plan.kind, [t for t in plan.tables if t.key in corrected])
    return result
