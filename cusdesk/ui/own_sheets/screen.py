"""„Arkusze biura”: point at an own workbook once, fill it every month."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QInputDialog, QTabBar, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.services import catalogue, own_sheets
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.month_switch import MonthSwitch
from cusdesk.ui.common.permits import needs_something, permit
from cusdesk.ui.common.screen import Screen
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.widgets import button, card, column, keep_from_writing, label, row
from cusdesk.ui.own_sheets.files import SheetFiles
from cusdesk.ui.own_sheets.mark_panel import MarkPanel, place_of
from cusdesk.ui.own_sheets.picture import PictureModel, PictureView

if TYPE_CHECKING:
    from PySide6.QtGui import QShowEvent

    from cusdesk.core.errors import CusdeskError
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.own_sheets import Mark
    from cusdesk.services.own_sheets import FilledSheet, KeptSheet, SheetRow
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = ("own_sheets", "attendance", "catalogue", "residents", "plans", "contracts", "office")


class OwnSheetsScreen(Screen):
    """The kept workbooks, the cells of one, and the month that goes into them."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, tr("own_sheets.title"))
        self.kept: KeptSheet | None = None
        self.filled: FilledSheet | None = None
        self.files = SheetFiles(context, self)
        self._is_stale = True
        self._wanted: bytes | None = None
        self.switch = MonthSwitch(context.office.clock.today(), self)
        self.switch.changed.connect(self._fill)
        self.header_row.addWidget(self.switch)
        self.save = button(
            tr("own_sheets.fill.action"), self._ask_place, look="main", icon_name="excel"
        )
        self.header_row.addWidget(self.save)
        self._intro = label(tr("own_sheets.intro"), "hint", wrap=True)
        self.body.addWidget(self._intro)
        self._stack = SeenLayout()
        self.body.addLayout(self._stack, 1)
        self._stack.addWidget(self._page())
        self._stack.addWidget(
            EmptyState(
                "excel",
                tr("own_sheets.empty"),
                tr("own_sheets.empty_hint"),
                (tr("own_sheets.add"), self.files.ask_new),
            )
        )
        context.bus.changed.connect(self._on_changes)

    def _page(self) -> QWidget:
        page = QWidget()
        outer = column(page, gap=1.5)
        outer.addWidget(self._choice_line())
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        outer.addWidget(self.problem)
        self.model = PictureModel()
        self.view = PictureView(self.model)
        self.view.selectionModel().currentChanged.connect(self._show_cell)
        self.panel = MarkPanel()
        self.panel.changed.connect(self._on_mark)
        self.panel.dropped.connect(self._on_drop)
        frame, inside = card(margin=0)
        self.pages = QTabBar()
        self.pages.setDrawBase(False)
        self.pages.setAccessibleName(tr("own_sheets.pages"))
        self.pages.currentChanged.connect(self._show_page)
        inside.addWidget(self.pages)
        inside.addWidget(self.view, 1)
        sides = row(gap=2)
        sides.addWidget(frame, 1)
        sides.addWidget(self.panel)
        outer.addLayout(sides, 1)
        return page

    def _choice_line(self) -> QWidget:
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("own_sheets.choice"))
        self.choice.setMinimumContentsLength(24)
        self.choice.activated.connect(self._open_chosen)
        changing = (
            button(tr("own_sheets.add"), self.files.ask_new, icon_name="add"),
            button(tr("own_sheets.replace"), self._ask_newer, icon_name="import"),
            button(tr("own_sheets.rename"), self._ask_name, icon_name="edit"),
            button(tr("own_sheets.retire"), self._put_away, icon_name="delete"),
        )
        keep_from_writing(self.context, "own_sheets", *changing)
        return flow(self.choice, *changing)

    # --- showing

    def showEvent(self, event: QShowEvent) -> None:
        """Ask only when somebody looks."""
        super().showEvent(event)
        if self._is_stale:
            self.load()
        self.view.setFocus()

    def show_record(self, record_id: bytes) -> None:
        """Show one kept workbook."""
        self._wanted = record_id
        self.load()

    def load(self) -> None:
        """Ask for the kept workbooks."""
        self._is_stale = False
        office = self.context.office
        services = self.context.ops.read(catalogue.names, office)
        services.replacing(f"own-services-{id(self)}").on_success(self._on_services).run()
        read = self.context.ops.read(own_sheets.list_sheets, office)
        read.replacing(f"own-sheets-{id(self)}").on_success(self._on_list).run()

    def _on_services(self, services: list[tuple[bytes, str]]) -> None:
        self.panel.show_services(services)
        self._show_cell()

    def _on_list(self, rows: list[SheetRow]) -> None:
        shown = self._wanted or (self.kept.id if self.kept else None)
        self._wanted = None
        self.choice.clear()
        for each in rows:
            self.choice.addItem(each.name, each.id)
        self._stack.setCurrentIndex(0 if rows else 1)
        self._intro.setVisible(not rows)  # later the picture of the sheet needs the room
        permit(self.save, needs_something(rows))
        if rows:
            self.choice.setCurrentIndex(place_of(self.choice, shown))
            self._open_chosen()
        else:
            self.kept = self.filled = None

    def _open_chosen(self, _index: int = 0) -> None:
        read = self.context.ops.read(own_sheets.get, self.context.office, self.choice.currentData())
        read.replacing(f"own-sheet-{id(self)}").on_success(self._on_kept).run()

    def _on_kept(self, kept: KeptSheet) -> None:
        is_other = self.kept is None or (self.kept.id, self.kept.version) != (kept.id, kept.version)
        self.kept = kept
        if is_other:
            self._show_pages(kept)
        self._fill()

    def _show_pages(self, kept: KeptSheet) -> None:
        self.pages.blockSignals(True)
        while self.pages.count():
            self.pages.removeTab(0)
        for name in kept.own.sheet_names:
            self.pages.addTab(name)
        marked = next((mark.sheet for mark in kept.marks), None)
        names = kept.own.sheet_names
        self.pages.setCurrentIndex(names.index(marked) if marked in names else 0)
        self.pages.setVisible(len(names) > 1)
        self.pages.blockSignals(False)
        self._show_page()
        first = next((mark.cell for mark in kept.marks if mark.sheet == self.sheet), "A1")
        self.view.go_to(first)

    @property
    def sheet(self) -> str:
        """The name of the sheet that is shown."""
        return self.pages.tabText(self.pages.currentIndex())

    def _show_page(self, _index: int = 0) -> None:
        if self.kept is not None and self.sheet:
            self.model.show_sheet(self.kept.own, self.sheet)
            self.view.show_sheet(self.kept.own, self.sheet)
            self._show_marks()

    def _fill(self, _month: object = None) -> None:
        if self.kept is None:
            return
        read = self.context.ops.read(
            own_sheets.fill, self.context.office, self.kept.id, self.switch.month
        )
        read.replacing(f"own-fill-{id(self)}")
        read.on_success(self._on_filled).on_error(self._on_refused).run()

    def _on_filled(self, filled: FilledSheet) -> None:
        self.filled = filled
        unknown = ", ".join(mark.cell for mark in filled.unknown)
        self._say(tr("own_sheets.fill.unknown", cells=unknown) if unknown else "", "warning")
        if not filled.cells:
            self._say(tr("own_sheets.fill.no_marks"), "warning")
        permit(self.save, needs_something(filled.cells))
        self._show_marks()

    def _on_refused(self, error: CusdeskError) -> None:
        self.filled = None
        permit(self.save, needs_something(None))
        self._say(describe(error), "problem")
        self._show_marks()

    def _say(self, words: str, look: str) -> None:
        self.problem.setProperty("look", look)
        self.problem.style().polish(self.problem)
        self.problem.setText(words)
        self.problem.setVisible(bool(words))

    def _show_marks(self) -> None:
        if self.kept is None:
            return
        marks = {mark.cell: mark for mark in self.kept.marks if mark.sheet == self.sheet}
        cells = self.filled.cells if self.filled else ()
        self.model.show_marks(marks, {cell.mark.place: cell.figure for cell in cells})
        self._show_cell()

    def _show_cell(self, *_moved: object) -> None:
        index = self.view.currentIndex()
        if self.kept is None or not index.isValid():
            return
        place = self.sheet, self.model.place(index)
        mark = next((each for each in self.kept.marks if each.place == place), None)
        likely = own_sheets.likely_whose(self.kept, *place, self.panel.services)
        is_formula = self.kept.own.held(*place).is_formula
        self.panel.show_cell(place, mark, likely, is_formula=is_formula)

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if changes.touches(*_SOURCES):
            self._is_stale = True
            if self.isVisible():
                self.load()

    # --- changing

    def _on_mark(self, mark: Mark) -> None:
        kept = [each for each in self.kept.marks if each.place != mark.place] if self.kept else []
        self._keep([*kept, mark])

    def _on_drop(self) -> None:
        place = self.sheet, self.model.place(self.view.currentIndex())
        if self.kept is not None:
            self._keep([each for each in self.kept.marks if each.place != place])

    def _keep(self, marks: list[Mark]) -> None:
        if self.kept is not None:
            self.context.ops.write(
                own_sheets.change_marks, self.context.office, self.kept.id, self.kept.own, marks
            ).run()

    def _ask_newer(self) -> None:
        if self.kept is not None:
            self.files.ask_newer(self.kept)

    def _ask_name(self) -> None:
        if self.kept is None:
            return
        name, is_given = QInputDialog.getText(
            self, tr("own_sheets.rename"), tr("fields.own_sheets.name"), text=self.kept.name
        )
        if is_given:
            self.context.ops.write(own_sheets.rename, self.context.office, self.kept.id, name).run()

    def _put_away(self) -> None:
        if self.kept is not None:
            operation = self.context.ops.write(own_sheets.retire, self.context.office, self.kept.id)
            operation.on_success(self._on_put_away).run()

    def _on_put_away(self, _changes: object) -> None:
        self.context.notifier.success(tr("own_sheets.retired"))

    def _ask_place(self) -> None:
        if self.kept is not None and self.filled is not None:
            self.files.ask_place(self.filled, self.kept.name, self.switch.month)
