"""Choosing, ordering and sizing columns, and remembering it for the person and the list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from cusdesk.core.messages import tr
from cusdesk.ui.common.table.spec import TableQuery
from cusdesk.ui.common.table.tones import sign_width
from cusdesk.ui.common.theme import current

if TYPE_CHECKING:
    from cusdesk.core.settings import Settings
    from cusdesk.ui.common.table.view import TableView

_SAVE_AFTER_MS = 400


def _edges() -> int:
    """Return the empty pixels at the two edges of a cell."""
    return current().space(2.5)


class ColumnChoice(QObject):
    """The header menu of one list, and its memory.

    Widths are remembered in characters, so that they grow with the text.
    """

    def __init__(self, view: TableView, settings: Settings, list_id: str) -> None:
        super().__init__(view)
        self._view = view
        self._settings = settings
        self._list_id = list_id
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_SAVE_AFTER_MS)
        self._timer.timeout.connect(self._save)
        self._keys = [spec.key for spec in view.specs]
        self._widths = {spec.key: spec.width for spec in view.specs}
        self.restore()
        header = view.filter_header
        header.sectionResized.connect(self._on_resized)
        header.sectionMoved.connect(self._timer.start)
        header.sortIndicatorChanged.connect(self._timer.start)
        for each in (header, view.frozen.header):
            each.customContextMenuRequested.connect(partial(self._show_menu, each))
        current().changed.connect(self._apply_widths)

    def restore(self) -> None:
        """Show the columns as they were left; a column that is new stands where it belongs."""
        kept = self._settings.table(self._list_id)
        hidden, order, widths = kept.get("hidden"), kept.get("order"), kept.get("widths")
        for number, spec in enumerate(self._view.specs):
            is_hidden = spec.key in hidden if isinstance(hidden, list) else not spec.is_visible
            self._view.setColumnHidden(number, is_hidden)
        if isinstance(widths, dict):
            self._widths |= {
                key: float(width)
                for key, width in widths.items()
                if key in self._widths and isinstance(width, (int, float))
            }
        self._apply_widths()
        header = self._view.filter_header
        if isinstance(order, list):
            known = [key for key in order if key in self._keys]
            for place, key in enumerate(known):
                header.moveSection(header.visualIndex(self._keys.index(key)), place)
        self._restore_sort(kept.get("sort"), descending=kept.get("descending") is True)
        self._view.frozen.refresh()

    def menu(self, number: int = -1) -> QMenu:
        """Return the menu of a heading (`number`), or of the whole list (-1)."""
        menu = QMenu(self._view)
        if number >= 0:
            self._add_column_entries(menu, number)
        menu.addSection(tr("common.table.columns"))
        for place, spec in enumerate(self._view.specs):
            entry = QAction(tr(spec.header), menu)
            entry.setCheckable(True)
            entry.setChecked(not self._view.isColumnHidden(place))
            entry.setEnabled(place not in self._view.frozen.numbers())
            entry.toggled.connect(partial(self.show_column, place))
            menu.addAction(entry)
        menu.addSeparator()
        menu.addAction(tr("common.table.reset")).triggered.connect(self.reset)
        return menu

    def show_column(self, number: int, shown: bool) -> None:
        """Show or hide one column."""
        self._view.setColumnHidden(number, not shown)
        self._view.frozen.refresh()
        self._view.filter_header.place_editors()
        self._timer.start()

    def move_column(self, number: int, step: int) -> None:
        """Move a column one place; frozen columns stay first."""
        header = self._view.filter_header
        place = header.visualIndex(number) + step
        if len(self._view.frozen.numbers()) <= place < header.count():
            header.moveSection(header.visualIndex(number), place)

    def reset(self) -> None:
        """Show the columns as the program proposes."""
        self._settings.set_table(self._list_id, {})
        self._widths = {spec.key: spec.width for spec in self._view.specs}
        header = self._view.filter_header
        for number in range(len(self._keys)):
            header.moveSection(header.visualIndex(number), number)
        self.restore()

    def _add_column_entries(self, menu: QMenu, number: int) -> None:
        view, spec = self._view, self._view.specs[number]
        ascending, descending = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if spec.can_sort:
            for key, order in (("sort_up", ascending), ("sort_down", descending)):
                entry = menu.addAction(tr(f"common.table.{key}"))
                entry.triggered.connect(partial(self._sort, number, order))
            menu.addSeparator()
        if number not in view.frozen.numbers():
            left = menu.addAction(tr("common.table.move_left"))
            left.triggered.connect(partial(self.move_column, number, -1))
            right = menu.addAction(tr("common.table.move_right"))
            right.triggered.connect(partial(self.move_column, number, 1))
            hide = menu.addAction(tr("common.table.hide", column=tr(spec.header)))
            hide.triggered.connect(partial(self.show_column, number, shown=False))

    def _sort(self, number: int, order: Qt.SortOrder) -> None:
        self._view.show_order(number, order)
        self._view.source.sort(number, order)

    def _show_menu(self, header: QObject, place: QPoint) -> None:
        view = self._view.frozen.header
        header_view = view if header is view else self._view.filter_header
        menu = self.menu(header_view.logicalIndexAt(place))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(header_view.mapToGlobal(place))

    def _apply_widths(self) -> None:
        header = self._view.filter_header
        header.blockSignals(True)
        for number, key in enumerate(self._keys):
            header.resizeSection(number, self._pixels(number, key))
        header.blockSignals(False)
        self._view.frozen.refresh()
        header.place_editors()

    def _pixels(self, number: int, key: str) -> int:
        """Return a width as wide as its heading, unless the person chose a narrower one."""
        wanted = current().chars(self._widths[key]) + self._beside(number)
        is_chosen = self._widths[key] != self._view.specs[number].width
        return wanted if is_chosen else max(wanted, self._view.filter_header.words_width(number))

    def _beside(self, number: int) -> int:
        """Return the pixels of a column that its words do not get: the edges and a sign."""
        return _edges() + sign_width(self._view.specs, number)

    def _on_resized(self, number: int, _old: int, size: int) -> None:
        is_last = self._view.filter_header.visualIndex(number) == len(self._keys) - 1
        if size and not is_last:
            words = size - self._beside(number)
            self._widths[self._keys[number]] = round(words / max(1, current().chars(1)), 1)
            self._timer.start()

    def _restore_sort(self, key: object, *, descending: bool) -> None:
        view = self._view
        known = isinstance(key, str) and key in self._keys
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        view.show_order(self._keys.index(str(key)) if known else -1, order)
        if known:
            view.source.query = TableQuery(view.source.query.filters, str(key), descending)

    def _save(self) -> None:
        header, query = self._view.filter_header, self._view.source.query
        order = [self._keys[header.logicalIndex(place)] for place in range(header.count())]
        hidden = [key for n, key in enumerate(self._keys) if self._view.isColumnHidden(n)]
        self._settings.set_table(
            self._list_id,
            {
                "order": order,
                "hidden": hidden,
                "widths": self._widths,
                "sort": query.sort,
                "descending": query.descending,
            },
        )
