"""A freed seat: exactly one person is proposed, one key writes down the answer."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QWidget

from cusdesk.core.messages import describe, tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.phones import format_phone
from cusdesk.domain.recruitment import CallOutcome
from cusdesk.services import recruitment
from cusdesk.services.recruitment import CallDraft
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.privacy import mark_personal
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.core.errors import CusdeskError
    from cusdesk.services.recruitment import CandidateRow, EditionBoard
    from cusdesk.ui.common.context import ScreenContext

OUTCOMES = (
    CallOutcome.ACCEPTED,
    CallOutcome.REFUSED,
    CallOutcome.NOT_REACHED,
    CallOutcome.CALLED,
)


class _CallLine:
    """A call with whom it was to, for the history."""

    def __init__(self, row: CandidateRow, number: int) -> None:
        call = row.calls[number]
        self.id = call.id
        self.at: dt.datetime = call.at
        self.moment = f"{format_date(call.at.date())} {call.at:%H:%M}"
        self.name = row.name
        self.outcome = call.outcome
        self.number = format_phone(call.number) if call.number else ""
        self.author = call.author
        self.note = call.note


COLUMNS = (
    ColumnSpec("moment", "recruitment.calls.moment", width=17, can_sort=False),
    ColumnSpec("name", "recruitment.column.name", width=24),
    ColumnSpec(
        "outcome", "recruitment.calls.outcome", "enum", 24, enum_prefix="enums.call_outcome"
    ),
    ColumnSpec("number", "recruitment.column.phone", width=14),
    ColumnSpec("author", "recruitment.calls.author", width=18),
    ColumnSpec("note", "recruitment.calls.note", width=40),
)


class CallsPage(QWidget):
    """Whom to call about a free seat, and every call so far."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._board: EditionBoard | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)  # its letters are keys
        layout = column(self, margin=1, gap=1)
        self.state = label("", "heading", wrap=True)
        self.person = label("", "title", wrap=True)
        self.phone = label("", "title", wrap=True)
        self.details = label("", "hint", wrap=True)
        for line in (self.person, self.phone, self.details):
            mark_personal(line)
        self.problem = label("", "problem", wrap=True)
        self.problem.hide()
        for line in (self.state, self.person, self.phone, self.details):
            layout.addWidget(line)
        self.note = QLineEdit()
        self.note.setPlaceholderText(tr("recruitment.calls.note_hint"))
        self.note.setAccessibleName(tr("recruitment.calls.note"))
        self.note.setMaximumWidth(current().chars(70))
        layout.addWidget(self.note)
        self.buttons = {outcome: self._button(outcome) for outcome in OUTCOMES}
        layout.addWidget(flow(*self.buttons.values()))
        layout.addWidget(self.problem)
        layout.addWidget(label(tr("recruitment.calls.history"), "heading"))
        source = MemorySource(self._calls, COLUMNS)
        spec = TableSpec(
            "recruitment.calls",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            empty=EmptyState("phone", tr("recruitment.empty.calls")),
        )
        self.panel = TablePanel(context, spec)
        self.panel.view.setMinimumHeight(current().row_height * 5)
        layout.addWidget(self.panel, 1)

    def _button(self, outcome: CallOutcome) -> QWidget:
        key = tr(f"recruitment.calls.key.{outcome.value}")
        words = tr(f"recruitment.calls.do.{outcome.value}")
        look = "main" if outcome is CallOutcome.ACCEPTED else ""
        made = button(f"{words} ({key})", partial(self.log, outcome), look=look)
        shortcut = QShortcut(QKeySequence(key), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(partial(self.log, outcome))
        return made

    @property
    def proposed(self) -> CandidateRow | None:
        """The one person to be called now."""
        return self._board.candidate(self._board.next_id) if self._board is not None else None

    def show_board(self, board: EditionBoard) -> None:
        """Show another edition, or the same one anew."""
        self._board = board
        row = self.proposed
        self.state.setText(state_words(board))
        for line in (self.person, self.phone, self.details, self.note):
            line.setVisible(row is not None)
        may = self._context.office.can_change("recruitment")
        for made in self.buttons.values():
            made.setVisible(row is not None)
            made.setEnabled(may)
        if row is not None:
            self.person.setText(f"{row.rank}. {row.name}")
            self.phone.setText(phone_words(row))
            self.details.setText(detail_words(row))
        self.problem.hide()
        self.panel.load()

    def log(self, outcome: CallOutcome) -> None:
        """Write down the answer of the person proposed; the next one is shown at once."""
        row = self.proposed
        if row is None or not self._context.office.can_change("recruitment"):
            return
        call = CallDraft(outcome, row.phone, self.note.text())
        self.note.clear()
        operation = self._context.ops.write(
            recruitment.log_call, self._context.office, row.id, call
        )
        operation.on_error(self._on_refused).run()
        self.setFocus()

    def _on_refused(self, error: CusdeskError) -> None:
        self.problem.setText(describe(error))
        self.problem.show()

    def _calls(self) -> list[_CallLine]:
        rows = self._board.candidates if self._board is not None else ()
        lines = [_CallLine(row, n) for row in rows for n in range(len(row.calls))]
        return sorted(lines, key=lambda line: line.at, reverse=True)


def state_words(board: EditionBoard) -> str:
    """Return how the seats stand."""
    if not board.is_approved:
        return tr("recruitment.calls.not_approved")
    if board.free is None:
        return tr("recruitment.calls.no_limit")
    over = board.taken - (board.edition.draft.seats or 0)
    if over > 0:
        return tr("recruitment.calls.over", n=over)
    if board.free and board.next_id is None:
        return tr("recruitment.calls.nobody", n=board.free)
    return (
        tr("recruitment.calls.free", n=board.free) if board.free else tr("recruitment.calls.full")
    )


def phone_words(row: CandidateRow) -> str:
    """Return the number to call and whose it is."""
    if not row.phone:
        return tr("recruitment.calls.no_phone")
    number = format_phone(row.phone)
    return f"{number} ({row.phone_owner})" if row.phone_owner else number


def detail_words(row: CandidateRow) -> str:
    """Return what helps in the talk: birth, address, guardian, points, calls so far."""
    parts = [row.address, tr("recruitment.calls.points", n=row.points)]
    if row.birth_date is not None:
        parts.insert(0, tr("recruitment.calls.born", date=format_date(row.birth_date)))
    if row.guardian:
        parts.append(tr("recruitment.calls.guardian", name=row.guardian))
    lines = [" · ".join(part for part in parts if part)]
    lines += [
        tr(
            "recruitment.calls.before",
            date=f"{format_date(call.at.date())} {call.at:%H:%M}",
            outcome=enum_label(call.outcome),
            who=call.author,
        )
        for call in row.calls[-3:]
    ]
    return "\n".join(lines)
