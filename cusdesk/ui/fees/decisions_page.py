"""What the fee of each resident is counted from."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.fees.decision import DecisionDraft
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label
from cusdesk.ui.fees.decision_dialog import DecisionDialog

if TYPE_CHECKING:
    from cusdesk.services.fees import Account, DecisionChoices, DecisionDetails, DecisionRow
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.operations import Operation


def _household(row: DecisionRow) -> str:
    return tr("fees.decision.alone") if row.is_single else tr("fees.decision.family", n=row.persons)


def _state(row: DecisionRow) -> str:
    return "frozen" if row.is_used else "open"


COLUMNS = (
    ColumnSpec("resident", "fields.fee_decisions.resident_id", width=20),
    ColumnSpec("service", "fields.fee_decisions.service_id", width=24),
    ColumnSpec("per_person_gr", "fees.column.per_person", "money", 16, is_summed=False),
    ColumnSpec("valid_from", "fields.fee_decisions.valid_from", "date", 12),
    ColumnSpec("valid_to", "fields.fee_decisions.valid_to", "date", 12),
    ColumnSpec("household", "fees.column.household", width=18, getter=_household),
    ColumnSpec("regime", "fields.fee_decisions.regime", "enum", 30, enum_prefix="enums.regime"),
    ColumnSpec("number", "fields.fee_decisions.number", width=24),
    ColumnSpec("state", "fees.column.state", "enum", 24, getter=_state, enum_prefix="fees.rule"),
)


class DecisionsPage(QWidget):
    """Every decision; Enter opens one."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=1)
        layout.addWidget(label(tr("fees.decisions.hint"), "hint", wrap=True))
        self.new = button(
            tr("fees.decisions.new"), partial(self.start_new, None), look="main", icon_name="add"
        )
        self.change = button(tr("fees.decisions.change"), self._open_current, icon_name="edit")
        self.next = button(tr("fees.decisions.next"), self._start_next, icon_name="copy")
        self.retire = button(tr("fees.decisions.retire"), self._retire, icon_name="delete")
        source = MemorySource(self._rows, COLUMNS)
        empty = EmptyState(
            "fees",
            tr("fees.decisions.empty"),
            tr("fees.decisions.empty_text"),
            (tr("fees.decisions.new"), partial(self.start_new, None)),
        )
        spec = TableSpec(
            "fees.decisions",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            refresh_on=("fees", "residents", "catalogue"),
            empty=empty,
        )
        self.panel = TablePanel(context, spec)
        self.panel.record_opened.connect(self.open_decision)
        self.panel.current_record_changed.connect(self._on_current)
        output = OutputButton(context, self.panel, tr("fees.decisions.title"))
        layout.addWidget(flow(self.new, self.change, self.next, self.retire, output))
        layout.addWidget(self.panel, 1)
        keep_from_writing(context, "fees", self.new)
        self._on_current(None)

    def _rows(self) -> list[DecisionRow]:
        return fees.list_decisions(self._context.office)

    def load(self) -> None:
        """Ask for the decisions."""
        self.panel.load()

    def _on_current(self, record_id: bytes | None) -> None:
        needed = choice_needed(record_id)
        permit(self.change, needed)
        for made in (self.next, self.retire):
            permit(made, why_not_change(self._context.office, "fees") or needed)

    # --- new ones

    def start_new(self, resident_id: bytes | None = None) -> None:
        """Ask for a decision, of a resident when one is given."""
        first = self._context.office.clock.today().replace(day=1)
        draft = DecisionDraft(resident_id or None, valid_from=first)
        if not resident_id:
            self.ask(draft)
            return
        operation = self._context.ops.read(fees.account_of, self._context.office, resident_id)
        operation.on_success(partial(self._ask_of, draft)).run()

    def _ask_of(self, draft: DecisionDraft, account: Account) -> None:
        self.ask(draft, account.resident)

    def ask(self, draft: DecisionDraft, name: str = "") -> None:
        """Ask for a decision that begins as `draft`; `name` is the resident's."""
        operation = self._context.ops.read(fees.decision_choices, self._context.office)
        operation.on_success(partial(self._show_new, draft, name)).run()

    def _show_new(self, draft: DecisionDraft, name: str, choices: DecisionChoices) -> None:
        if not choices.services:
            self._context.notifier.info(tr("fees.decisions.no_rule"))
            return
        if draft.service_id is None and len(choices.services) == 1:
            draft = replace(draft, service_id=choices.services[0][0])

        def write(typed: DecisionDraft) -> Operation[Saved]:
            """Write the new decision."""
            return self._context.ops.write(fees.create_decision, self._context.office, typed)

        self.dialog = DecisionDialog(self._context, choices, draft, write, self, name=name)
        self.dialog.open()

    def _start_next(self) -> None:
        """Ask for the decision that follows the chosen one: same person, service, household."""
        record_id = self.panel.view.current_id()
        if record_id is not None:
            operation = self._context.ops.read(fees.get_decision, self._context.office, record_id)
            operation.on_success(self._ask_next).run()

    def _ask_next(self, details: DecisionDetails) -> None:
        first = self._context.office.clock.today().replace(day=1)
        draft = replace(
            details.draft,
            number="",
            decided_on=None,
            valid_from=first,
            valid_to=None,
            income_month=None,
        )
        self.ask(draft, details.resident)

    # --- those there are

    def _open_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_decision(record_id)

    def open_decision(self, decision_id: bytes) -> None:
        """Show a decision."""
        operation = self._context.ops.read(_both, self._context.office, decision_id)
        operation.on_success(self._show).run()

    def _show(self, found: tuple[DecisionChoices, DecisionDetails]) -> None:
        choices, details = found

        def write(typed: DecisionDraft) -> Operation[Saved]:
            """Change the decision that is shown."""
            return self._context.ops.write(
                fees.change_decision, self._context.office, details.id, typed, details.version
            )

        text = tr("fees.decision.frozen_text") if details.is_frozen else ""
        self.dialog = DecisionDialog(
            self._context,
            choices,
            details.draft,
            write,
            self,
            decision_id=details.id,
            name=details.resident,
            text=text,
        )
        keep_from_writing(self._context, "fees", self.dialog.do)
        self.dialog.open()

    def _retire(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._context.ops.write(fees.retire_decision, self._context.office, record_id).run()


def _both(office: Office, decision_id: bytes) -> tuple[DecisionChoices, DecisionDetails]:
    return fees.decision_choices(office), fees.get_decision(office, decision_id)
