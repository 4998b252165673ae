"""What an import of invoices will do, from a list or from KSeF; then this very plan is done."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from cusdesk.core.messages import tr
from cusdesk.services.imports import execute_import
from cusdesk.ui.common.dialog import CANCEL, CommandDialog
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.imports import ImportPlan, ImportResult
    from cusdesk.services.imports.model import PlannedRow
    from cusdesk.ui.common.context import ScreenContext

_TONES = {"doubtful": "warning", "rejected": "error", "unchanged": "muted"}
_ROWS = 12


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One invoice of the plan, or one remark about the whole file.

    Attributes:
        file: of KSeF, one an invoice; the sheet of a list.
        said: what is wrong or doubtful, in sentences.
    """

    id: bytes
    file: str
    row: int | None
    title: str
    gross_gr: int | None
    outcome: str
    said: str


def _outcome(line: PlanLine) -> str:
    if line.outcome.startswith("done_"):
        return tr(f"invoices.import.{line.outcome}")
    return tr(f"imports_plan.outcome.{line.outcome}") if line.outcome else ""


_ROW = ColumnSpec("row", "invoices.import.row", "number", width=6, is_summed=False)
_FILE = ColumnSpec("file", "invoices.import.file", width=26)
COLUMNS = (
    _ROW,
    ColumnSpec("title", "invoices.import.invoice", width=40),
    ColumnSpec("gross_gr", "invoices.import.gross", "money", width=13),
    ColumnSpec(
        "outcome",
        "invoices.import.outcome",
        width=12,
        getter=_outcome,
        tone=lambda line: _TONES.get(line.outcome.removeprefix("done_"), ""),
    ),
    ColumnSpec("said", "invoices.import.said", width=80),
)


def columns_of(plan: ImportPlan) -> tuple[ColumnSpec, ...]:
    """Return the columns: of files of KSeF their names, of a list the row."""
    is_ksef = any("original" in row.payload for row in plan.rows)
    title, gross, outcome, said = COLUMNS[1:]
    ksef = (_FILE, outcome, replace(said, width=52), replace(title, width=34), gross)
    return ksef if is_ksef or not plan.file_name else COLUMNS


def plan_lines(plan: ImportPlan) -> list[PlanLine]:
    """Return what a plan says, in the order of the file; the whole file last."""
    said = plan.report()["problems"]
    lines = []
    for number, row in enumerate(plan.rows):
        places = {row.row, *(problem.row for problem in row.problems)}
        mine = [p["message"] for p in said if p["sheet"] == row.sheet and p["row"] in places]
        lines.append(_line(number, row, " ".join(dict.fromkeys(mine))))
    known = {(problem.sheet, problem.row) for row in plan.rows for problem in row.problems}
    known |= {(row.sheet, row.row) for row in plan.rows}
    rest = [p for p in said if (p["sheet"], p["row"]) not in known]
    for number, problem in enumerate(rest, len(plan.rows)):
        is_unread = problem["kind"] == "ksef_file"
        lines.append(
            PlanLine(
                number.to_bytes(4, "big"), problem["sheet"] or "", problem["row"], "", None,
                "rejected" if is_unread else "", problem["message"],
            )
        )  # fmt: skip
    return lines


def _line(number: int, row: PlannedRow, said: str) -> PlanLine:
    gross = row.payload.get("gross_gr")
    key = number.to_bytes(4, "big")
    return PlanLine(key, row.sheet, row.row, row.title, gross, row.outcome, said)


class ImportDialog(CommandDialog):
    """The plan as a list, and the button that executes this very plan."""

    def __init__(self, context: ScreenContext, plan: ImportPlan, parent: QWidget) -> None:
        files = len(plan.rows) + sum(problem.kind == "ksef_file" for problem in plan.problems)
        name = plan.file_name or tr("invoices.import.files", n=files)
        title = tr("invoices.import.title", file=name)
        super().__init__(context, title, tr("invoices.import.do"), parent)
        self._plan, self._is_done = plan, False
        self._lines, columns = plan_lines(plan), columns_of(plan)
        self._is_ksef = columns is not COLUMNS
        self.body.addWidget(label(title, "title", wrap=True))
        counts = plan.counts()
        words = ", ".join(
            f"{tr(f'imports_plan.outcome.{name}')}: {count}" for name, count in counts.items()
        )
        unread = files - len(plan.rows)
        if unread:
            words += ", " + tr("invoices.import.unread", n=unread)
        self.counts = label(words, wrap=True)
        self.body.addWidget(self.counts)
        self.body.addWidget(label(tr("invoices.import.text"), "hint", wrap=True))
        source = MemorySource(lambda: self._lines, columns)
        self.panel = TablePanel(
            context,
            TableSpec(
                "invoices.ksef" if self._is_ksef else "invoices.import",
                columns,
                source.list_ids,
                source.rows_for,
                frozen=1 if self._is_ksef else 2,
                empty=EmptyState("info", tr("invoices.import.empty")),
            ),
        )
        self.panel.setMinimumHeight(current().row_height * _ROWS)
        self.body.addWidget(self.panel, 1)
        self.do.setEnabled(bool(counts["new"] or counts["doubtful"] or counts["rejected"]))
        resize_within_screen(self, current().chars(150), current().line * 32)
        self.panel.load()

    def confirm(self) -> None:
        """Execute the plan; of many files, close when what became of each was shown."""
        if self._is_done:
            self.accept()
            return
        operation = self._context.ops.write(execute_import, self._context.office, self._plan)
        self.start(operation.with_progress("invoices.import.doing"), self._on_done)

    def _on_done(self, result: ImportResult) -> None:
        waiting = result.counts["doubtful"] + result.counts["rejected"]
        words = tr("invoices.import.done", n=result.counts["new"])
        if waiting:
            words += " " + tr("invoices.import.waiting", n=waiting)
        self._context.notifier.success(words)
        if len(self._plan.rows) > 1 and self._is_ksef:
            self._show_done(words)
        else:
            self.accept()

    def _show_done(self, words: str) -> None:
        """Say beside every file what became of it; the same button closes."""
        self._is_done = True
        self.counts.setText(words)
        self._lines = [
            replace(line, outcome=f"done_{line.outcome}") if line.outcome else line
            for line in self._lines
        ]
        self.panel.load()
        cancel = self.findChild(QPushButton, CANCEL)
        if cancel is not None:
            cancel.hide()  # nothing is left to be cancelled
        self.do.setText(tr("common.button.close"))
        self.do.setEnabled(True)
