"""One plan on one screen: head, hints, and the sections of the paper under one another."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.plans import PlanStatus, chain_flags
from cusdesk.services import history, plans
from cusdesk.ui.common.attachments import AttachmentsPanel
from cusdesk.ui.common.clock_lines import ClockLines
from cusdesk.ui.common.least_rows import keep_rows
from cusdesk.ui.common.noting import note_view
from cusdesk.ui.common.permits import why_not_change
from cusdesk.ui.common.screen import scrolled
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import column, tab_widget
from cusdesk.ui.plans.agreement import PlanPermits
from cusdesk.ui.plans.course.page import CoursePage
from cusdesk.ui.plans.editor import PlanEditor
from cusdesk.ui.plans.header import PlanHeader
from cusdesk.ui.plans.hints import HintsPanel
from cusdesk.ui.plans.output import PlanOutput
from cusdesk.ui.plans.packages import Packages
from cusdesk.ui.plans.sections import PlanSections
from cusdesk.ui.plans.steps import PlanSteps
from cusdesk.ui.plans.table.view import PartsView

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.plans.known import KnownWords

PERSON = "person"
NOTE_KEY = "Ctrl+M"


class PlanPage(QWidget):
    """The plan that is open.

    Signals:
        left: the plan is gone or went to the bin.
        plan_requested: (id) show another plan: a copy that was made.
    """

    left = Signal()
    plan_requested = Signal(bytes)

    def __init__(self, context: ScreenContext, known: KnownWords) -> None:
        super().__init__()
        self._context = context
        self._wants_keyboard = False
        self.editor = PlanEditor(context, known, self)
        self.header = PlanHeader()
        self.clocks = ClockLines(context)
        self.hints = HintsPanel()
        self.hints.hide()
        form = plans.plan_form(None, context.office.clock.today())
        self.sections = PlanSections(context, self.editor, known, form)
        self.steps = PlanSteps(context, self.editor, self)
        self.packages = Packages(context, self.editor, self)
        self.output = PlanOutput(context, self)
        self.steps.flush = self.flush
        self._area = scrolled(self.sections)
        keep_rows(self._area)
        self.course = CoursePage(context)
        self.tabs = tab_widget()
        self.tabs.addTab(self._area, tr("plans.tab.plan"))
        self.tabs.addTab(self.course, tr("plans.tab.course"))
        self.tabs.addTab(self._files(context), tr("plans.tab.files", n=0))
        layout = column(self, gap=1.5)
        layout.addWidget(self.header)
        layout.addWidget(self.clocks)
        layout.addWidget(self.hints)
        layout.addWidget(self.tabs, 1)
        self._connect()
        notes = QShortcut(QKeySequence(NOTE_KEY), self)
        notes.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        notes.activated.connect(self.begin_note)

    def _files(self, context: ScreenContext) -> QWidget:
        """Return what lies beside the plan: the signed copy, opinions, letters."""
        holder = QWidget()
        self.files = AttachmentsPanel(context)
        self.files.counted.connect(self._on_files)
        inside = column(holder, margin=1)
        inside.addWidget(self.files)
        inside.addStretch()
        return scrolled(holder)

    def _on_files(self, count: int) -> None:
        self.tabs.setTabText(self.tabs.count() - 1, tr("plans.tab.files", n=count))

    def begin_note(self) -> None:
        """Go to where a note of monitoring is typed."""
        self.flush()
        self.tabs.setCurrentWidget(self.course)
        self.course.begin_note()

    def _connect(self) -> None:
        editor, header, agreement = self.editor, self.header, self.sections.agreement
        editor.opened.connect(self._on_opened)
        editor.changed.connect(self._on_changed)
        editor.refreshed.connect(self._on_changed)
        editor.gone.connect(self._on_gone)
        header.preview_requested.connect(self.show_preview)
        header.pdf_requested.connect(self._save_pdf)
        header.card_requested.connect(self._open_card)
        header.copy_requested.connect(self._copy)
        header.history_requested.connect(self.steps.show_history)
        header.retire_requested.connect(self._retire)
        header.withdraw_requested.connect(self.steps.withdraw)
        header.step_requested.connect(self._take_next_step)
        header.hints_toggled.connect(self._toggle_hints)
        agreement.agree_requested.connect(self.steps.agree)
        agreement.approve_requested.connect(self.steps.approve)
        agreement.withdraw_requested.connect(self.steps.withdraw)
        agreement.end_requested.connect(self.steps.end)
        header.update_requested.connect(self.steps.update_plan)
        header.package_requested.connect(self.packages.insert)
        header.keep_requested.connect(self.packages.save)
        agreement.update_requested.connect(self.steps.update_plan)
        agreement.drop_requested.connect(self.steps.drop_update)
        agreement.submit_requested.connect(self.steps.submit)
        agreement.recall_requested.connect(self.steps.recall)
        agreement.return_requested.connect(self.steps.give_back)
        self.sections.person_requested.connect(self._open_card)
        self.sections.talks_requested.connect(self._open_talk)
        self.hints.chosen.connect(self.go_to)
        self.output.gap_chosen.connect(self.go_to)
        for panel in self.sections.tables.values():
            panel.view.cell_reached.connect(self._keep_in_sight)

    # --- which plan

    def open(self, plan_id: bytes) -> None:
        """Show a plan."""
        self._area.verticalScrollBar().setValue(0)
        self._wants_keyboard = True
        self.tabs.setCurrentIndex(0)
        self.course.open(plan_id)
        self.editor.open(plan_id)

    def close_plan(self) -> None:
        """Keep what is being typed and let go."""
        self.flush()
        self.editor.close()
        self.course.open(None)

    def flush(self) -> None:
        """Keep what is being typed."""
        if self.editor.plan_id is not None and self.editor.view is not None:
            self.sections.flush()

    # --- showing

    def _on_opened(self) -> None:
        view = self.editor.view
        if view is not None:
            details = view.details
            resident_id = details.draft.resident_id or details.id
            note_view(self._context, "plans", details.id, resident_id)
            can_write = self._context.office.can_change("plans")
            self.files.show_record(("plans", details.id), can_write=can_write)
        self.sections.show_anew()
        self._show_around()
        self.clocks.show_record(self.editor.plan_id)
        if self._wants_keyboard:
            self._wants_keyboard = False
            self._begin()

    def _begin(self) -> None:
        """Put the keyboard where work goes on: the first date that is missing, or the needs."""
        if not self.editor.can_write:
            step = self.header.step  # what is waited for, such as the approval
            (step if step.isVisible() and step.isEnabled() else self.tabs.tabBar()).setFocus()
            return
        missing = self.editor.draft.application_date is None
        self.go_to("application_date" if missing else "needs")
        self._area.verticalScrollBar().setValue(0)

    def _on_changed(self) -> None:
        self.sections.show_again()
        self._show_around()

    def _show_around(self) -> None:
        view, editor = self.editor.view, self.editor
        if view is None:
            return
        office = self._context.office
        permits = PlanPermits(
            why_not_change(office, "plans"), why_not_change(office, "plans.approve")
        )
        self.header.show_plan(view.details, editor.draft, office.clock.today(), permits)
        self.sections.person.show_document(view.document)
        self.sections.person.go.setVisible(self._context.can_open("residents"))
        self.header.card.setVisible(self._context.can_open("residents"))
        self.sections.agreement.show_plan(view.details, editor.draft, permits)
        hints = [*editor.problems(), *chain_flags(editor.draft)] if editor.can_write else []
        self.header.show_counts(len(hints), len(view.gaps))
        self.hints.show_all(hints, view.gaps)
        if not hints and not view.gaps:
            self.hints.hide()
        self.sections.show_problems(hints)

    # --- going somewhere

    def go_to(self, key: str) -> None:
        """Put the keyboard into the field a hint or a gap names."""
        if key == PERSON:
            self._open_card()
            return
        self.tabs.setCurrentIndex(0)
        place = self.editor.place_of(key)
        part = place.part or (place.name if place.name in self.sections.tables else "")
        if part:
            panel = self.sections.tables[part]
            if place.part:
                panel.view.go_to(place)
            else:
                panel.view.add_row()
            self._bring_into_sight(panel.view, panel.view.visualRect(panel.view.currentIndex()))
            return
        form = self.sections.form_of(place.name)
        if form is not None:
            form.focus(place.name)
            self._area.ensureWidgetVisible(form.field(place.name).widget, 0, current().line * 3)

    def _keep_in_sight(self, cell: QRect) -> None:
        view = self.sender()
        if QApplication.mouseButtons() != Qt.MouseButton.NoButton:
            return  # what is pressed is in sight; moved now, a double press would hit another row
        if isinstance(view, PartsView) and view.hasFocus():
            self._bring_into_sight(view, cell)

    def _bring_into_sight(self, view: PartsView, cell: QRect) -> None:
        middle = view.viewport().mapTo(self.sections, cell.center())
        self._area.ensureVisible(middle.x(), middle.y(), 0, cell.height() + current().line * 2)

    def _toggle_hints(self) -> None:
        self.hints.setVisible(not self.hints.isVisible())

    def _open_talk(self) -> None:
        resident_id = self.editor.draft.resident_id
        if resident_id is not None:
            self._context.run_command("needs_talks", f"needs_talks.of:{resident_id.hex()}")

    def _open_card(self) -> None:
        resident_id = self.editor.draft.resident_id
        if resident_id is not None:
            self._context.open_record("residents", resident_id)

    # --- what is done with the plan

    def _take_next_step(self) -> None:
        if self.editor.stage is PlanStatus.DRAFT:
            self.steps.agree()
        elif not self.header.permits.approve:
            self.steps.approve()
        else:
            self.steps.submit()

    def show_preview(self) -> None:
        """Show the plan as pages, with everything typed in it."""
        self.flush()
        if self.editor.plan_id is not None:
            self._when_stored(self._preview)

    def _preview(self) -> None:
        if self.editor.plan_id is not None:
            self.output.show_preview(self.editor.plan_id)

    def _save_pdf(self) -> None:
        self.flush()
        self._when_stored(self._save_stored_pdf)

    def _save_stored_pdf(self) -> None:
        if self.editor.plan_id is not None:
            self.output.save_pdf(self.editor.plan_id)

    def _when_stored(self, then: Callable[[], None]) -> None:
        if self._context.ops.is_idle:
            then()
        else:
            self._context.ops.call_when_idle(then)

    def _copy(self) -> None:
        self.flush()
        operation = self._context.ops.write(
            plans.copy_plan, self._context.office, self.editor.plan_id
        )
        operation.on_success(self._on_copied).run()

    def _on_copied(self, saved: plans.SavedPlan) -> None:
        self._context.notifier.success(tr("plans.copy.done"))
        self.plan_requested.emit(saved.id)

    def _retire(self) -> None:
        self.flush()
        plan_id = self.editor.plan_id
        operation = self._context.ops.write(plans.retire_plan, self._context.office, plan_id)
        operation.by(self.editor).on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        self.editor.close()
        text = tr("plans.retire.done", number=self.editor.draft.number)
        self._context.notifier.success(text, tr("common.button.undo"), self._undo)
        self.left.emit()

    def _undo(self) -> None:
        self._context.ops.write(history.undo, self._context.office).run()

    def _on_gone(self) -> None:
        self._context.notifier.warning(tr("plans.gone"))
        self.left.emit()
