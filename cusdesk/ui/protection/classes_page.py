"""„Klasy akt”: the office's list of record classes and which class a kind of case has."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.protection.retention import CaseKind
from cusdesk.services.protection import classes
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.table import ColumnSpec, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label
from cusdesk.ui.protection.dialogs import class_dialog
from cusdesk.ui.protection.parts import warning_bar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.protection.classes import ClassRow
    from cusdesk.ui.common.context import ScreenContext


def default_words(found: ClassRow) -> str:
    """Return the kinds of case that have this class by themselves."""
    return ", ".join(tr(f"protection.case_kind.{kind}") for kind in found.default_of)


def state_words(found: ClassRow) -> str:
    """Return whether somebody compared the class with the office's own list."""
    return tr("protection.class.provisional") if found.is_provisional else ""


COLUMNS = (
    ColumnSpec("symbol", "fields.record_classes.symbol", width=16),
    ColumnSpec("title", "fields.record_classes.title", width=44),
    ColumnSpec("category_text", "protection.column.category", width=10),
    ColumnSpec("default", "protection.column.default", width=28, getter=default_words),
    ColumnSpec(
        "state",
        "protection.column.state",
        width=22,
        getter=state_words,
        tone=lambda row: "warning" if row.is_provisional else "",
    ),
)


class ClassesPage(QWidget):
    """The list; a class is changed in a small window."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[bytes, ClassRow] = {}
        self.dialog: QDialog | None = None
        layout = column(self, gap=1.5)
        layout.addWidget(label(tr("protection.classes.text"), "hint", wrap=True))
        self.bar = warning_bar(tr("protection.classes.provisional"))
        layout.addWidget(self.bar)
        self.add = button(tr("protection.button.class_new"), self._add, icon_name="add")
        self.change = button(tr("protection.button.class_change"), self._change, icon_name="edit")
        self.default = button(tr("protection.button.class_default"), icon_name="check")
        self.retire = button(tr("protection.button.class_retire"), self._retire, icon_name="delete")
        menu = QMenu(self.default)
        for kind in CaseKind:
            action = menu.addAction(tr(f"protection.case_kind.{kind.value}"))
            action.triggered.connect(partial(self._set_default, kind))
        self.default.setMenu(menu)
        layout.addWidget(flow(self.add, self.change, self.default, self.retire))
        source = MemorySource(self._read, COLUMNS)
        spec = TableSpec("protection.classes", COLUMNS, source.list_ids, source.rows_for)
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.record_opened.connect(lambda _id: self._change())
        self.panel.counted.connect(self._on_counted)
        layout.addWidget(self.panel, 1)
        self._on_current(None)

    def load(self) -> None:
        """Read the list anew."""
        self.panel.load()

    def _read(self) -> Iterable[ClassRow]:
        found = classes.list_classes(self._context.office)
        self._rows = {row.id: row for row in found}
        return found

    def _on_counted(self, _count: int) -> None:
        self.bar.setVisible(any(row.is_provisional for row in self._rows.values()))

    def _on_current(self, record_id: bytes | None) -> None:
        for made in (self.change, self.default, self.retire):
            made.setEnabled(record_id is not None)
        keep_from_writing(
            self._context, "protection", self.add, self.change, self.default, self.retire
        )

    def _current(self) -> ClassRow | None:
        record_id = self.panel.view.current_id()
        return self._rows.get(record_id) if record_id is not None else None

    def _add(self) -> None:
        self._open(class_dialog(self._context, None, self))

    def _change(self) -> None:
        chosen = self._current()
        if chosen is not None and self._context.office.can_change("protection"):
            self._open(class_dialog(self._context, chosen, self))

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self.load)
        dialog.open()

    def _set_default(self, kind: CaseKind) -> None:
        chosen = self._current()
        if chosen is not None:
            office = self._context.office
            write = self._context.ops.write(classes.set_default, office, kind, chosen.id)
            write.on_success(self._on_written).run()

    def _retire(self) -> None:
        chosen = self._current()
        if chosen is not None:
            write = self._context.ops.write(classes.retire_class, self._context.office, chosen.id)
            write.on_success(self._on_written).run()

    def _on_written(self, _changes: object) -> None:
        self.load()
