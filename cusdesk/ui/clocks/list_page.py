"""„Terminy”: everything that runs, by day; filtered by kind and by who answers for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QLabel, QMessageBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.clocks import Pace, TermGroup, group_name, pace_name
from cusdesk.services import clocks
from cusdesk.ui.clocks.dialogs import OwnClockDialog
from cusdesk.ui.common.clock_lines import tone_of
from cusdesk.ui.common.flow import FlowLayout
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.questions import question
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from PySide6.QtWidgets import QDialog

    from cusdesk.services.clocks import Clock, OwnClockDetails
    from cusdesk.ui.common.context import ScreenContext


def _tone(clock: Clock) -> str:
    return tone_of(clock.pace)


def _remark(clock: Clock) -> str:
    words = [tr(clock.remark)] if clock.remark else []
    if not clock.is_confirmed:
        words.append(tr("clocks.to_check"))
    return "; ".join(words)


COLUMNS = (
    ColumnSpec("due", "clocks.column.due", "date", 12, tone=_tone),
    ColumnSpec("days", "clocks.column.days", "number", 12, tone=_tone, is_summed=False),
    ColumnSpec(
        "pace", "clocks.column.pace", width=15, getter=lambda c: pace_name(c.pace), tone=_tone
    ),
    ColumnSpec("name", "clocks.column.name", width=32),
    ColumnSpec("about", "clocks.column.about", width=26),
    ColumnSpec("number", "clocks.column.number", width=14),
    ColumnSpec("responsible", "clocks.column.responsible", width=20),
    ColumnSpec("group", "clocks.column.group", width=16, getter=lambda c: group_name(c.group)),
    ColumnSpec("remark", "clocks.column.remark", width=26, getter=_remark),
)


class ClocksPage(QWidget):
    """The list.

    Signals:
        duty_wanted: (its id) a duty of the office was opened; it has a page of its own.
    """

    duty_wanted = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._rows: dict[bytes, Clock] = {}
        self._wanted: tuple[object, str, bool] = (None, "", False)
        self.dialog: QDialog | QMessageBox | None = None
        self.group, self.person, self.pace = QComboBox(), QComboBox(), QComboBox()
        layout = column(self, gap=1.5)
        layout.addWidget(self._filters())
        source = MemorySource(self._read, COLUMNS)
        empty = EmptyState("success", tr("clocks.empty"), tr("clocks.empty_text"))
        spec = TableSpec(
            "clocks.list",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            refresh_on=("clocks", "plans", "applications", "protection", "programmes"),
            empty=empty,
        )
        self.panel = TablePanel(context, spec)
        self.panel.record_opened.connect(self.open_clock)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.counted.connect(self._offer_people)
        layout.addWidget(self._buttons())
        self.panel.view.setMinimumHeight(current().row_height * 7)
        layout.addWidget(self.panel, 1)
        self._on_current(None)

    def _filters(self) -> QWidget:
        bar = QWidget()
        layout = FlowLayout(bar)
        self.group.addItem(tr("clocks.filter.any_group"), None)
        for group in TermGroup:
            self.group.addItem(group_name(group), group)
        self.person.addItem(tr("clocks.filter.anybody"), "")
        self.pace.addItem(tr("clocks.filter.any_pace"), False)
        self.pace.addItem(tr("clocks.filter.pressing"), True)
        for name, box, chars in (
            ("group", self.group, 26),
            ("person", self.person, 28),
            ("pace", self.pace, 26),
        ):
            holder = QWidget()
            inside = column(holder, gap=0.25)
            words = label(tr(f"clocks.filter.{name}"), "label")
            words.setBuddy(box)
            box.setAccessibleName(tr(f"clocks.filter.{name}"))
            box.setFixedWidth(current().chars(chars))
            box.activated.connect(self._on_filter)
            inside.addWidget(words)
            inside.addWidget(box)
            layout.addWidget(holder)
        return bar

    def _buttons(self) -> QWidget:
        bar = QWidget()
        line = FlowLayout(bar)
        self.add = button(tr("clocks.own.new"), self.start_clock, look="main", icon_name="add")
        self.open = button(tr("clocks.open"), self._open_current, icon_name="next")
        self.finish = button(tr("clocks.own.finish"), self._finish, icon_name="check")
        self.retire = button(tr("clocks.own.retire"), self._retire, icon_name="delete")
        self.output = OutputButton(self._context, self.panel, tr("clocks.title"))
        for made in (self.add, self.open, self.finish, self.retire, self.output):
            line.addWidget(made)
        return bar

    def load(self) -> None:
        """Read everything anew."""
        self.panel.load()

    def _read(self) -> Iterable[Clock]:
        group, person, pressing = self._wanted
        found = clocks.list_clocks(self._context.office)
        self._rows = {clock.id: clock for clock in found}
        return [
            clock
            for clock in found
            if (group is None or clock.group == group)
            and person in ("", clock.responsible)
            and not (pressing and clock.pace is Pace.CALM)
        ]

    def _on_filter(self, _index: int) -> None:
        self._wanted = (
            self.group.currentData(),
            self.person.currentData(),
            self.pace.currentData(),
        )
        boxes = (self.group, self.person, self.pace)
        self.output.chosen = "; ".join(b.currentText() for b in boxes if b.currentIndex() > 0)
        self.load()

    def _offer_people(self, _count: int) -> None:
        """Offer everybody who answers for something; the choice stays."""
        self._on_current(None)
        chosen = self.person.currentData()
        names = sorted({clock.responsible for clock in self._rows.values() if clock.responsible})
        self.person.clear()
        self.person.addItem(tr("clocks.filter.anybody"), "")
        for name in names:
            self.person.addItem(name, name)
        self.person.setCurrentIndex(max(0, self.person.findData(chosen)))

    def _current(self) -> Clock | None:
        clock_id = self.panel.view.current_id()
        return self._rows.get(clock_id) if clock_id is not None else None

    def _on_current(self, _record_id: bytes | None) -> None:
        chosen = self._current()
        permit(self.open, choice_needed(chosen))
        for made in (self.finish, self.retire):
            permit(made, choice_needed(chosen, fits=chosen is not None and chosen.is_own))
        keep_from_writing(self._context, "clocks", self.add, self.finish, self.retire)

    def _open_current(self) -> None:
        chosen = self._current()
        if chosen is not None:
            self.open_clock(chosen.id)

    def open_clock(self, clock_id: bytes) -> None:
        """Lead to what the clock is about."""
        clock = self._rows.get(clock_id)
        if clock is None:
            return
        if clock.feature != "clocks":
            self._context.open_record(clock.feature, clock.record_id)
        elif clock.is_own and clock.record_id is not None:
            self.show_own(clock.record_id)
        elif clock.record_id is not None:
            self.duty_wanted.emit(clock.record_id)

    def show_own(self, clock_id: bytes) -> None:
        """Show a term begun by hand."""
        read = self._context.ops.read(clocks.get_own, self._context.office, clock_id)
        read.on_success(self._show_own).run()

    def _show_own(self, details: OwnClockDetails) -> None:
        self._open(OwnClockDialog(self._context, details, self))

    def start_clock(self) -> None:
        """Ask for a new term."""
        self._open(OwnClockDialog(self._context, None, self))

    def _finish(self) -> None:
        chosen = self._current()
        if chosen is None or chosen.record_id is None:
            return
        asked = question(
            self,
            tr("clocks.own.finish_question", name=chosen.name),
            tr("clocks.own.finish_do"),
            partial(self._do_finish, chosen.record_id),
            more=chosen.about,
            title=tr("clocks.own.finish"),
            for_good=False,
        )
        for part in asked.findChildren(QLabel):
            if part.text() == chosen.about:
                mark_personal(part)
        self.dialog = asked
        asked.open()

    def _do_finish(self, record_id: bytes) -> None:
        write = self._context.ops.write(clocks.finish_clock, self._context.office, record_id)
        write.on_success(self._on_written).run()

    def _retire(self) -> None:
        """Put a term begun by mistake into the bin; Ctrl+Z takes it out again."""
        chosen = self._current()
        if chosen is not None and chosen.record_id is not None and chosen.is_own:
            write = self._context.ops.write(
                clocks.retire_clock, self._context.office, chosen.record_id
            )
            write.on_success(self._on_retired).run()

    def _on_retired(self, _changes: object) -> None:
        self._context.notifier.success(tr("clocks.own.retired"))
        self.load()

    def _open(self, dialog: QDialog) -> None:
        self.dialog = dialog
        dialog.accepted.connect(self.load)
        dialog.open()

    def _on_written(self, _changes: object) -> None:
        self.load()
