"""Individual hours of a month: who and what is typed, the line, the entries, their sums."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QCompleter,
    QHBoxLayout,
    QLineEdit,
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
from cusdesk.ui.attendance.visits.line import VisitLine
from cusdesk.ui.attendance.visits.lines import LineReading, LineTexts, clash_words, texts_of
from cusdesk.ui.attendance.visits.sums import VisitSums
from cusdesk.ui.common.notices import Notice
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.widgets import button, card, column, label, row

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext


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


class VisitsPage(QWidget):
    """Typing the work cards of a month."""

    def __init__(self, context: ScreenContext, month: dt.date) -> None:
        super().__init__()
        self._context = context
        self._month = month
        self._rows: list[VisitRow] = []
        self._changed: VisitRow | None = None
        self._is_stale = True
        self.service = QComboBox()
        self.worker = QLineEdit()
        self.only_these = QCheckBox(tr("attendance.visits.only_these"))
        self.line = VisitLine(context, month)
        self.sums = VisitSums()
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
        inside.addLayout(self._heads())
        inside.addWidget(self.line)
        inside.addWidget(self._words)
        layout.addWidget(frame)
        below = row(gap=2)
        entries = column(gap=1)
        entries.addWidget(self.panel, 1)
        line = row(gap=1)
        line.addWidget(
            button(tr("attendance.visits.change"), self._change_current, icon_name="edit")
        )
        line.addWidget(button(tr("attendance.visits.remove"), self._remove, icon_name="delete"))
        line.addStretch()
        line.addWidget(label(tr("attendance.visits.keys"), "hint"))
        entries.addLayout(line)
        below.addLayout(entries, 3)
        below.addWidget(self.sums, 1)
        layout.addLayout(below, 1)

    def _heads(self) -> QHBoxLayout:
        line = row(gap=1)
        for key, field in (("service", self.service), ("worker", self.worker)):
            words = label(tr(f"attendance.visits.{key}"), "label")
            words.setBuddy(field)
            field.setAccessibleName(words.text())
            line.addWidget(words)
            line.addWidget(field, 2 if key == "service" else 1)
        self.worker.setPlaceholderText(tr("attendance.visits.worker_hint"))
        self.only_these.setChecked(True)
        line.addWidget(self.only_these)
        return line

    def _connect(self) -> None:
        self.line.entered.connect(self._write)
        self.line.reading_changed.connect(self._on_reading)
        self.line.given_up.connect(self._stop_changing)
        self.service.activated.connect(self._on_heads)
        self.worker.editingFinished.connect(self._on_heads)
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
        if self.service.currentData() is None:
            self.service.setFocus()
        elif not self.worker.text():
            self.worker.setFocus()
        else:
            self.line.go_to("person" if self.line.person.resident_id is None else "start")

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
        if self.service.count() != len(found.services) + 1:
            kept = self.service.currentData()
            self.service.clear()
            self.service.addItem(tr("attendance.visits.choose_service"), None)
            for service_id, name in found.services:
                self.service.addItem(name, service_id)
            self.service.setCurrentIndex(max(0, self.service.findData(kept)))
        completer = QCompleter(found.workers, self.worker)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.worker.setCompleter(completer)
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
        self._service = self.service.currentData()
        self._worker = self.worker.text().strip()
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
        draft.service_id = self.service.currentData()
        draft.worker = self.worker.text().strip()
        return draft

    def _on_reading(self, reading: LineReading) -> None:
        sentences = [*reading.problems.values(), *reading.hints]
        self._say(sentences, bool(reading.problems))
        draft = self._draft(reading)
        if draft.minutes is None or draft.date is None or reading.problems:
            return
        if draft.start_minute is not None and (draft.resident_id or draft.worker):
            exclude = self._changed.id if self._changed is not None else None
            operation = self._context.ops.read(_clashes, self._context.office, draft, exclude)
            operation.replacing(f"clashes-{id(self)}")
            operation.on_success(partial(self._on_clashes, draft, sentences)).run()

    def _on_clashes(self, draft: VisitDraft, sentences: list[str], clashes: list[VisitRow]) -> None:
        self._say([*sentences, *clash_words(clashes, draft)], blocking=False)

    def _say(self, sentences: list[str], blocking: bool) -> None:
        from cusdesk.ui.common.widgets import set_look

        lines = sentences
        if self._changed is not None:
            lines = [
                tr("attendance.visits.changing", date=format_date(self._changed.date)),
                *sentences,
            ]
        self._words.setText("\n".join(lines))
        set_look(self._words, "look", "problem" if blocking else "warning" if sentences else "hint")

    def _write(self, reading: LineReading) -> None:
        draft = self._draft(reading)
        if draft.service_id is None:
            self._say([tr("attendance.problem.visit_service_id_missing")], blocking=True)
            self.service.setFocus()
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
        if found is None:
            return
        self._changed = found
        self.service.setCurrentIndex(max(0, self.service.findData(found.service_id)))
        self.worker.setText(found.worker)
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
        if visit_id is not None:
            operation = self._context.ops.write(retire_visit, self._context.office, visit_id)
            operation.on_success(self._on_removed).run()

    def _on_removed(self, _changes: Changes) -> None:
        self._context.notifier.success(tr("attendance.visits.removed"))


class _Loaded:
    """What the page needs of a month."""

    def __init__(
        self, rows: list[VisitRow], services: list[tuple[bytes, str]], workers: list[str]
    ) -> None:
        self.rows, self.services, self.workers = rows, services, workers


def _all_of(office: object, month: dt.date) -> _Loaded:
    workers = sorted({*visit_workers(office), office.user_name})  # type: ignore[arg-type, attr-defined]
    return _Loaded(list_visits(office, month), catalogue.names(office), workers)  # type: ignore[arg-type]


def _clashes(office: object, draft: VisitDraft, exclude: bytes | None) -> list[VisitRow]:
    if draft.resident_id is None or draft.service_id is None:
        return []
    return visit_clashes(office, draft, exclude)  # type: ignore[arg-type]
