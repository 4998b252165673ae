"""Who changed what in one record, from and to; any one change can be taken back from here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QPushButton, QWidget

from cusdesk.core.messages import tr
from cusdesk.services.history import history_of
from cusdesk.ui.common.hand_on import hand_on
from cusdesk.ui.common.record.take_back import TakeBack
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.history import OneChange
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext

COLUMNS = (
    ColumnSpec("moment", "record.history.moment", width=19, can_sort=False),
    ColumnSpec("user", "record.history.user", width=20),
    ColumnSpec("field", "record.history.field", width=24),
    ColumnSpec("before", "record.history.before", width=22),
    ColumnSpec("after", "record.history.after", width=22),
    ColumnSpec("operation", "record.history.operation", width=24),
)
_ID_BYTES = 16


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line, in words; `id` is its place, newest first."""

    id: bytes
    moment: str
    user: str
    operation: str
    field: str
    before: str
    after: str
    change: OneChange


def history_lines(office: Office, feature: str, record_id: bytes) -> list[HistoryLine]:
    """Return the history of a record; what one step made together (its parts) is one line."""
    lines: list[HistoryLine] = []
    made: dict[tuple[object, ...], int] = {}
    for entry in history_of(office, feature, record_id):
        step = (entry.moment, entry.user_name, entry.operation, entry.change.operation_id)
        line = HistoryLine(
            len(lines).to_bytes(_ID_BYTES, "big"),
            f"{entry.moment:%d.%m.%Y %H:%M}",
            entry.user_name,
            entry.operation,
            " · ".join(filter(None, (entry.field or tr("record.history.made"), entry.part))),
            entry.before,
            entry.after,
            entry.change,
        )
        if entry.field is not None:
            lines.append(line)
        elif step not in made:
            made[step] = len(lines)
            lines.append(line)
        elif entry.change.row_id == record_id:  # the record itself stands for its parts
            place = made[step]
            lines[place] = HistoryLine(
                lines[place].id, *(getattr(line, n) for n in HistoryLine.__slots__[1:])
            )
    return lines


class HistoryPage(QWidget):
    """The history of one record as a list, read anew whenever a record is given.

    Args:
        context: of the screen.
        list_id: name under which the person's columns are remembered.
    """

    def __init__(self, context: ScreenContext, list_id: str = "record.history") -> None:
        super().__init__()
        self._context = context
        self._record: tuple[str, bytes] | None = None
        self.take_back = TakeBack(context, self)
        source = MemorySource(self._rows, COLUMNS)
        self._source = source
        self.panel = TablePanel(
            context,
            TableSpec(
                list_id,
                COLUMNS,
                source.list_ids,
                source.rows_for,
                empty=EmptyState("history", tr("record.history.empty")),
                actions=self._actions,
            ),
        )
        self.panel.record_opened.connect(self._ask)
        self.panel.current_record_changed.connect(self._on_current)
        self._button = button(tr("record.take_back.button"), self._ask_current, icon_name="undo")
        self._button.setEnabled(False)
        if context.office.read_only:
            self._button.hide()
        context.bus.changed.connect(self._on_changes)
        layout = column(self, margin=0, gap=1)
        layout.addWidget(self.panel, 1)
        strip = row(gap=2)
        self._strip = strip
        strip.addWidget(self._button)
        strip.addWidget(label(tr("record.take_back.hint"), "hint", wrap=True), 1)
        layout.addLayout(strip)
        hand_on(self, self.panel)

    def add_button(self, made: QPushButton) -> None:
        """Put a button of the feature at the right end under the list."""
        self._strip.addWidget(made)

    def show_record(self, feature: str, record_id: bytes) -> None:
        """Show the history of a record."""
        self._record = (feature, record_id)
        self.panel.load()

    def _rows(self) -> list[HistoryLine]:
        return [] if self._record is None else history_lines(self._context.office, *self._record)

    def _on_changes(self, _changes: object, _initiator: object) -> None:
        if self._record is not None and self.isVisible():
            self.panel.load()

    def _line(self, line_id: bytes | None) -> HistoryLine | None:
        if line_id is None:
            return None
        place = self.panel.model.row_of(line_id)
        found: HistoryLine | None = None if place is None else self.panel.model.row_at(place)
        return found

    def _on_current(self, line_id: bytes | None) -> None:
        self._button.setEnabled(line_id is not None)

    def _actions(self, line_id: bytes) -> list[tuple[str, Callable[[], object]]]:
        if self._context.office.read_only:
            return []
        return [(tr("record.take_back.button"), lambda: self._ask(line_id))]

    def _ask_current(self) -> None:
        line_id = self.panel.view.current_id()
        if line_id is not None:
            self._ask(line_id)

    def _ask(self, line_id: bytes) -> None:
        line = self._line(line_id)
        if line is not None and not self._context.office.read_only:
            self.take_back.ask(line.change)


def show_history(
    context: ScreenContext, record: tuple[str, bytes], name: str, parent: QWidget
) -> HistoryDialog:
    """Show the history of a record (feature, id) in a window; return it."""
    dialog = HistoryDialog(context, *record, name, parent.window())
    dialog.open()
    return dialog


class HistoryDialog(QDialog):
    """The history of one record in a window of its own."""

    def __init__(
        self, context: ScreenContext, feature: str, record_id: bytes, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("record.history.title", name=name))
        self.page = HistoryPage(context)
        self.panel = self.page.panel
        layout = column(self, margin=2, gap=1.5)
        layout.addWidget(label(tr("record.history.title", name=name), "heading", wrap=True))
        layout.addWidget(self.page, 1)
        buttons = row()
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.close"), self.accept))
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(130), current().row_height * 18)
        self.page.show_record(feature, record_id)
