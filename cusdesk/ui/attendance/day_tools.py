"""What is done for a day beside its marks: somebody from outside the list, heads, menus."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.attendance import Mark
from cusdesk.services.attendance import MarkEntry, NewMeeting, write_marks
from cusdesk.services.attendance.absences import (
    MissedMeeting,
    allowed_reasons,
    make_up,
    missed_meetings,
)
from cusdesk.services.attendance.heads import HeadLine, head_lines, head_localities
from cusdesk.ui.attendance.grid.menu import cell_menu, make_up_menu, reason_menu
from cusdesk.ui.attendance.grid.model import day_words
from cusdesk.ui.attendance.heads_dialog import heads_dialog
from cusdesk.ui.common.person_field import PersonField
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.tips import tip
from cusdesk.ui.common.widgets import button, keep_from_writing, label, row

if TYPE_CHECKING:
    from PySide6.QtCore import QPoint

    from cusdesk.domain.absences import Reason
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.ui.attendance.grid.session import GridSession
    from cusdesk.ui.attendance.grid.state import DayColumn
    from cusdesk.ui.common.context import ScreenContext


class DayTools(QWidget):
    """The field for a guest and the button for heads; also the menus of a cell."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._reasons: tuple[Reason, ...] = ()
        self.session: GridSession | None = None
        line = row(self, gap=1)
        words = label(tr("attendance.guest.label"))
        self.guest = PersonField(context)
        self.guest.setMaximumWidth(current().chars(28))
        self.guest.setToolTip(tip(tr("attendance.guest.tip")))
        self.guest.setAccessibleName(words.text())
        self.guest.chosen.connect(self._add_guest)
        words.setBuddy(self.guest)
        self.heads = button(tr("attendance.heads.open"), self.show_heads)
        self.heads.setToolTip(tip(tr("attendance.heads.tip")))
        for widget in (words, self.guest, self.heads):
            line.addWidget(widget)
        keep_from_writing(context, "attendance", self.guest, self.heads)
        operation = context.ops.read(allowed_reasons, context.office)
        operation.on_success(self._take_reasons).run()

    def _take_reasons(self, reasons: tuple[Reason, ...]) -> None:
        self._reasons = reasons

    @property
    def day(self) -> DayColumn | None:
        """The day under the cursor."""
        if self.session is None or self.session.grid.place[1] < 0:
            return None
        return self.session.state.columns[self.session.grid.place[1]]

    def show_day(self) -> None:
        """Say how many were counted without names on the day under the cursor."""
        day, session = self.day, self.session
        heads = session.state.board.heads.get(day.id, 0) if session and day else 0
        words = tr("attendance.heads.counted", n=heads) if heads else tr("attendance.heads.open")
        if self.heads.text() != words:
            self.heads.setText(words)

    # --- somebody from outside the list

    def _add_guest(self, resident_id: bytes, name: str) -> None:
        day, session = self.day, self.session
        self.guest.clear()
        if day is None or session is None:
            return
        new = [NewMeeting(day.id, session.state.grid.group_id, day.date)] if day.is_new else []
        entry = MarkEntry(day.id, resident_id, Mark.PRESENT)
        operation = self._context.ops.write(write_marks, self._context.office, [entry], new)
        operation.on_success(partial(self._on_guest, name, day_words(day))).run()

    def _on_guest(self, name: str, day: str, _changes: Changes) -> None:
        self._context.notifier.success(tr("attendance.guest.added", name=name, day=day))

    # --- heads without names

    def show_heads(self) -> None:
        """Show who was counted on the day under the cursor."""
        day = self.day
        if day is None or day.is_new:
            self._context.notifier.info(tr("attendance.heads.no_meeting"))
            return
        operation = self._context.ops.read(_heads_of, self._context.office, day.id)
        operation.on_success(partial(self._on_heads, day)).run()

    def _on_heads(self, day: DayColumn, found: tuple[list[HeadLine], list[str]]) -> None:
        lines, localities = found
        heads_dialog(self._context, day.id, day_words(day), lines, localities, self).open()

    # --- menus of a cell

    def show_reasons(self) -> None:
        """Show the reasons of absence beside the cell under the cursor."""
        if self.session is not None and not self.session.grid.read_only:
            grid = self.session.grid
            below = grid.visualRect(grid.currentIndex()).bottomLeft()
            menu = reason_menu(self, grid, self._reasons)
            menu.popup(grid.viewport().mapToGlobal(below))

    def show_menu(self, place: QPoint) -> None:
        """Show everything that can be done with the cell; first ask what it may make up for."""
        session, day = self.session, self.day
        if session is None:
            return
        cell = session.state.cell(*session.grid.place) if day is not None else None
        if day is None or day.is_new or cell is None or cell.mark is not Mark.PRESENT:
            self._pop(place, None)
            return
        person = session.state.people[session.grid.place[0]].resident_id
        operation = self._context.ops.read(missed_meetings, self._context.office, day.id, person)
        operation.on_success(partial(self._pop, place)).run()

    def _pop(self, place: QPoint, missed: list[MissedMeeting] | None) -> None:
        session, day = self.session, self.day
        if session is None:
            return
        grid = session.grid
        inner = [reason_menu(self, grid, self._reasons)]
        if missed is not None and day is not None:
            key = session.state.key(*grid.place)
            cell = session.state.grid.cells.get(key)
            chosen = cell.makes_up if cell is not None else None
            inner.append(make_up_menu(self, missed, chosen, partial(self._make_up, *key)))
        menu = cell_menu(self, grid, inner)
        menu.popup(grid.viewport().mapToGlobal(place))

    def _make_up(self, resident_id: bytes, meeting_id: bytes, missed: bytes | None) -> None:
        self._context.ops.write(
            make_up, self._context.office, meeting_id, resident_id, missed
        ).run()


def _heads_of(office: Office, meeting_id: bytes) -> tuple[list[HeadLine], list[str]]:
    return head_lines(office, meeting_id), head_localities(office)
