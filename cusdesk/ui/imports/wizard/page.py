"""The frame of the wizard: four steps, one at a time, all work in the background."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import imports
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.stacks import Pages
from cusdesk.ui.common.widgets import button, column, label, row, set_look
from cusdesk.ui.imports.special import special_question
from cusdesk.ui.imports.undo import UndoImport
from cusdesk.ui.imports.wizard import calls
from cusdesk.ui.imports.wizard.columns_step import ColumnsStep
from cusdesk.ui.imports.wizard.file_step import FileStep
from cusdesk.ui.imports.wizard.plan_step import PlanStep
from cusdesk.ui.imports.wizard.result_step import ResultStep
from cusdesk.ui.imports.wizard.state import WizardPlace, WizardState

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.importing.layout import Fixes
    from cusdesk.services.imports import ImportPlan, ImportResult, Kind, SourceFile
    from cusdesk.ui.common.context import ScreenContext

FILE, COLUMNS, PLAN, RESULT = range(4)
_NAMES = ("file", "columns", "plan", "result")


class WizardPage(QWidget):
    """From a file to the result.

    Signals:
        left: the person is done or gave up.
        queue_wanted: (batch id) decide the doubtful rows of this import.
    """

    left = Signal()
    queue_wanted = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.state = WizardState()
        self.question: QMessageBox | None = None
        self.undo = UndoImport(context, self)
        self.undo.undone.connect(self._on_undone)
        layout = column(self, gap=2)
        head = row(gap=2)
        self._heads = [label(f"{n}. {tr(f'imports_ui.step.{name}')}", "hint")
                       for n, name in enumerate(_NAMES, 1)]  # fmt: skip
        for text in self._heads:
            head.addWidget(text)
        head.addStretch()
        layout.addLayout(head)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        layout.addWidget(self.problem)
        self.steps = Pages()
        self.file = FileStep()
        self.columns = ColumnsStep(context.office.clock.today().year)
        self.plan, self.result = PlanStep(context), ResultStep()
        for step in (self.file, self.columns, self.plan, self.result):
            self.steps.addWidget(scrolled(step, gap=0))
        layout.addWidget(self.steps, 1)
        foot = row(gap=1)
        self.cancel = button(tr("common.button.cancel"), self.left.emit)
        self.back = button(tr("imports_ui.button.back"), self.go_back, icon_name="back")
        self.forward = button("", self.go_on, look="main")
        foot.addWidget(self.cancel)
        foot.addStretch()
        foot.addWidget(self.back)
        foot.addWidget(self.forward)
        layout.addLayout(foot)
        self._resumes: WizardPlace | None = None
        self._connect()
        self.start([])

    def _connect(self) -> None:
        self.file.files_chosen.connect(self.start)
        self.file.kind_chosen.connect(self._on_kind)
        self.columns.meaning_chosen.connect(self._on_meaning)
        self.columns.tables_corrected.connect(self._on_tables)
        self.columns.service_chosen.connect(self._on_service)
        self.result.undo_wanted.connect(self._undo)
        self.result.rejects_wanted.connect(self._save_rejects)
        self.result.queue_wanted.connect(self._to_queue)

    # --- files

    def start(self, files: list[Path], kind: Kind | None = None) -> None:
        """Begin with files, or at the choice of files."""
        self.state = WizardState(files=list(files), kind=kind or "residents")
        self._resumes = None
        self._open_file()

    def place(self) -> WizardPlace | None:
        """Return where the wizard stands; None when nothing is left to do in it."""
        state, step = self.state, self.steps.currentIndex()
        if not state.files or (step == RESULT and not state.has_more):
            return None
        files = tuple(state.files)
        if step == RESULT:
            return WizardPlace(files, state.at + 1, state.kind, {}, {}, None, FILE)
        return WizardPlace(
            files, state.at, state.kind, state.maps, state.tables, state.service_id, step
        )

    def return_to(self, place: WizardPlace) -> None:
        """Read the file again and go to the step another wizard was at.

        The plan is made anew: the office may have changed meanwhile.
        """
        self.state = WizardState(files=list(place.files), at=place.at, kind=place.kind)
        self._resumes = place
        self._open_file()

    def _open_file(self) -> None:
        self.state.begin_file()
        self._show(FILE)
        self.file.show_state(self.state)
        if self.state.files:
            path = self.state.files[self.state.at]
            operation = self._context.ops.files(imports.open_source, path)
            operation.with_waiting("imports_ui.working.read").cancellable().replacing(
                "imports.open"
            )
            operation.on_success(self._on_source).on_error(self._refused).run()

    def _on_source(self, source: SourceFile) -> None:
        self.state.source = source
        self.state.kind = source.guess or self.state.kind
        if self._resumes is not None:
            self.state.take_over(self._resumes)
        self.file.show_state(self.state)
        self._show(FILE)
        self.forward.setFocus()  # Enter goes on; most files are what they seem to be
        if self._resumes is not None and self._resumes.step >= COLUMNS:
            self._ask_preview()

    def _on_kind(self, kind: Kind) -> None:
        self.state.kind, self.state.maps, self.state.tables = kind, {}, {}
        self.file.show_state(self.state)

    # --- going on and back

    def go_on(self) -> None:
        """Do the main button of the step."""
        at = self.steps.currentIndex()
        if at == FILE:
            self._ask_preview()
        elif at == COLUMNS:
            self._ask_plan()
        elif at == PLAN:
            self._ask_special()
        elif self.state.has_more:
            self.state = replace(self.state, at=self.state.at + 1)
            self._open_file()
        else:
            self.left.emit()

    def go_back(self) -> None:
        """Show the step before."""
        self._show(max(self.steps.currentIndex() - 1, FILE))

    def _show(self, step: int) -> None:
        self.problem.hide()
        self.steps.setCurrentIndex(step)
        for number, head in enumerate(self._heads):
            set_look(head, "look", "label" if number == step else "hint")
        more = step == RESULT and self.state.has_more
        self.cancel.setVisible(step != RESULT or more)
        self.cancel.setText(tr("imports_ui.button.stop" if more else "common.button.cancel"))
        self.back.setVisible(step in {COLUMNS, PLAN})
        key = ("columns", "plan", "execute", "next" if more else "done")[step]
        self.forward.setText(tr(f"imports_ui.button.{key}"))
        self._enable(step)

    def _enable(self, step: int) -> None:
        ready = {
            FILE: self.state.source is not None,
            PLAN: self.state.plan is not None and self._context.office.can_change("imports"),
        }
        self.forward.setEnabled(ready.get(step, True))

    def _refused(self, error: CusdeskError) -> None:
        """Say in the step itself what is wrong; everything stays as it was."""
        self.problem.setText(describe(error))
        self.problem.show()

    # --- columns

    def _ask_preview(self) -> None:
        if self.state.source is None:
            return
        operation = self._context.ops.read(
            calls.preview,
            self._context.office,
            self.state.kind,
            self.state.source,
            self.state.choices(),
        )
        operation.with_waiting("imports_ui.working.preview").replacing("imports.preview")
        operation.on_success(self._on_preview).on_error(self._refused).run()

    def _on_preview(self, found: tuple[ImportPlan, list[tuple[bytes, str]]]) -> None:
        plan, services = found
        if not plan.rows and not plan.tables:
            self.problem.setText(tr("imports_ui.file.nothing", file=plan.file_name,
                                    kind=tr(f"imports_ui.kind.{plan.kind}")))  # fmt: skip
            self.problem.show()
            return
        self.columns.set_services(services)
        self.columns.show_preview(self.state, plan)
        self._show(COLUMNS)
        place, self._resumes = self._resumes, None
        if place is not None and place.step == PLAN:
            self._ask_plan()

    def _on_meaning(self, signature: str, number: int, meaning: str) -> None:
        if signature:
            self.state.maps.setdefault(signature, {})[number] = meaning
        self._ask_preview()

    def _on_tables(self, fixes: Fixes) -> None:
        self.state.tables = fixes
        self._ask_preview()

    def _on_service(self, service_id: bytes | None) -> None:
        self.state.service_id = service_id
        self._ask_preview()

    # --- plan and execution

    def _ask_plan(self) -> None:
        if self.state.source is None:
            return
        operation = self._context.ops.read(
            imports.plan_source,
            self._context.office,
            self.state.kind,
            self.state.source,
            self.state.choices(),
        )
        operation.with_progress("imports_ui.working.plan").cancellable()
        operation.on_success(self._on_plan).on_error(self._refused).run()

    def _on_plan(self, plan: ImportPlan) -> None:
        self.state.plan = plan
        self.plan.show_plan(plan)
        self._show(PLAN)

    def _ask_special(self) -> None:
        """Ask before an import that switches fields of special categories on."""
        plan = self.state.plan
        if plan is None or not plan.special_fields:
            self._execute()
            return
        self.question = special_question(self, plan.special_fields, self._execute)
        self.question.open()

    def _execute(self) -> None:
        if self.state.plan is None:
            return
        self.forward.setEnabled(False)
        operation = self._context.ops.write(
            calls.execute,
            self._context.office,
            self.state.plan,
            frozenset({*self.state.maps, *self.state.tables}),
        )
        operation.with_progress("imports_ui.working.execute").cancellable()
        operation.on_success(self._on_executed).on_error(self._refused)
        operation.on_finish(self._on_finish).run()

    def _on_finish(self) -> None:
        self._enable(self.steps.currentIndex())
        self.forward.setFocus()  # the keyboard went away with the disabled button

    def _on_executed(self, result: ImportResult) -> None:
        self.state.result = result
        self.result.show_result(self.state)
        self._show(RESULT)

    # --- after it

    def _undo(self) -> None:
        if self.state.result is not None:
            self.undo.ask(self.state.result.batch_id)

    def _on_undone(self, _batch_id: bytes) -> None:
        self.result.show_undone()

    def _to_queue(self) -> None:
        if self.state.result is not None:
            self.queue_wanted.emit(self.state.result.batch_id)

    def _save_rejects(self) -> None:
        if self.state.result is None or self.state.plan is None:
            return
        name = tr("imports_ui.rejects_name", file=Path(self.state.plan.file_name).stem)
        chosen, _ = QFileDialog.getSaveFileName(
            self.window(),
            tr("imports_ui.result.rejects"),
            str(documents_dir() / f"{name}.xlsx"),
            tr("listing.filter.xlsx"),
        )
        if chosen:
            self.write_rejects(self.state.result.batch_id, Path(chosen).with_suffix(".xlsx"))

    def write_rejects(self, batch_id: bytes, path: Path) -> None:
        """Write the rows that were not taken into a workbook."""
        operation = self._context.ops.read(
            imports.save_rejects, self._context.office, batch_id, path, with_doubtful=True
        )
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, count: int) -> None:
        self._context.notifier.success(tr("imports_ui.rejects_saved", n=count, place=str(path)))
