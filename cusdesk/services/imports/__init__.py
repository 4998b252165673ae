"""Bringing workbooks in: plan, execute the same plan, decide what was in doubt, take it back."""

from __future__ import annotations

from cusdesk.services.imports.batches import BatchRow, list_batches, save_rejects, undo_import
from cusdesk.services.imports.comparison import (
    Candidate,
    CompareRow,
    candidates_of,
    compare,
    difference_texts,
)
from cusdesk.services.imports.decide import Answer, dismiss, dismiss_all, take_as_new, take_for
from cusdesk.services.imports.editing import RowDraft, check_row, draft_key, row_draft
from cusdesk.services.imports.forgetting import (
    DRAFT_KIND,
    Forgotten,
    forget_person,
    purge_settled,
    traces_of,
)
from cusdesk.services.imports.invoices.ksef import ksef_files, plan_ksef
from cusdesk.services.imports.issues import Issue, list_issues, problem_json
from cusdesk.services.imports.mappings import save_map, save_tables
from cusdesk.services.imports.model import (
    KINDS,
    OUTCOMES,
    Difference,
    ImportPlan,
    Kind,
    PlannedRow,
    problem_text,
    reason_text,
)
from cusdesk.services.imports.planning import ImportChoices, plan_workbook
from cusdesk.services.imports.run import (
    ImportResult,
    execute_import,
    plan_import,
    plan_source,
    preview,
)
from cusdesk.services.imports.source import (
    SourceFile,
    guess_kind,
    meanings,
    open_source,
    table_meanings,
)
from cusdesk.services.imports.traces import PersonTraces

__all__ = [
    "DRAFT_KIND",
    "KINDS",
    "OUTCOMES",
    "Answer",
    "BatchRow",
    "Candidate",
    "CompareRow",
    "Difference",
    "Forgotten",
    "ImportChoices",
    "ImportPlan",
    "ImportResult",
    "Issue",
    "Kind",
    "PersonTraces",
    "PlannedRow",
    "RowDraft",
    "SourceFile",
    "candidates_of",
    "check_row",
    "compare",
    "difference_texts",
    "dismiss",
    "dismiss_all",
    "draft_key",
    "execute_import",
    "forget_person",
    "guess_kind",
    "ksef_files",
    "list_batches",
    "list_issues",
    "meanings",
    "open_source",
    "plan_import",
    "plan_ksef",
    "plan_source",
    "plan_workbook",
    "preview",
    "problem_json",
    "problem_text",
    "purge_settled",
    "reason_text",
    "row_draft",
    "save_map",
    "save_rejects",
    "save_tables",
    "table_meanings",
    "take_as_new",
    "take_for",
    "traces_of",
    "undo_import",
]
