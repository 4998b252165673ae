"""Sheets of hours for providers: who stands on the next one, and those that went out."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QFileDialog, QListWidget, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.domain.dates import format_date, format_month
from cusdesk.domain.durations import format_minutes
from cusdesk.services import providers
from cusdesk.services.attendance.hour_sheets import (
    SentSheet,
    SheetLine,
    SheetRow,
    list_sheets,
    send_sheet,
    sheet_lines,
)
from cusdesk.ui.common.dialog import CommandDialog
from cusdesk.ui.common.noting import note_output
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import label, resize_within_screen

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.reports.hour_sheet import HourSheetDocument
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext


class SheetsDialog(CommandDialog):
    """Choose a provider, see the people, save the sheet."""

    def __init__(self, context: ScreenContext, month: dt.date, parent: QWidget) -> None:
        super().__init__(context, tr("attendance.sheet.title"), tr("attendance.sheet.save"), parent)
        self._month = month
        self._ids: list[bytes] = []
        intro = tr("attendance.sheet.intro", month=format_month(month))
        self.body.addWidget(label(intro, "hint", wrap=True))
        words = label(tr("attendance.sheet.provider"), "label")
        self.provider = QComboBox()
        words.setBuddy(self.provider)
        self.provider.setAccessibleName(words.text())
        self.provider.currentIndexChanged.connect(self._on_provider)
        self.people = self._list("attendance.sheet.people", 4)
        self.body.addWidget(words)
        self.body.addWidget(self.provider)
        self.body.addWidget(label(tr("attendance.sheet.people"), "label"))
        self.body.addWidget(self.people, 2)
        self.body.addWidget(label(tr("attendance.sheet.sent"), "label"))
        self.sent = self._list("attendance.sheet.sent", 2)
        self.body.addWidget(self.sent, 1)
        self.do.setEnabled(False)
        resize_within_screen(self, current().chars(84), current().line * 36)
        operation = context.ops.read(_both, context.office)
        operation.on_success(self._fill).run()

    @staticmethod
    def _list(name: str, rows: int) -> QListWidget:
        made = QListWidget()
        made.setAccessibleName(tr(name))
        made.setMinimumHeight(current().row_height * rows)
        return made

    def _fill(self, found: tuple[list[tuple[bytes, str]], list[SheetRow]]) -> None:
        names, sent = found
        self._ids = [provider_id for provider_id, _ in names]
        self.provider.clear()
        self.provider.addItems([name for _, name in names])
        self._show_sent(sent)

    def _show_sent(self, sent: list[SheetRow]) -> None:
        self.sent.clear()
        for one in sent:
            state = tr("attendance.sheet.out")
            if one.returned_on is not None:
                state = tr("attendance.sheet.back", date=format_date(one.returned_on))
            lines = tr("attendance.sheet.lines", n=one.lines)
            parts = [one.number, state, one.provider_name, format_date(one.issued_on), lines]
            self.sent.addItem("   ·   ".join(parts))

    # --- one provider

    @property
    def provider_id(self) -> bytes | None:
        """The chosen provider."""
        place = self.provider.currentIndex()
        return self._ids[place] if 0 <= place < len(self._ids) else None

    def _on_provider(self) -> None:
        if self.provider_id is None:
            return
        operation = self._context.ops.read(
            sheet_lines, self._context.office, self.provider_id, self._month
        )
        operation.replacing(f"sheet-{id(self)}").on_success(self._show_people).run()

    def _show_people(self, lines: list[SheetLine]) -> None:
        self.people.clear()
        for number, one in enumerate(lines, 1):
            words = f"{number}. {one.name} – {one.service_name}"
            if one.planned_minutes is not None:
                words += f"   ·   {format_minutes(one.planned_minutes)}"
            self.people.addItem(words)
        self.say("" if lines else tr("attendance.sheet.nobody"))
        self.do.setEnabled(bool(lines))

    # --- saving

    def confirm(self) -> None:
        """Ask where to, then number the sheet and write it."""
        name = self.provider.currentText()
        file = tr("attendance.sheet.file", number=f"{self._month:%Y-%m}", provider=name)
        proposed = documents_dir() / file.replace("/", "-")
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("attendance.sheet.save_title"), str(proposed), tr("attendance.sheet.filter")
        )
        if chosen:
            path = Path(chosen)
            self.save_as(path if path.suffix.lower() == ".xlsx" else Path(f"{chosen}.xlsx"))

    def save_as(self, path: Path) -> None:
        """Number the sheet and write it."""
        if self.provider_id is None:
            return
        operation = self._context.ops.write(
            send_sheet, self._context.office, self.provider_id, self._month
        )
        self.start(operation, partial(self._on_sent, path))

    def _on_sent(self, path: Path, sent: SentSheet) -> None:
        operation = self._context.ops.files(write_sheet, path, sent.document)
        operation.on_success(partial(self._on_saved, sent.document))
        operation.on_error(self._on_refused).run()

    def _on_saved(self, document: HourSheetDocument, _result: object) -> None:
        note_output(
            self._context,
            "list",
            "attendance",
            detail=document.number,
            count=len(document.people),
        )
        self._context.notifier.success(tr("attendance.sheet.saved", number=document.number))
        self.accept()


def write_sheet(path: Path, document: HourSheetDocument) -> None:
    """Write a sheet of hours.

    Raises:
        DocumentError: the disk is full, or the folder or the file is closed to us.
    """
    from cusdesk.export.atomic import replace_file
    from cusdesk.export.xlsx.hour_sheet import write_hour_sheet

    with replace_file(path) as out:
        write_hour_sheet(document, out)


def _both(office: Office) -> tuple[list[tuple[bytes, str]], list[SheetRow]]:
    return providers.names(office), list_sheets(office)
