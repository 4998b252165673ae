"""The list behind a figure: shown, saved, each line opens its record."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.ui.common.table import ColumnSpec, EmptyState, MemorySource, TablePanel, TableSpec
from cusdesk.ui.common.table.output import write_list
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen, row

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.reports import BehindFigure, TableCell
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.table.spec import Kind

_NUMBERS = {ColumnKind.INTEGER, ColumnKind.DECIMAL, ColumnKind.NUMBER}
_KINDS: dict[ColumnKind, Kind] = {
    ColumnKind.DATE: "date",
    ColumnKind.MONEY: "money",
    ColumnKind.MINUTES: "minutes",
}


@dataclass(frozen=True, slots=True)
class BehindRow:
    """One line of the list; `leads_to` is the feature and the record it opens."""

    id: bytes
    values: tuple[TableCell, ...]
    leads_to: tuple[str, bytes]


@dataclass(frozen=True, slots=True)
class BehindColumn:
    """One column: message key of its heading, what it holds, its width in characters."""

    header: str
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 14


@dataclass(frozen=True, slots=True)
class BehindList:
    """The list behind one figure."""

    title: str
    columns: tuple[BehindColumn, ...]
    rows: tuple[BehindRow, ...]
    ready: TableDocument | None = None
    """The document, where a service made it."""

    @classmethod
    def of(cls, found: BehindFigure) -> BehindList:
        """Return the list a service made."""
        document = found.document
        columns = tuple(
            BehindColumn(heading, column.kind, column.width or 14)
            for heading, column in zip(found.headings, document.columns, strict=True)
        )
        rows = tuple(
            BehindRow(number.to_bytes(4, "big"), cells, place)
            for number, (cells, place) in enumerate(zip(document.rows, found.leads_to, strict=True))
        )
        return cls(document.title, columns, rows, document)

    def document(self, office: Office) -> TableDocument:
        """Return the list as a document to be saved."""
        if self.ready is not None:
            return self.ready
        numbers = {*_NUMBERS, ColumnKind.MONEY}
        columns = tuple(
            Column(tr(column.header), column.kind, total=column.kind in numbers)
            for column in self.columns
        )
        rows = tuple(row.values for row in self.rows)
        return TableDocument(self.title, columns, rows, office.clock.today(), office=office.name)


def _value(place: int, of_row: BehindRow) -> object:
    return of_row.values[place]


def specs_of(found: BehindList) -> list[ColumnSpec]:
    """Return the columns for a table."""
    specs = []
    for place, each in enumerate(found.columns):
        kind: Kind = "number" if each.kind in _NUMBERS else _KINDS.get(each.kind, "text")
        specs.append(
            ColumnSpec(
                f"c{place}",
                each.header,
                kind,
                width=each.width,
                getter=partial(_value, place),
                is_summed=place > 0,
            )
        )
    return specs


class BehindDialog(QDialog):
    """The list; Enter opens the record of a line."""

    def __init__(self, context: ScreenContext, found: BehindList, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(found.title)
        self._context, self._found = context, found
        specs = specs_of(found)
        rows: Callable[[], tuple[BehindRow, ...]] = lambda: found.rows  # noqa: E731 (three words)
        source = MemorySource(rows, specs, row_id=attrgetter("id"))
        self.panel = TablePanel(
            context,
            TableSpec(
                f"reports.behind.{len(specs)}",
                specs,
                source.list_ids,
                source.rows_for,
                frozen=2,
                empty=EmptyState("info", tr("reports.behind.empty")),
            ),
        )
        self.panel.record_opened.connect(self._open)
        layout = column(self, margin=2, gap=1.5)
        layout.addWidget(label(found.title, "heading", wrap=True))
        layout.addWidget(self.panel, 1)
        buttons = row(gap=1)
        buttons.addWidget(button(tr("reports.behind.save"), self._ask_place, icon_name="excel"))
        buttons.addWidget(label(tr("reports.behind.hint"), "hint", wrap=True), 1)
        buttons.addWidget(button(tr("common.button.close"), self.close))
        layout.addLayout(buttons)
        resize_within_screen(self, current().chars(148), current().line * 30)
        self.panel.load()
        self.panel.setFocus()

    def save_as(self, path: Path) -> None:
        """Write the list as a workbook."""
        document = self._found.document(self._context.office)
        operation = self._context.ops.files(write_list, path, document)
        operation.on_success(partial(self._on_saved, path)).run()

    def _ask_place(self) -> None:
        proposed = documents_dir() / f"{tr('reports.behind.file')}.xlsx"
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("reports.behind.save"), str(proposed), tr("listing.filter.xlsx")
        )
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix.lower() == ".xlsx" else Path(f"{chosen}.xlsx"))

    def _on_saved(self, path: Path, _nothing: None) -> None:
        self._context.notifier.success(tr("listing.saved", place=str(path)))

    def _open(self, record_id: bytes) -> None:
        found = next((each for each in self._found.rows if each.id == record_id), None)
        if found is not None and found.leads_to[0]:
            self.close()
            self._context.open_record(*found.leads_to)
