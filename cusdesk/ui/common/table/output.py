"""Printing and saving of any list: preview, Excel, csv, as it is seen on the screen."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QPushButton

from cusdesk.core.messages import tr
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.ui.common.table.list_out import ListOut, render_pdf, write_list
from cusdesk.ui.common.theme import icon

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.domain.reports import TableCell
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table.panel import PrintableTable, TablePanel

__all__ = ["PRINT_KEY", "OutputButton", "as_document", "render_pdf", "write_list"]
PRINT_KEY = "Ctrl+P"
_KINDS = {
    "date": ColumnKind.DATE,
    "minutes": ColumnKind.MINUTES,
    "money": ColumnKind.MONEY,
    "number": ColumnKind.NUMBER,
}


class OutputButton(QPushButton):
    """One button with everything that can be done with a list outside the screen.

    Args:
        panel: the list.
        title: heading of the print and name of the file; already Polish.

    Attributes:
        chosen: what the screen chose beside the filter row, in words; it stands under the heading.
    """

    def __init__(self, context: ScreenContext, panel: TablePanel, title: str) -> None:
        super().__init__(tr("listing.button"))
        self.setIcon(icon("print"))
        self.setShortcut(PRINT_KEY)
        self._context, self._panel, self._title = context, panel, title
        self.setAccessibleDescription(title)
        if not panel.view.accessibleName():
            panel.name_it(title)
        self.chosen = ""
        self._out = ListOut(context, self)
        self._menu = QMenu(self)
        self._add("listing.preview", "print", self.preview)
        self._add("listing.preview_large", "text_size", partial(self.preview, large=True))
        if context.office.may("reports.export"):
            self._add("listing.excel", "excel", partial(self.save, "xlsx"))
            self._add("listing.csv", "export", partial(self.save, "csv"))
        self._list_actions = self._menu.actions()
        self.setMenu(self._menu)

    def add_document(
        self, key: str, icon_name: str, make: Callable[[], TableDocument], *, large: bool = False
    ) -> None:
        """Offer another document above the list itself; `make` runs on the database thread."""
        first = self._list_actions[0]
        action = self._menu.addAction(icon(icon_name), tr(key))
        action.triggered.connect(lambda _checked=False: self._out.preview(make, large=large))
        self._menu.removeAction(action)
        self._menu.insertAction(first, action)

    def document(self) -> TableDocument:
        """Return the list as it is seen; every row, so it may take a while."""
        listed = self._panel.printable(self._title)
        return as_document(self._context, listed, self._filter_words())

    def preview(self, *, large: bool = False) -> None:
        """Show the list as pages."""
        self._out.preview(self.document, large=large)

    def save(self, suffix: str) -> None:
        """Ask for a place and write the list there, whole or not at all."""
        self._out.ask(self.document, self._title, suffix)

    def save_as(self, path: Path) -> None:
        """Write the list as a workbook or as csv, by the suffix."""
        self._out.write(self.document, path)

    def _add(self, key: str, icon_name: str, run: Callable[..., object]) -> None:
        action = self._menu.addAction(icon(icon_name), tr(key))
        action.triggered.connect(lambda _checked=False, run=run: run())

    def _filter_words(self) -> str:
        titles = {spec.key: tr(spec.header) for spec in self._panel.view.specs}
        filters = self._panel.model.query.filters
        words = [f"{titles[key]}: {text}" for key, text in filters.items()]
        return "; ".join([self.chosen, *words] if self.chosen else words)


def as_document(context: ScreenContext, listed: PrintableTable, filters: str = "") -> TableDocument:
    """Return a list as the document that the renderers know."""
    kinds = [_KINDS.get(kind, ColumnKind.TEXT) for kind in listed.kinds]
    columns = tuple(Column(title, kind) for title, kind in zip(listed.headers, kinds, strict=True))
    rows = tuple(
        tuple(_cell(value, kind) for value, kind in zip(row, kinds, strict=True))
        for row in listed.rows
    )
    office = context.office
    return TableDocument(
        listed.title, columns, rows, office.clock.today(), filters=filters, office=office.name
    )


def _cell(value: object, kind: ColumnKind) -> TableCell:
    import enum

    from cusdesk.domain.labels import label

    if isinstance(value, enum.StrEnum):
        return label(value)
    if value is None or value == "":
        return None
    return str(value) if kind is ColumnKind.TEXT else value  # type: ignore[return-value]  # by kind
