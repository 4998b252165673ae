"""How long the log is kept, and cutting off what is older, after it was saved."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QDialog, QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.services import audit
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, row

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext

_CHARS = 64


class KeepingDialog(QDialog):
    """Years to keep, and one button that saves the old entries and then removes them."""

    def __init__(self, context: ScreenContext, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("audit.keeping.title"))
        self._context = context
        office = context.office
        self._oldest = audit.oldest_to_keep(office)
        self.years = QComboBox()
        for years in range(audit.least_years(office), audit.LONGEST_YEARS + 1):
            self.years.addItem(str(years), years)
        self.years.setCurrentIndex(self.years.findData(audit.kept_years(office)))
        self.years.setEnabled(office.can_change("office"))
        self.years.activated.connect(self._keep)
        self._day = label("", wrap=True)
        self.cut = button(tr("audit.keeping.cut"), self._ask_place, icon_name="delete")
        self.cut.setEnabled(office.can_change("protection"))
        words = label(tr("audit.keeping.years"), "label")
        words.setBuddy(self.years)
        layout = column(self, margin=3, gap=2)
        layout.addWidget(label(tr("audit.keeping.title"), "heading"))
        layout.addWidget(label(tr("audit.keeping.text"), wrap=True))
        line = row(gap=1)
        line.addWidget(words)
        line.addWidget(self.years)
        line.addStretch()
        layout.addLayout(line)
        layout.addWidget(self._day)
        buttons = row(gap=1)
        buttons.addWidget(self.cut)
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.close"), self.accept))
        layout.addLayout(buttons)
        self.setMinimumWidth(current().chars(_CHARS))
        self._show_day()

    def cut_into(self, path: Path) -> None:
        """Save the entries that are old enough as a text to sign, then remove them."""
        last = self._oldest - dt.timedelta(days=1)
        office, ops = self._context.office, self._context.ops
        operation = ops.write(audit.save_log, office, path, audit.AuditFilter(last_day=last))
        operation.with_waiting("audit.saving")
        operation.on_success(partial(self._cut, last)).run()

    def _keep(self, _index: int) -> None:
        years = self.years.currentData()
        operation = self._context.ops.write(audit.keep_years, self._context.office, years)
        operation.on_success(self._on_kept).run()

    def _on_kept(self, _changes: object) -> None:
        self._oldest = audit.oldest_to_keep(self._context.office)
        self._show_day()

    def _show_day(self) -> None:
        self._day.setText(tr("audit.keeping.day", day=f"{self._oldest:%d.%m.%Y}"))

    def _ask_place(self) -> None:
        name = tr("audit.keeping.file_name", day=f"{self._oldest:%Y-%m-%d}")
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("audit.save"), str(documents_dir() / name), tr("audit.save_filter.txt")
        )
        if chosen:
            self.cut_into(Path(chosen).with_suffix(".txt"))

    def _cut(self, last: dt.date, _count: int) -> None:
        operation = self._context.ops.write(audit.cut_old, self._context.office, last)
        operation.with_waiting("audit.checking").on_success(self._on_cut).run()

    def _on_cut(self, count: int) -> None:
        self._context.notifier.success(tr("audit.keeping.done", n=count))
        self.accept()
