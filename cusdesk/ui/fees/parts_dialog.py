"""A resident's debt in parts: when each is due, what is open, the paper, the end of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, column, label, resize_within_screen
from cusdesk.ui.fees.parts_form import PartsForm

if TYPE_CHECKING:
    import datetime as dt

    from PySide6.QtWidgets import QWidget

    from cusdesk.domain.fees.instalments import InstalmentDraft
    from cusdesk.services.fees import Instalments
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation

_WIDTH_CHARS, _ROWS = 90, 18


@dataclass(frozen=True, slots=True)
class PartLine:
    """One part in the list."""

    id: bytes
    number: str
    due_on: dt.date
    amount_gr: int
    open_gr: int | None
    state: str


def _tone(row: PartLine) -> str:
    return "error" if row.state == "late" else ""


COLUMNS = (
    ColumnSpec("number", "fees.parts.number", width=12),
    ColumnSpec("due_on", "fees.parts.due", "date", 13),
    ColumnSpec("amount_gr", "fees.parts.amount", "money", 13),
    ColumnSpec("open_gr", "fees.parts.left", "money", 13),
    ColumnSpec("state", "fees.parts.state", "enum", 18, enum_prefix="fees.parts", tone=_tone),
)


def part_lines(plan: Instalments, today: dt.date) -> list[PartLine]:
    """Return the parts of a debt with what became of each."""
    return [
        PartLine(
            bytes([part.number]),
            tr("fees.parts.name", n=part.number, of=len(plan.parts)),
            part.due_on,
            part.amount_gr,
            part.open_gr,
            part.state_on(today),
        )
        for part in plan.parts
    ]


@dataclass(slots=True)
class EndFields:
    """Why the parts end."""

    end_reason: str = ""


_END = FormSpec([
    Section("", [FieldSpec("end_reason", "fields.fee_instalment_plans.end_reason", "multiline",
                           required=True, lines=3)]),
])  # fmt: skip


class PartsDialog(QDialog):
    """The newest debt in parts with its schedule; earlier ones in a line each."""

    def __init__(
        self, context: ScreenContext, resident_id: bytes, name: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("fees.parts.title"))
        self._context, self._resident_id, self._name = context, resident_id, name
        self.plans: list[Instalments] = []
        layout = column(self, margin=2, gap=1)
        layout.addWidget(label(f"{tr('fees.parts.title')}: {name}", "title", wrap=True))
        self.words = label("", wrap=True)
        layout.addWidget(self.words)
        source = MemorySource(self._lines, COLUMNS)
        empty = EmptyState("fees", tr("fees.parts.empty"))
        spec = TableSpec("fees.parts", COLUMNS, source.list_ids, source.rows_for, empty=empty)
        self.panel = TablePanel(context, spec)
        layout.addWidget(self.panel, 1)
        self.agree = button(tr("fees.parts.new"), self._propose, look="main", icon_name="add")
        self.paper = button(tr("fees.parts.paper"), self._show_paper, icon_name="pdf")
        self.end = button(tr("fees.parts.end"), self._ask_end, icon_name="close")
        self._may = context.office.can_change("fees.confirm")
        close = button(tr("common.button.close"), self.close)
        layout.addWidget(flow(self.agree, self.paper, self.end, close))
        for made in (self.agree, self.paper, self.end):
            made.setVisible(self._may)
        resize_within_screen(self, current().chars(_WIDTH_CHARS), current().row_height * _ROWS)
        context.bus.changed.connect(self.load)
        self.load()

    def load(self, *_what: object) -> None:
        """Ask for the debts in parts."""
        operation = self._context.ops.read(
            fees.instalments_of, self._context.office, self._resident_id
        )
        operation.on_success(self._show).run()

    def _show(self, plans: list[Instalments]) -> None:
        self.plans = plans
        self.words.setText("\n".join(plan_words(plan) for plan in plans))
        self.words.setVisible(bool(plans))
        runs = self._running() is not None
        self.agree.setEnabled(not runs or not plans[0].open_gr)
        self.paper.setEnabled(runs)
        self.end.setEnabled(runs and bool(plans[0].open_gr))
        self.panel.load()

    def _running(self) -> Instalments | None:
        newest = self.plans[0] if self.plans else None
        return newest if newest is not None and newest.ended_on is None else None

    def _lines(self) -> list[PartLine]:
        today = self._context.office.clock.today()
        return part_lines(self.plans[0], today) if self.plans else []

    def _propose(self) -> None:
        operation = self._context.ops.read(
            fees.propose_instalments, self._context.office, self._resident_id
        )
        operation.on_success(self._ask).run()

    def _ask(self, draft: InstalmentDraft) -> None:
        self.dialog = PartsForm(self._context, draft, self._name, self)
        self.dialog.open()

    def _show_paper(self) -> None:
        plan = self._running()
        if plan is not None:
            office = self._context.office
            draft = partial(fees.instalments_draft, office, self._resident_id, plan.id)
            show_paper(self._context, draft, self)

    def _ask_end(self) -> None:
        plan = self._running()
        if plan is None:
            return

        def write(typed: EndFields) -> Operation[object]:
            """End the parts with the reason that was typed."""
            operation: Operation[object] = self._context.ops.write(
                fees.end_instalments, self._context.office, plan.id, plan.version, typed.end_reason
            )
            return operation

        self.ending = FormDialog(
            self._context,
            tr("fees.parts.end"),
            _END,
            EndFields(),
            write,
            tr("fees.parts.end"),
            self,
            tr("fees.parts.end_text"),
        )
        self.ending.open()


def plan_words(plan: Instalments) -> str:
    """Return a debt in parts in one line."""
    if plan.ended_on is not None:
        return tr(
            "fees.parts.ended",
            date=format_date(plan.agreed_on),
            ended=format_date(plan.ended_on),
            reason=plan.end_reason,
        )
    words = tr(
        "fees.parts.holds",
        date=format_date(plan.agreed_on),
        total=format_money(plan.total_gr),
        left=format_money(plan.open_gr),
    )
    by = tr("fees.parts.holds_by", basis=plan.basis.rstrip(".")) if plan.basis else ""
    return f"{words} {by}".strip()
