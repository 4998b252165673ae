"""Raporty: the month's figures, equal to the sheet; the sheet as Excel and on paper."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QWidget

from cusdesk.core.messages import tr
from cusdesk.core.paths import documents_dir
from cusdesk.core.settings import LAST_FOLDER
from cusdesk.services.attendance import OfficeMonth, office_month
from cusdesk.services.documents import save_month_xlsx
from cusdesk.ui.common.behind import BehindDialog, BehindList
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.month_switch import MonthSwitch, month_words
from cusdesk.ui.common.permits import choice_needed, needs_something, permit
from cusdesk.ui.common.screen import LARGE_TEXT, Screen
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.table.output import PRINT_KEY
from cusdesk.ui.common.theme import current, space
from cusdesk.ui.common.widgets import button, card, column, label, tab_widget
from cusdesk.ui.reports.behind import behind
from cusdesk.ui.reports.figures import FigureLine, lines
from cusdesk.ui.reports.paper import show_month_paper
from cusdesk.ui.reports.sheets_page import SheetsPage
from cusdesk.ui.reports.table import MonthModel, MonthTable

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QShowEvent

    from cusdesk.domain.changes import Changes
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = ("attendance", "catalogue", "residents", "plans", "providers", "office")


class ReportsScreen(Screen):
    """The month of the office."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("reports.title"))
        self.switch = MonthSwitch(context.office.clock.today(), self)
        self.month: OfficeMonth | None = None
        self._is_stale = True
        self._wanted: tuple[int, int] | None = None
        self.model = MonthModel(self)
        self.table = MonthTable(self.model)
        self._build()
        self.switch.changed.connect(self._on_month)
        self.table.figure_opened.connect(self.open_figure)
        self.table.line_changed.connect(self._show_buttons)
        context.bus.changed.connect(self._on_changes)

    def _build(self) -> None:
        self.header_row.addWidget(self.switch)
        self._save = button(
            tr("reports.month.save"), self.ask_place, look="main", icon_name="excel"
        )
        self.header_row.addWidget(self._save)
        self._intro = label(tr("reports.month.intro"), "hint", wrap=True)
        self.sheets = SheetsPage(self.context)
        self._page = QWidget()
        layout = column(self._page, gap=1.5)
        self.tabs = tab_widget()
        for page, name in ((self._page, "month"), (self.sheets, "sheets")):
            holder = QWidget()
            inner = column(holder)
            inner.setContentsMargins(0, space(1), 0, 0)
            inner.addWidget(page)
            self.tabs.addTab(holder, tr(f"reports.tab.{name}"))
        self.tabs.currentChanged.connect(self._on_tab)
        self.body.addWidget(self.tabs, 1)
        self._intro.setVisible(current().percent <= LARGE_TEXT)  # room for the figures
        layout.addWidget(self._intro)
        frame, inside = card(margin=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self._stack.addWidget(self.table)
        self._stack.addWidget(
            EmptyState(
                "reports",
                tr("reports.month.empty"),
                tr("reports.month.empty_hint"),
                (
                    tr("reports.month.to_attendance"),
                    partial(self.context.open_record, "attendance"),
                ),
            )
        )
        layout.addWidget(frame, 1)
        layout.addWidget(self._buttons())

    def _on_tab(self, number: int) -> None:
        """Read a page when it is first looked at; the month's switch and sheet are of the month."""
        is_month = number == 0
        self.switch.setVisible(is_month)
        self._save.setVisible(is_month)
        if is_month:
            self.table.setFocus()
        else:
            self.sheets.load_if_stale()

    def _buttons(self) -> QWidget:
        self._open = button(tr("reports.month.open"), self._open_current, icon_name="search")
        self._one = button(tr("reports.month.save_one"), self._ask_place_for_one, icon_name="excel")
        self._paper = button(tr("reports.month.paper"), self._show_paper, icon_name="print")
        self._paper.setShortcut(PRINT_KEY)
        self._paper_one = button(
            tr("reports.month.paper_one"), self._show_paper_of_one, icon_name="print"
        )
        own = button(tr("reports.month.own"), self._open_own, icon_name="excel")
        own.setVisible(self.context.can_open("own_sheets"))
        return flow(self._open, self._paper, self._one, self._paper_one, own)

    def _open_own(self) -> None:
        self.context.open_record("own_sheets")

    def place(self) -> tuple[dt.date, int, int]:
        """Return the month and the cell the keyboard is on."""
        here = self.table.currentIndex()
        return self.switch.month, here.row(), here.column()

    def return_to(self, place: tuple[dt.date, int, int]) -> None:
        """Show the same month and cell."""
        self.switch.set_month(place[0])
        self._wanted = place[1:]
        if self._is_stale:
            self.load()

    # --- showing

    def load(self) -> None:
        """Ask for the month."""
        self._is_stale = False
        operation = self.context.ops.read(office_month, self.context.office, self.switch.month)
        operation.replacing(f"month-{id(self)}").on_success(self._on_loaded).run()

    def _on_loaded(self, month: OfficeMonth) -> None:
        self.month = month
        self.model.show_lines(lines(month))
        self._stack.setCurrentIndex(0 if month.sheet.services else 1)
        permit(self._save, needs_something(month.sheet.services))
        self._show_buttons()
        wanted, self._wanted = self._wanted, None
        if wanted is not None:
            self.table.setCurrentIndex(self.model.index(*wanted))

    def _on_month(self, _month: object) -> None:
        self.load()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(*_SOURCES):
            self._is_stale = True
            if self.isVisible():
                self.load()

    def _show_buttons(self) -> None:
        line = self.table.line
        on_service = line is not None and not line.is_sum
        for action in (self._one, self._paper_one):
            permit(action, choice_needed(line, fits=on_service))
        for made in (self._paper, self._open):
            permit(made, needs_something(self.model.lines))

    def showEvent(self, event: QShowEvent) -> None:
        """Ask only when somebody looks."""
        super().showEvent(event)
        if self._is_stale:
            self.load()
        if self.tabs.currentIndex():
            self.sheets.load_if_stale()
        else:
            self.table.setFocus()

    # --- behind a figure

    def _open_current(self) -> None:
        index = self.table.currentIndex()
        figure = self.model.figure(index) if index.isValid() else ""
        if figure:
            self.open_figure(self.model.lines[index.row()], figure)
        else:
            self.context.notifier.info(tr("reports.month.no_figure"))

    def open_figure(self, line: FigureLine, figure: str) -> None:
        """Show the list that makes a figure."""
        if self.month is not None:
            operation = self.context.ops.read(behind, self.context.office, self.month, line, figure)
            operation.on_success(self._show_behind).run()

    def _show_behind(self, found: BehindList) -> None:
        BehindDialog(self.context, found, self).open()

    # --- the sheet

    def ask_place(self) -> None:
        """Ask where the office's month is to be saved."""
        self._ask(None, tr("reports.month.file", month=f"{self.switch.month:%Y-%m}"))

    def _ask_place_for_one(self) -> None:
        line = self.table.line
        if line is not None and line.service_id is not None:
            from cusdesk.export.names import safe_file_stem

            name = tr("reports.month.file_one", month=f"{self.switch.month:%Y-%m}", name=line.name)
            self._ask(line.service_id, safe_file_stem(name))

    def _ask(self, service_id: bytes | None, stem: str) -> None:
        last = self.context.settings.get(LAST_FOLDER)
        folder = Path(last) if last and Path(last).is_dir() else documents_dir()
        chosen, _ = QFileDialog.getSaveFileName(
            self, tr("reports.month.save"), str(folder / f"{stem}.xlsx"), tr("listing.filter.xlsx")
        )
        if chosen:
            path = Path(chosen)
            self.save_as(
                path if path.suffix.lower() == ".xlsx" else Path(f"{chosen}.xlsx"), service_id
            )

    def save_as(self, path: Path, service_id: bytes | None = None) -> None:
        """Write the month, of the office or of one service, as a workbook."""
        self.context.settings.set(LAST_FOLDER, str(path.parent))
        operation = self.context.ops.read(
            save_month_xlsx, self.context.office, self.switch.month, path, service_id
        )
        operation.with_waiting("reports.month.saving")
        operation.on_success(partial(self._on_saved, path)).run()

    def _on_saved(self, path: Path, _count: int) -> None:
        self.context.notifier.success(
            tr("reports.month.saved", place=str(path)),
            tr("reports.month.open_folder"),
            partial(_open_folder, path.parent),
        )

    def _show_paper(self) -> None:
        show_month_paper(self.context, self.switch.month, None, self)

    def _show_paper_of_one(self) -> None:
        line = self.table.line
        if line is not None and line.service_id is not None:
            show_month_paper(self.context, self.switch.month, line.service_id, self)

    @property
    def words(self) -> str:
        """The month shown, in words."""
        return month_words(self.switch.month)


def _open_folder(folder: Path) -> None:
    QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
