"""„Umowy”: what was ordered from whom, at what rate and until when."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import contracts
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.record import RecordEditor, RecordParts, RecordScreen, RecordWords
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button
from cusdesk.ui.contracts import viewmodel
from cusdesk.ui.contracts.form import contract_form
from cusdesk.ui.contracts.side import ContractSide
from cusdesk.ui.contracts.table import columns

if TYPE_CHECKING:
    from cusdesk.domain.contracts import ContractDraft
    from cusdesk.services.contracts import ContractDetails
    from cusdesk.ui.common.context import ScreenContext

WORDS = RecordWords(
    title="contracts.title",
    new="contracts.screen.new",
    new_title="contracts.screen.new_title",
    create="contracts.screen.create",
    draft_found="contracts.screen.draft_found",
    created="contracts.screen.created",
    retired="contracts.screen.retired",
    retire="contracts.screen.retire",
    restore="contracts.screen.restore",
)


class ContractsScreen(RecordScreen):
    """Everything about contracts with providers."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self.choices = viewmodel.ContractChoices(context, self)
        chosen = self.choices
        self.form: Form[ContractDraft] = Form(
            contract_form(chosen.providers, chosen.services, chosen.sources, chosen.keepers),
            clock=office.clock,
        )
        self.form.edited.connect(self._on_edited)
        self.side = ContractSide(context, chosen)
        self.editor = RecordEditor(context, self.form, viewmodel.record_calls(office), self)
        self.editor.shown.connect(self._on_record)
        self.panel = TablePanel(context, self._table())
        self._add_buttons()
        self.choices.load()
        self.assemble(
            RecordParts(
                self.panel,
                self.form,
                self.editor,
                self.side,
                partial(contracts.retire, office),
                partial(contracts.restore, office),
                lambda details: f"{details.draft.number} – {details.provider_name}",
            )
        )
        self.offer_bin("contracts.screen.bin", partial(viewmodel.list_ids, office))

    def _add_buttons(self) -> None:
        if self.context.can_open("budget"):
            go = partial(self.context.open_record, "budget")
            self.list_buttons.addWidget(button(tr("budget.title"), go, icon_name="fees"))
        self.list_buttons.addWidget(OutputButton(self.context, self.panel, tr("contracts.title")))

    def _table(self) -> TableSpec:
        office = self.context.office
        empty = EmptyState(
            "link",
            tr("contracts.screen.empty"),
            tr("contracts.screen.empty_text"),
            (tr("contracts.screen.new"), self.start_new),
        )
        return TableSpec(
            "contracts.list",
            columns(office.clock.today),
            partial(viewmodel.list_ids, office),
            partial(viewmodel.rows_for, office),
            refresh_on=("contracts", "providers", "catalogue", "budget"),
            empty=empty,
        )

    def _on_record(self, details: ContractDetails | None) -> None:
        self.side.show_contract(self.form.draft(), details)

    def _on_edited(self, _name: str) -> None:
        self.side.show_contract(self.form.draft(), None)
