"""Individual hours of a month: who and what is typed, the line, the entries, their sums."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QSizePolicy,
    QWidget,
)

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.times_of_day import format_time
from cusdesk.services import catalogue
from cusdesk.services.attendance import (
    VisitDraft,
    VisitRow,
    add_visits,
    change_visit,
    list_visits,
    retire_visit,
    visit_clashes,
    visit_workers,
)
from cusdesk.ui.attendance.visits.heads import VisitHeads
from cusdesk.ui.attendance.visits.line import VisitLine
from cusdesk.ui.attendance.visits.lines import LineReading, LineTexts, clash_words, texts_of
from cusdesk.ui.attendance.visits.sums import VisitSums
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.notices import Notice
from cusdesk.ui.common.noting import note_view
from cusdesk.ui.common.pool_line import PoolLine
from cusdesk.ui.common.record.history import show_history
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import (
    button,
    card,
    column,
    keep_from_writing,
    label,
    row,
    set_look,
)

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table import ListPlace


_BOTH_CHARS = 130


def _start(visit: VisitRow) -> str:
    return format_time(visit.start_minute)


def _end(visit: VisitRow) -> str:
    return format_time(visit.end_minute)


COLUMNS = (
    ColumnSpec("date", "fields.visits.date", "date", width=12),
    ColumnSpec("resident_name", "fields.visits.resident_id", width=26),
    ColumnSpec("start", "attendance.visits.field.start", width=8, getter=_start),
    ColumnSpec("end", "attendance.visits.field.end", width=8, getter=_end),
    ColumnSpec("minutes", "fields.visits.minutes", "minutes", width=8),
    ColumnSpec("activities", "fields.visits.activities", width=26),
    ColumnSpec("service_name", "fields.visits.service_id", width=24),
    ColumnSpec("worker", "fields.visits.worker", width=18),
)


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
        self._changed: VisitRow | None = None
        self._is_stale = True
        self.heads = VisitHeads()
        self.only_these = QCheckBox(tr("attendance.visits.only_these"))
        self.line = VisitLine(context, month)
        self.sums = VisitSums()
        self.pools = PoolLine(context)
        self._words = label("", "problem", wrap=True)
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
        frame, inside = card()
        inside.addWidget(self.heads)
        inside.addWidget(self.line)
        inside.addWidget(self._words)
        inside.addWidget(self.pools)
        frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.panel.setMinimumHeight(current().row_height * 3)
        layout.addWidget(frame)
        below = row(gap=2)
        below.addWidget(self.panel, 3)
        below.addWidget(self.sums, 1)
        layout.addLayout(below, 1)
        change = button(tr("attendance.visits.change"), self._change_current, icon_name="edit")
        remove = button(tr("attendance.visits.remove"), self._remove, icon_name="delete")
        told = button(tr("record.history.button"), look="quiet", icon_name="history")
        told.clicked.connect(
            lambda: _show_history(self._context, self._rows, self.panel.view.current_id(), self)
        )
        self.only_these.setChecked(True)
        self.only_sums = QCheckBox(tr("attendance.visits.only_sums"))
        self.only_sums.toggled.connect(self._fit)
        layout.addWidget(flow(change, remove, told, self.only_these, self.only_sums))
        self._may_write = not keep_from_writing(
            self._context, "attendance", self.line, change, remove
        )

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
        self.line.entered.connect(self._write)
        self.line.reading_changed.connect(self._on_reading)
        self.line.given_up.connect(self._stop_changing)
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
        return VisitsPlace(*chosen, self.line.texts(), self._changed, self.panel.place())

    def return_to(self, place: VisitsPlace) -> None:
        """Put choice, line and list back."""
        self.heads.expect(place.service_id, place.worker)
        self._changed = place.changed
        self.line.show_texts(place.texts)
        if place.changed is not None:
            self.line.enter_button.setText(tr("attendance.visits.write"))
        self.panel.return_to(place.listed)

    def flush(self) -> None:
        """A line that was begun stays in its fields; nothing half-typed is written."""

    def _refresh(self) -> None:
        if self._is_stale and self.isVisible():
            self._is_stale = False
            office = self._context.office
            self._context.ops.read(_all_of, office, self._month).replacing(
                f"visits-{id(self)}"
            ).on_success(self._on_loaded).run()

    def _on_loaded(self, found: _Loaded) -> None:
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

    # --- the line

    def _draft(self, reading: LineReading) -> VisitDraft:
        draft = reading.draft
        draft.service_id = self.heads.service_id
        draft.worker = self.heads.worker_name
        return draft

    def _on_reading(self, reading: LineReading) -> None:
        sentences = [*reading.problems.values(), *reading.hints]
        self._say(sentences, bool(reading.problems))
        draft = self._draft(reading)
        self.pools.ask(draft.service_id, draft.resident_id, draft.date)
        if draft.minutes is None or draft.date is None or reading.problems:
            return
        if draft.start_minute is not None and (draft.resident_id or draft.worker):
            exclude = self._changed.id if self._changed is not None else None
            operation = self._context.ops.read(visit_clashes, self._context.office, draft, exclude)
            operation.replacing(f"clashes-{id(self)}")
            operation.on_success(partial(self._on_clashes, draft, sentences)).run()

    def _on_clashes(self, draft: VisitDraft, sentences: list[str], clashes: list[VisitRow]) -> None:
        self._say([*sentences, *clash_words(clashes, draft)], blocking=False)

    def _say(self, sentences: list[str], blocking: bool) -> None:
        lines = sentences
        if self._changed is not None:
            lines = [
                tr("attendance.visits.changing", date=format_date(self._changed.date)),
                *sentences,
            ]
        self._words.setText("\n".join(lines) or tr("attendance.visits.keys"))
        set_look(self._words, "look", "problem" if blocking else "warning" if sentences else "hint")

    def _write(self, reading: LineReading) -> None:
        draft = self._draft(reading)
        if draft.service_id is None:
            self._say([tr("attendance.problem.visit_service_id_missing")], blocking=True)
            self.heads.service.setFocus()
            return
        kept = self.line.texts()
        office, changed = self._context.office, self._changed
        if changed is None:
            operation = self._context.ops.write(add_visits, office, [draft])
        else:
            operation = self._context.ops.write(
                change_visit, office, changed.id, draft, changed.version
            )
        self._changed = None
        self.line.enter_button.setText(tr("attendance.visits.add"))
        self.line.next_line(reading)
        operation.on_error(partial(self._on_refused, kept, changed)).run()

    def _on_refused(self, kept: LineTexts, changed: VisitRow | None, error: CusdeskError) -> None:
        words = tr("attendance.visits.not_written", date=kept.date, name=kept.resident_name)
        self._context.notifier.post(
            Notice(
                "error",
                f"{words} {describe(error)}",
                tr("attendance.visits.back_to_line"),
                partial(self._put_back, kept, changed),
            )
        )

    def _put_back(self, kept: LineTexts, changed: VisitRow | None) -> None:
        self._changed = changed
        self.line.show_texts(kept)
        self.line.go_to("date")

    # --- earlier entries

    def change(self, visit_id: bytes) -> None:
        """Take an entry back into the line."""
        found = next((visit for visit in self._rows if visit.id == visit_id), None)
        if found is None or not self._may_write:
            return
        self._changed = found
        note_view(self._context, "attendance", found.id, found.resident_id)
        self.heads.choose(found.service_id, found.worker)
        self.line.enter_button.setText(tr("attendance.visits.write"))
        self.line.show_texts(texts_of(found))
        self.line.go_to("start")

    def _change_current(self) -> None:
        visit_id = self.panel.view.current_id()
        if visit_id is not None:
            self.change(visit_id)

    def _stop_changing(self) -> None:
        if self._changed is not None:
            self._changed = None
            self.line.enter_button.setText(tr("attendance.visits.add"))
            self.line.clear()
        self.panel.view.setFocus()

    def _remove(self) -> None:
        visit_id = self.panel.view.current_id()
        if visit_id is not None and self._may_write:
            operation = self._context.ops.write(retire_visit, self._context.office, visit_id)
            operation.on_success(self._on_removed).run()

    def _on_removed(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("attendance.visits.removed"))


@dataclass(frozen=True, slots=True)
class _Loaded:
    """What the page needs of a month."""

    rows: list[VisitRow]
    services: list[tuple[bytes, str]]
    workers: list[str]


def _show_history(
    context: ScreenContext, rows: Iterable[VisitRow], visit_id: bytes | None, parent: QWidget
) -> None:
    visit = next((row for row in rows if row.id == visit_id), None)
    if visit is not None:
        name = f"{visit.resident_name}, {visit.date:%d.%m.%Y}"
        show_history(context, ("attendance", visit.id), name, parent)


def _all_of(office: Office, month: dt.date) -> _Loaded:
    workers = sorted({*visit_workers(office), office.user_name})
    return _Loaded(list_visits(office, month), catalogue.names(office), workers)
