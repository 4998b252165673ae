"""Individual hours of a month: who and what is typed, the line, the entries, their sums."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QCheckBox, QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.attendance import VisitRow, day_limits, retire_visit
from cusdesk.ui.attendance.visits.limits import limits_dialog
from cusdesk.ui.attendance.visits.paper import show_work_card
from cusdesk.ui.attendance.visits.rows import COLUMNS, all_of, show_visit_history
from cusdesk.ui.attendance.visits.sheets_dialog import SheetsDialog
from cusdesk.ui.attendance.visits.sums import VisitSums
from cusdesk.ui.attendance.visits.typing import VisitTyping
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.noting import note_view
from cusdesk.ui.common.table import EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, row

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance import DayLimits
    from cusdesk.ui.attendance.visits.lines import LineTexts
    from cusdesk.ui.attendance.visits.rows import Loaded
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace


_BOTH_CHARS = 130


@dataclass(frozen=True)
class VisitsPlace:
    """What is chosen and typed: service, worker, line, the earlier entry being changed, list."""

    service_id: bytes | None
    worker: str
    texts: LineTexts
    changed: VisitRow | None
    listed: ListPlace


class VisitsPage(QWidget):
    """Typing the work cards of a month."""

    def __init__(self, context: ScreenContext, month: dt.date) -> None:
        super().__init__()
        self._context = context
        self._month = month
        self._rows: list[VisitRow] = []
        self._is_stale = True
        self.typing = VisitTyping(context, month)
        self.heads, self.line = self.typing.heads, self.typing.line
        self.only_these = QCheckBox(tr("attendance.visits.only_these"))
        self.sums = VisitSums()
        source = MemorySource(self._shown, COLUMNS)
        self.panel = TablePanel(
            context,
            TableSpec(
                "attendance.visits",
                COLUMNS,
                source.list_ids,
                source.rows_for,
                frozen=2,
                empty=EmptyState(
                    "hours",
                    tr("attendance.visits.empty"),
                    tr("attendance.visits.empty_hint"),
                    (tr("attendance.visits.begin"), self.start_typing),
                ),
            ),
        )
        self._build()
        self._connect()

    # --- building

    def _build(self) -> None:
        layout = column(self, margin=1, gap=1.5)
        self.panel.view.setMinimumHeight(current().row_height * 3)
        layout.addWidget(self.typing)
        below = row(gap=2)
        below.addWidget(self.panel, 3)
        below.addWidget(self.sums, 1)
        layout.addLayout(below, 1)
        change = button(tr("attendance.visits.change"), self._change_current, icon_name="edit")
        remove = button(tr("attendance.visits.remove"), self._remove, icon_name="delete")
        paper = button(tr("attendance.card.open"), self.show_paper, icon_name="print")
        more = button(tr("attendance.visits.more"), icon_name="more")
        more.setMenu(self._more_menu(more))
        self.only_these.setChecked(True)
        self.only_sums = QCheckBox(tr("attendance.visits.only_sums"))
        self.only_sums.toggled.connect(self._fit)
        layout.addWidget(flow(change, remove, paper, more, self.only_these, self.only_sums))
        self._may_write = not keep_from_writing(
            self._context, "attendance", self.line, change, remove
        )

    def _more_menu(self, parent: QWidget) -> QMenu:
        """Return what is wanted seldom: history, sheets of providers, limits."""
        menu = QMenu(parent)
        menu.addAction(tr("record.history.button")).triggered.connect(self._show_history)
        if self._context.office.can_change("attendance"):
            menu.addAction(tr("attendance.sheet.open")).triggered.connect(self.show_sheets)
            menu.addAction(tr("attendance.limits.open")).triggered.connect(self._ask_limits)
        return menu

    def _fit(self) -> None:
        """Show entries and sums side by side, or one of them where there is no room for both."""
        is_narrow = self.width() < current().chars(_BOTH_CHARS)
        only_sums = is_narrow and self.only_sums.isChecked()
        self.only_sums.setVisible(is_narrow)
        self.sums.setVisible(only_sums or not is_narrow)
        self.panel.setVisible(not only_sums)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit entries and sums to the new room."""
        super().resizeEvent(event)
        self._fit()

    def _connect(self) -> None:
        self.typing.given_up.connect(self.panel.view.setFocus)
        self.heads.changed.connect(self._on_heads)
        self.only_these.clicked.connect(self._show_rows)
        self.panel.record_opened.connect(self.change)
        delete = QShortcut(QKeySequence(Qt.Key.Key_Delete), self.panel.view)
        delete.setContext(Qt.ShortcutContext.WidgetShortcut)
        delete.activated.connect(self._remove)
        self._context.bus.changed.connect(self._on_changes)

    # --- showing

    def show_month(self, month: dt.date) -> None:
        """Show another month."""
        self._month = self.line.month = month
        if not self.line.is_begun:
            self.line.clear()
        self._is_stale = True
        self._refresh()

    def start_typing(self) -> None:
        """Put the keyboard where the next thing is to be typed."""
        if self.heads.service_id is None:
            self.heads.service.setFocus()
        elif not self.heads.worker_name:
            self.heads.worker.setFocus()
        else:
            self.line.go_to("person" if self.line.person.resident_id is None else "start")

    def place(self) -> VisitsPlace:
        """Return what is chosen and typed, and where the list is."""
        chosen = (self.heads.service_id, self.heads.worker_name)
        return VisitsPlace(*chosen, self.line.texts(), self.typing.changed, self.panel.place())

    def return_to(self, place: VisitsPlace) -> None:
        """Put choice, line and list back."""
        self.heads.expect(place.service_id, place.worker)
        self.typing.put_back(place.texts, place.changed)
        self.panel.return_to(place.listed)

    def flush(self) -> None:
        """A line that was begun stays in its fields; nothing half-typed is written."""

    def _refresh(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            office = self._context.office
            self._context.ops.read(all_of, office, self._month).replacing(
                f"visits-{id(self)}"
            ).on_success(self._on_loaded).run()

    def _on_loaded(self, found: Loaded) -> None:
        self._rows = found.rows
        self.heads.offer(found.services, found.workers)
        self._show_rows()

    def _shown(self) -> list[VisitRow]:
        service, worker = self._filter
        return [
            visit
            for visit in self._rows
            if service in {None, visit.service_id} and worker in {"", visit.worker}
        ]

    @property
    def _filter(self) -> tuple[bytes | None, str]:
        if not self._only:
            return None, ""
        return self._service, self._worker

    _only = True
    _service: bytes | None = None
    _worker = ""

    def _show_rows(self) -> None:
        # read on the main thread: the list itself is filtered on the database's
        self._only = self.only_these.isChecked()
        self._service = self.heads.service_id
        self._worker = self.heads.worker_name
        self.panel.load()
        self.sums.show_rows(self._shown())

    def _on_heads(self) -> None:
        self._show_rows()
        self.line.tell()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches("attendance", "residents", "catalogue"):
            self._is_stale = True
            self._refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Ask only when somebody looks."""
        super().showEvent(event)
        self._refresh()

    # --- earlier entries

    def change(self, visit_id: bytes) -> None:
        """Take an entry back into the line."""
        found = next((visit for visit in self._rows if visit.id == visit_id), None)
        if found is None or not self._may_write:
            return
        note_view(self._context, "attendance", found.id, found.resident_id)
        self.typing.take(found)

    def _change_current(self) -> None:
        visit_id = self.panel.view.current_id()
        if visit_id is not None:
            self.change(visit_id)

    def _remove(self) -> None:
        visit_id = self.panel.view.current_id()
        if visit_id is not None and self._may_write:
            operation = self._context.ops.write(retire_visit, self._context.office, visit_id)
            operation.on_success(self._on_removed).run()

    def _on_removed(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("attendance.visits.removed"))

    def _show_history(self) -> None:
        show_visit_history(self._context, self._rows, self.panel.view.current_id(), self)

    def show_paper(self) -> None:
        """Show the work card of the entries in the list as pages."""
        service, worker = self._filter
        show_work_card(self._context, self._month, service, worker, self)

    def show_sheets(self) -> None:
        """Show the sheets of hours of providers, and make one for this month."""
        SheetsDialog(self._context, self._month, self).open()

    # --- limits of a day

    def _ask_limits(self) -> None:
        operation = self._context.ops.read(day_limits, self._context.office)
        operation.on_success(self._on_limits).run()

    def _on_limits(self, limits: DayLimits) -> None:
        limits_dialog(self._context, limits, self).open()
