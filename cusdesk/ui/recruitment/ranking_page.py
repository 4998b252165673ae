"""The list: who stands where, with whom it is a family, and what is done about one person."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.recruitment import CandidateStatus
from cusdesk.services import recruitment
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label
from cusdesk.ui.recruitment.calls_page import phone_words
from cusdesk.ui.recruitment.forms import ReasonDraft, reason_form

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.recruitment import CandidateRow, EditionBoard
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


def _tone(row: CandidateRow) -> str:
    if row.status.is_out:
        return "muted"
    return "success" if row.has_seat else "warning"


def _phone(row: CandidateRow) -> str:
    return phone_words(row) if row.phone else ""


def family_words(row: CandidateRow) -> str:
    """Return who of the edition looks like one family."""
    return "; ".join(f"{name} ({enum_label(sign)})" for name, sign in row.family)


def _status_words(row: CandidateRow) -> str:
    words = recruitment.result_words(row)
    return tr("recruitment.result.dead", words=words) if row.is_dead else words


COLUMNS = (
    ColumnSpec("rank", "recruitment.column.rank", "number", 8, is_summed=False),
    ColumnSpec("name", "recruitment.column.name", width=24),
    ColumnSpec("points", "recruitment.column.points", "number", 8, is_summed=False),
    ColumnSpec("result", "recruitment.column.result", width=18, getter=_status_words, tone=_tone),
    ColumnSpec("position", "recruitment.column.position", "number", 10, is_summed=False),
    ColumnSpec("submitted_on", "recruitment.column.submitted", "date", 12),
    ColumnSpec("address", "recruitment.column.locality", width=20),
    ColumnSpec("guardian", "recruitment.column.guardian", width=20),
    ColumnSpec("phone", "recruitment.column.phone", width=26, getter=_phone),
    ColumnSpec("family", "recruitment.column.family", width=30, getter=family_words),
    ColumnSpec("remarks", "recruitment.column.remarks", width=40, getter=recruitment.remark_words),
)


class RankingPage(QWidget):
    """The ranking with the waiting list; those who left stand at its end.

    Signals:
        card_wanted: (resident's id).
    """

    card_wanted = Signal(bytes)

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._board: EditionBoard | None = None
        layout = column(self, margin=1, gap=1)
        self.words = label("", "hint", wrap=True)
        layout.addWidget(self.words)
        source = MemorySource(self._rows, COLUMNS)
        spec = TableSpec(
            "recruitment.ranking",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            empty=EmptyState(
                "residents", tr("recruitment.empty.people"), tr("recruitment.empty.people_text")
            ),
            frozen=2,
        )
        self.panel = TablePanel(context, spec)
        self.panel.current_record_changed.connect(self._on_current)
        self.panel.record_opened.connect(self._open)
        self.panel.view.setMinimumHeight(current().row_height * 8)
        layout.addWidget(self.panel, 1)
        self.withdraw = button(tr("recruitment.do.withdraw"), self._withdraw)
        self.exclude = button(tr("recruitment.do.exclude"), self._exclude)
        self.back = button(tr("recruitment.do.bring_back"), self._bring_back)
        self.seat = button(tr("recruitment.do.seat"), self._seat)
        self.card = button(tr("recruitment.do.card"), self._open_current, icon_name="person")
        self.application = button(tr("recruitment.do.application"), self._open_application)
        self.application.setVisible(context.can_open("applications"))
        self._all = (
            self.withdraw, self.exclude, self.back, self.seat, self.card, self.application
        )  # fmt: skip
        layout.addWidget(flow(*self._all))

    def show_board(self, board: EditionBoard) -> None:
        """Show another edition, or the same one anew."""
        self._board = board
        draft = board.edition.draft
        self.words.setText(tr("recruitment.paper.tie", rule=enum_label(draft.tie_rule)))
        self.panel.load()
        self._on_current(self.panel.view.current_id())

    def _rows(self) -> list[CandidateRow]:
        return list(self._board.candidates) if self._board is not None else []

    def _current(self) -> CandidateRow | None:
        return self._board.candidate(self.panel.view.current_id()) if self._board else None

    def _on_current(self, _record_id: bytes | None) -> None:
        row = self._current()
        is_out = row is not None and row.status.is_out
        waits = row is not None and row.status is CandidateStatus.WAITING
        why = why_not_change(self._context.office, "recruitment")
        for made, fits in (
            (self.withdraw, not is_out),
            (self.exclude, not is_out),
            (self.back, is_out),
            (self.seat, waits),
        ):
            permit(made, why or choice_needed(row, fits=fits))
        permit(self.card, choice_needed(row), when=self._context.can_open("residents"))
        has_paper = row is not None and row.application is not None
        permit(self.application, choice_needed(row, fits=has_paper))

    # --- one person

    def _withdraw(self) -> None:
        self._ask_leave(CandidateStatus.WITHDRAWN, "withdraw")

    def _exclude(self) -> None:
        self._ask_leave(CandidateStatus.EXCLUDED, "exclude")

    def _ask_leave(self, status: CandidateStatus, verb: str) -> None:
        row = self._current()
        if row is None:
            return
        office = self._context.office

        def write(typed: ReasonDraft) -> Operation[Changes]:
            """Take the candidate off the list with the day and the reason."""
            return self._context.ops.write(
                recruitment.leave, office, row.id, status, typed.on, typed.reason
            )

        self.dialog = FormDialog(
            self._context,
            tr(f"recruitment.leave.{verb}", name=row.name),
            reason_form(f"recruitment.leave.{verb}_on", "recruitment.leave.reason"),
            ReasonDraft(office.clock.today()),
            write,
            tr(f"recruitment.leave.{verb}_do"),
            self,
            tr(f"recruitment.leave.{verb}_text"),
        )
        self.dialog.open()

    def _seat(self) -> None:
        row = self._current()
        if row is None:
            return
        office = self._context.office

        def write(typed: ReasonDraft) -> Operation[Changes]:
            """Give the candidate a seat out of turn, with the reason."""
            return self._context.ops.write(recruitment.give_seat, office, row.id, typed.reason)

        self.dialog = FormDialog(
            self._context,
            tr("recruitment.leave.seat", name=row.name),
            reason_form("", "recruitment.leave.seat_reason"),
            ReasonDraft(),
            write,
            tr("recruitment.leave.seat_do"),
            self,
            tr("recruitment.leave.seat_text"),
        )
        self.dialog.open()

    def _bring_back(self) -> None:
        row = self._current()
        if row is not None:
            self._context.ops.write(recruitment.bring_back, self._context.office, row.id).run()

    def _open_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._open(record_id)

    def _open_application(self) -> None:
        row = self._current()
        if row is not None and row.application is not None:
            self._context.open_record("applications", row.application_id)

    def _open(self, candidate_id: bytes) -> None:
        row = self._board.candidate(candidate_id) if self._board is not None else None
        if row is not None:
            self.card_wanted.emit(row.resident_id)
