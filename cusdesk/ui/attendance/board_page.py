"""Typing the presence of a group: the grid, the keys beside it, what is saved below it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QWidget,
)

from cusdesk.core.messages import tr
from cusdesk.domain.planned import month_range
from cusdesk.services.attendance import attendance_board
from cusdesk.ui.attendance.day_tools import DayTools
from cusdesk.ui.attendance.grid.keys import Advance
from cusdesk.ui.attendance.grid.session import GridSession
from cusdesk.ui.attendance.grid.status import StatusLine
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.pool_line import PoolLine
from cusdesk.ui.common.stacks import SeenLayout
from cusdesk.ui.common.table import EmptyState
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, row

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtGui import QResizeEvent, QShowEvent

    from cusdesk.services.attendance import Board
    from cusdesk.ui.common.context import ScreenContext

_CHOICES = "attendance.grid"
NOWHERE = (-1, -1)
_ROOM_FOR_LEGEND = 25
"""Lines of text."""


class BoardPage(QWidget):
    """The grid of one group and month.

    Signals:
        people_wanted: the empty grid leads to the first step.
    """

    people_wanted = Signal()

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._sessions: dict[tuple[bytes, object], GridSession] = {}
        self._wanted: tuple[bytes, dt.date] | None = None
        self._cell = NOWHERE
        self.session: GridSession | None = None
        self._build()

    # --- building

    def _build(self) -> None:
        kept = self._context.settings.table(_CHOICES)
        layout = column(self, gap=1)
        layout.addWidget(self._tools(kept))
        self._legend = label(tr("attendance.grid.legend"), "hint", wrap=True)
        self._legend.setToolTip(tr("attendance.grid.legend_tip"))
        layout.addWidget(self._legend)
        self._frame, inside = card(margin=0, gap=0)
        self._stack = SeenLayout()
        inside.addLayout(self._stack)
        self._no_people = EmptyState(
            "person",
            tr("attendance.grid.no_people"),
            tr("attendance.grid.no_people_hint"),
            (tr("attendance.members.add"), self.people_wanted.emit),
        )
        self._stack.addWidget(self._no_people)
        layout.addWidget(self._frame, 1)
        self.status = StatusLine()
        self.status.next_wanted.connect(self._show_trouble)
        self.status.retry_wanted.connect(self._retry)
        layout.addWidget(self.status)
        self.pools = PoolLine(self._context)
        layout.addWidget(self.pools)

    def _tools(self, kept: dict[str, object]) -> QWidget:
        self._present = button(
            tr("attendance.grid.all_present"), self._all_present, icon_name="check"
        )
        self._present.setToolTip(tr("attendance.grid.all_present_tip"))
        words = label(tr("attendance.grid.advance"))
        self.advance = QComboBox()
        for choice in Advance:
            self.advance.addItem(tr(f"attendance.grid.advance_{choice}"), choice)
        choices = [str(choice) for choice in Advance]
        chosen = str(kept.get("advance", ""))
        self.advance.setCurrentIndex(choices.index(chosen) if chosen in choices else 0)
        self.advance.setAccessibleName(words.text())
        words.setBuddy(self.advance)
        self.advance.activated.connect(self._on_choice)
        ways = QWidget()
        line = row(ways, gap=1)
        line.addWidget(words)
        line.addWidget(self.advance)
        self.all_days = QCheckBox(tr("attendance.grid.all_days"))
        self.all_days.setToolTip(tr("attendance.grid.all_days_tip"))
        self.all_days.setChecked(kept.get("all_days") is True)
        self.all_days.clicked.connect(self._on_choice)
        self.tools = DayTools(self._context)
        return flow(self._present, ways, self.all_days, self.tools)

    # --- showing

    def show_group(self, group_id: bytes, month: dt.date) -> None:
        """Show a group's month; what is typed in another one is saved in the background."""
        self.flush()
        self._wanted = (group_id, month)
        known = self._sessions.get(self._wanted)
        if known is not None:
            self._show(known)
            known.reload()
            return
        operation = self._context.ops.read(attendance_board, self._context.office, group_id, month)
        operation.replacing(f"board-page-{id(self)}").on_success(self._on_board).run()

    @property
    def has_troubles(self) -> bool:
        """Whether cells of any month wait to be mended or saved."""
        return any(session.state.troubles for session in self._sessions.values())

    @property
    def cell(self) -> tuple[int, int]:
        """The cell under the cursor; set before the grid is read, it is gone to then."""
        return self.session.grid.place if self.session is not None else self._cell

    @cell.setter
    def cell(self, cell: tuple[int, int]) -> None:
        """Go to a cell at once, or as soon as the grid is read."""
        self._cell = cell
        if self.session is not None:
            self.session.grid.go_to(cell)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the keys to F1 where people need the room."""
        super().resizeEvent(event)
        self._legend.setVisible(self.height() >= current().line * _ROOM_FOR_LEGEND)

    def showEvent(self, event: QShowEvent) -> None:
        """Show only days with a meeting when some were added meanwhile on another page."""
        super().showEvent(event)
        if self.session is not None:
            wanted = self._wants_all_days(self.session.state.board)
            if self.session.state.all_days != wanted:
                self.session.show_all_days(wanted)

    def flush(self) -> None:
        """Keep what is being typed, and hand everything to the office file."""
        if self.session is not None:
            editor = self.session.grid.editor
            if editor.isVisible():
                editor.finished.emit(editor.text(), 0, 0)
                editor.hide()
            self.session.saver.flush()

    def _on_board(self, board: Board) -> None:
        session = GridSession(self._context, board, self, all_days=self._wants_all_days(board))
        session.state_changed.connect(partial(self._show_state, session))
        session.reloaded.connect(partial(self._on_reloaded, session))
        grid = session.grid
        grid.left.connect(self.advance.setFocus)
        grid.filled.connect(self._on_filled)
        grid.refused_key.connect(self._on_refused_key)
        grid.customContextMenuRequested.connect(self.tools.show_menu)
        grid.reasons_asked.connect(self.tools.show_reasons)
        self._sessions[session.key] = session
        self._stack.addWidget(session.panes)
        self._show(session)
        for key in [k for k, s in self._sessions.items() if s is not session and s.is_finished]:
            self._sessions.pop(key).close()

    def _wants_all_days(self, board: Board) -> bool:
        return self.all_days.isChecked() or not board.grid.meetings

    def _show(self, session: GridSession) -> None:
        self.session = self.tools.session = session
        session.grid.advance = Advance(self.advance.currentData())
        grid = session.grid
        if not grid.currentIndex().isValid():
            grid.go_to((0, self._first_open_day(session)))
            cell, self._cell = self._cell, NOWHERE
            grid.go_to(cell)
        self._on_reloaded(session)
        self._show_state(session)
        if self.isVisible() and session.state.people:
            grid.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _first_open_day(session: GridSession) -> int:
        state = session.state
        rows = range(len(state.people))
        for number in range(len(state.columns)):
            if any(state.cell(r, number) is None and state.belongs(r, number) for r in rows):
                return number if any(not day.is_new for day in state.columns) else 0
        return 0

    def _on_reloaded(self, session: GridSession) -> None:
        if session is self.session:
            shown = session.panes if session.state.people else self._no_people
            self._stack.setCurrentWidget(shown)
            self._present.setEnabled(bool(session.state.people) and not session.grid.read_only)

    def _show_state(self, session: GridSession) -> None:
        if session is self.session:
            self.status.show_session(session)
            self.tools.show_day()
            self._show_pools(session)

    def _show_pools(self, session: GridSession) -> None:
        """Say what is left of the pools the person under the cursor draws from."""
        people, line = session.state.people, session.grid.place[0]
        grid = session.state.board.grid
        whose = people[line].resident_id if 0 <= line < len(people) else None
        self.pools.ask(grid.service_id, whose, month_range(grid.month)[1])

    # --- what the person does

    def _all_present(self) -> None:
        if self.session is not None:
            self.session.grid.all_present()
            self.session.grid.setFocus()

    def _on_choice(self) -> None:
        self._context.settings.set_table(
            _CHOICES,
            {"advance": str(self.advance.currentData()), "all_days": self.all_days.isChecked()},
        )
        if self.session is not None:
            self.session.grid.advance = Advance(self.advance.currentData())
            self.session.show_all_days(self._wants_all_days(self.session.state.board))

    def _on_filled(self, written: int, kept: int) -> None:
        if written:
            text = tr("attendance.grid.filled", n=written)
            rest = tr("attendance.grid.filled_kept", n=kept) if kept else ""
            self._context.notifier.success(f"{text} {rest}".strip())
        else:
            self._context.notifier.info(tr("attendance.grid.filled_none"))

    def _on_refused_key(self, key: str) -> None:
        self.status.say(tr("attendance.grid.unknown_key", key=key), "warning")

    def _show_trouble(self) -> None:
        if self.session is not None and self.session.state.troubles:
            troubles, here = self.session.state.troubles, self.session.grid.place
            after = [place for place in troubles if place > here] or troubles
            self.session.grid.go_to(after[0])
            self.session.grid.setFocus()

    def _retry(self) -> None:
        if self.session is not None:
            self.session.retry()
