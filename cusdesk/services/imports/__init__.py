"""Bringing workbooks in: plan, execute the same plan, decide what was in doubt, take it back."""

from __future__ import annotations

from cusdesk.services.imports.issues import (
    BatchRow,
    Issue,
    dismiss,
    list_batches,
    list_issues,
    problem_json,
    take_as_new,
    take_for,
    undo_import,
)
from cusdesk.services.imports.mappings import save_map
from cusdesk.services.imports.model import KINDS, Difference, ImportPlan, Kind, PlannedRow
from cusdesk.services.imports.run import ImportChoices, ImportResult, execute_import, plan_import

__all__ = [
    "KINDS",
    "BatchRow",
    "Difference",
    "ImportChoices",
    "ImportPlan",
    "ImportResult",
    "Issue",
    "Kind",
    "PlannedRow",
    "dismiss",
    "execute_import",
    "list_batches",
    "list_issues",
    "plan_import",
    "problem_json",
    "save_map",
    "take_as_new",
    "take_for",
    "undo_import",
]
