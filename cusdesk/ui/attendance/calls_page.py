"""Whom to call because they stay away, and the calls that were made."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.services.attendance.absences import (
    AbsenceRow,
    CallDraft,
    CallRow,
    list_absences,
    list_calls,
    write_call,
)
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.permits import needs_something, permit
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label, row

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_DUE = (("name", 26), ("phone", 18), ("group", 22), ("days", 40), ("reasons", 30))
_MADE = (("called_on", 14), ("name", 26), ("group", 22), ("author", 20), ("note", 60))
_PLACE = int(Qt.ItemDataRole.UserRole)
_SPEC = FormSpec(
    [Section("", [FieldSpec("note", "fields.absence_calls.note", "multiline", required=True)])]
)


class CallsPage(QWidget):
    """People with absences in a row above, calls below."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: list[AbsenceRow] = []
        self._wanted: bytes | None = None
        layout = column(self, margin=1, gap=1.5)
        layout.addWidget(label(tr("attendance.calls.intro"), "hint", wrap=True))
        frame, inside = card(margin=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self.due = _tree("attendance.calls.title", _DUE)
        self.due.itemActivated.connect(self.write_call)
        self._none = EmptyState(
            "check", tr("attendance.calls.empty"), tr("attendance.calls.empty_hint")
        )
        self._stack.addWidget(self.due)
        self._stack.addWidget(self._none)
        layout.addWidget(frame, 2)
        line = row(gap=1)
        self.write = button(
            tr("attendance.calls.write"), self.write_call, look="main", icon_name="phone"
        )
        line.addWidget(self.write)
        self.card = button(tr("attendance.members.open"), self._open_card, icon_name="person")
        line.addWidget(self.card)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(label(tr("attendance.calls.made"), "heading"))
        self.made = _tree("attendance.calls.made", _MADE)
        layout.addWidget(self.made, 1)
        context.bus.changed.connect(self._on_changes)

    def showEvent(self, event: QShowEvent) -> None:
        """Read only when somebody looks."""
        super().showEvent(event)
        self._read()

    def show_person(self, resident_id: bytes) -> None:
        """Choose somebody in the list."""
        self._wanted = resident_id
        self._read()

    def _read(self) -> None:
        operation = self._context.ops.read(_both, self._context.office)
        operation.replacing(f"calls-{id(self)}").on_success(self._fill).run()

    def _fill(self, found: tuple[list[AbsenceRow], list[CallRow]]) -> None:
        self._rows, made = found
        self.due.clear()
        for number, one in enumerate(self._rows):
            days = ", ".join(format_date(day) for day in one.days[:3])
            words = tr("attendance.calls.days", n=len(one.days), days=days)
            phones = ", ".join(one.phones) or tr("attendance.calls.no_phone")
            texts = [one.name, phones, one.group_name, words, ", ".join(one.reasons)]
            QTreeWidgetItem(self.due, texts).setData(0, _PLACE, number)
        self.made.clear()
        for call in made:
            texts = [
                format_date(call.called_on),
                call.name,
                call.group_name,
                call.author,
                call.note,
            ]
            QTreeWidgetItem(self.made, texts)
        people = [one.resident_id for one in self._rows]
        chosen = people.index(self._wanted) if self._wanted in people else 0
        item = self.due.topLevelItem(chosen)
        if item is not None:
            self.due.setCurrentItem(item)
        self._stack.setCurrentWidget(self.due if self._rows else self._none)
        self.setFocusProxy(self.due if self._rows else self.card)  # never what is hidden
        permit(self.write, needs_something(self._rows))
        permit(self.card, needs_something(self._rows))
        keep_from_writing(self._context, "attendance", self.write)

    @property
    def current(self) -> AbsenceRow | None:
        """Who is chosen."""
        item = self.due.currentItem()
        place = item.data(0, _PLACE) if self._rows and item is not None else None
        return None if place is None else self._rows[place]

    def write_call(self) -> None:
        """Note what was learned, which settles the absences so far."""
        chosen = self.current
        if chosen is None or not self._context.office.can_change("attendance"):
            return
        phones = ", ".join(chosen.phones) or tr("attendance.calls.no_phone")
        FormDialog(
            self._context,
            tr("attendance.calls.note_title", name=chosen.name),
            _SPEC,
            CallDraft(),
            partial(self._write, chosen),
            tr("attendance.calls.note_write"),
            self,
            tr("attendance.calls.note_intro", phones=phones, group=chosen.group_name),
        ).open()

    def _write(self, chosen: AbsenceRow, draft: CallDraft) -> Operation[Changes]:
        return self._context.ops.write(write_call, self._context.office, chosen, draft)

    def _open_card(self) -> None:
        if self.current is not None:
            self._context.open_record("residents", self.current.resident_id)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("attendance", "residents"):
            self._read()


def _both(office: Office) -> tuple[list[AbsenceRow], list[CallRow]]:
    return list_absences(office), list_calls(office)


def _tree(name: str, columns: tuple[tuple[str, int], ...]) -> QTreeWidget:
    made = QTreeWidget()
    made.setRootIsDecorated(False)
    made.setAlternatingRowColors(True)
    made.setUniformRowHeights(True)
    made.setAccessibleName(tr(name))
    made.setHeaderLabels([tr(f"attendance.calls.column.{key}") for key, _ in columns])
    for number, (_key, width) in enumerate(columns):
        made.setColumnWidth(number, current().chars(width))
    return made
