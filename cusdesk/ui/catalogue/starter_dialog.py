"""Choosing services of the starter catalogue: ticked by set or one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QAbstractItemView, QDialog, QTreeWidget, QTreeWidgetItem

from cusdesk.core.messages import tr
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.polish_text import fold
from cusdesk.services.catalogue import StarterRow, Taken, starter_rows, take_starter_catalogue
from cusdesk.ui.common.dialog import command_line
from cusdesk.ui.common.search_field import SearchField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.ui.common.context import ScreenContext

_ID = Qt.ItemDataRole.UserRole
_WIDTHS = (56, 33, 33)
_TICKED = Qt.CheckState.Checked
_TICKABLE = Qt.ItemFlag.ItemIsUserCheckable


class StarterDialog(QDialog):
    """Shows the starter catalogue; what the office has is marked and cannot be ticked."""

    def __init__(self, context: ScreenContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("catalogue.starter.title"))
        self._context = context
        layout = column(self, margin=2, gap=1.5)
        layout.addWidget(label(tr("catalogue.starter.title"), "heading"))
        layout.addWidget(label(tr("catalogue.starter.text"), "hint", wrap=True))
        self.search = SearchField()
        self.search.setPlaceholderText(tr("catalogue.starter.search"))
        self.search.setAccessibleName(tr("catalogue.starter.search"))
        self.search.textChanged.connect(self._filter)
        layout.addWidget(self.search)
        self.tree = self._make_tree()
        layout.addWidget(self.tree, 1)
        self._count = label("", "hint")
        self.take = button(tr("catalogue.starter.take"), self._on_take, look="main")
        layout.addLayout(command_line(self, self.take, self._count))
        resize_within_screen(self, current().chars(sum(_WIDTHS)), current().row_height * 20)
        for place, width in enumerate(_WIDTHS[:-1]):
            self.tree.setColumnWidth(place, self.width() * width // sum(_WIDTHS))
        self.load()

    def load(self) -> None:
        """Read the starter catalogue."""
        operation = self._context.ops.read(starter_rows, self._context.office)
        operation.on_success(self._show_rows).run()

    def ticked(self) -> list[bytes]:
        """Return the ids of what is ticked."""
        return [
            item.data(0, _ID)
            for item in self._services()
            if item.flags() & _TICKABLE and item.checkState(0) == _TICKED
        ]

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget()
        titles = ("catalogue.starter.service", "fields.services.area", "catalogue.starter.state")
        tree.setHeaderLabels([tr(title) for title in titles])
        tree.setUniformRowHeights(True)
        tree.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        tree.setAccessibleName(tr("catalogue.starter.title"))
        tree.itemChanged.connect(self._on_ticked)
        return tree

    def _show_rows(self, rows: list[StarterRow]) -> None:
        self.tree.blockSignals(True)
        self.tree.clear()
        sets: dict[str, QTreeWidgetItem] = {}
        for starter in rows:
            parent = sets.get(starter.set_name)
            if parent is None:
                parent = QTreeWidgetItem(self.tree, [starter.set_name])
                parent.setFlags(parent.flags() | _TICKABLE | Qt.ItemFlag.ItemIsAutoTristate)
                font = parent.font(0)
                font.setBold(True)
                parent.setFont(0, font)
                parent.setSizeHint(0, _row_size())
                sets[starter.set_name] = parent
            self._add_service(parent, starter)
        self.tree.expandAll()
        self.tree.blockSignals(False)
        self._show_count()

    @staticmethod
    def _add_service(parent: QTreeWidgetItem, starter: StarterRow) -> None:
        area = enum_label(starter.area) if starter.area else ""
        state = ""
        if starter.is_taken:
            state = tr("catalogue.starter.taken")
        elif starter.called_already:
            state = tr("catalogue.starter.called", own=starter.called_already)
        item = QTreeWidgetItem(parent, [starter.name, area, state])
        item.setSizeHint(0, _row_size())
        item.setData(0, _ID, starter.id)
        item.setToolTip(0, tip("\n".join(filter(None, (starter.addressees, *starter.aliases)))))
        if starter.is_taken:
            item.setFlags(Qt.ItemFlag.NoItemFlags)
        else:
            item.setFlags(item.flags() | _TICKABLE)
            item.setCheckState(0, Qt.CheckState.Unchecked)

    def _sets(self) -> list[QTreeWidgetItem]:
        found = (self.tree.topLevelItem(n) for n in range(self.tree.topLevelItemCount()))
        return [item for item in found if item is not None]

    def _services(self) -> list[QTreeWidgetItem]:
        return [item for top in self._sets() for item in _children(top)]

    def _filter(self, text: str) -> None:
        """Hide what has not every typed word in its name, area or aliases."""
        words = fold(text).split()
        for item in self._services():
            shown = fold(f"{item.text(0)} {item.text(1)} {item.toolTip(0)}")
            item.setHidden(not all(word in shown for word in words))
        for top in self._sets():
            top.setHidden(all(item.isHidden() for item in _children(top)))

    def _on_ticked(self, _item: QTreeWidgetItem, _column: int) -> None:
        self._show_count()

    def _show_count(self) -> None:
        count = len(self.ticked())
        self._count.setText(tr("catalogue.starter.count", n=count))
        self.take.setEnabled(count > 0)

    def _on_take(self) -> None:
        self.take.setEnabled(False)
        operation = self._context.ops.write(
            take_starter_catalogue, self._context.office, self.ticked()
        )
        operation.on_success(self._on_taken).on_finish(self._show_count).run()

    def _on_taken(self, taken: Taken) -> None:
        self._context.notifier.success(tr("catalogue.starter.done", n=taken.count))
        self.accept()


def _row_size() -> QSize:
    return QSize(0, current().row_height)


def _children(top: QTreeWidgetItem) -> list[QTreeWidgetItem]:
    found = (top.child(n) for n in range(top.childCount()))
    return [item for item in found if item is not None]
