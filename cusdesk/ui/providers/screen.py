"""„Realizatorzy”: who carries services out, and whom to call there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.services import contracts, providers
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.record import (
    RecordEditor,
    RecordParts,
    RecordScreen,
    RecordWords,
)
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.providers import viewmodel
from cusdesk.ui.providers.form import ProviderFields, provider_form
from cusdesk.ui.providers.side import ProviderSide
from cusdesk.ui.providers.table import columns

if TYPE_CHECKING:
    from cusdesk.services.providers import ProviderDetails
    from cusdesk.ui.common.context import ScreenContext

WORDS = RecordWords(
    title="shell.screen.providers",
    new="providers.screen.new",
    new_title="providers.screen.new_title",
    create="providers.screen.create",
    draft_found="providers.screen.draft_found",
    created="providers.screen.created",
    retired="providers.screen.retired",
    retire="providers.screen.retire",
    restore="providers.screen.restore",
)


class ProvidersScreen(RecordScreen):
    """Everything about those who carry services out."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self.choices = viewmodel.ProviderChoices(context, self)
        self.form: Form[ProviderFields] = Form(
            provider_form(self.choices.services, self.choices.keepers), clock=office.clock
        )
        self.form.edited.connect(self._on_edited)
        self.side = ProviderSide(context)
        self.editor = RecordEditor(context, self.form, viewmodel.record_calls(office), self)
        self.editor.shown.connect(self._on_record)
        self.panel = TablePanel(context, self._table())
        output = OutputButton(context, self.panel, tr("shell.screen.providers"))
        self.list_buttons.addWidget(output)
        self.choices.load()
        self.assemble(
            RecordParts(
                self.panel,
                self.form,
                self.editor,
                self.side,
                partial(providers.retire, office),
                partial(providers.restore, office),
                lambda details: details.draft.name,
            )
        )
        self.offer_bin("providers.screen.bin", partial(viewmodel.list_ids, office))

    def _table(self) -> TableSpec:
        office = self.context.office
        empty = EmptyState(
            "providers",
            tr("providers.screen.empty"),
            tr("providers.screen.empty_text"),
            (tr("providers.screen.new"), self.start_new),
        )
        return TableSpec(
            "providers.list",
            columns(office.clock.today),
            partial(viewmodel.list_ids, office),
            partial(viewmodel.rows_for, office),
            refresh_on=("providers", "catalogue"),
            empty=empty,
        )

    def _on_record(self, details: ProviderDetails | None) -> None:
        self.side.show_provider(self.form.draft(), details.services if details else ())
        if not self.context.office.may("contracts.see"):
            self.side.hide_contracts()
        elif details is None:
            self.side.show_contracts(())
        else:
            read = self.context.ops.read(contracts.of_provider, self.context.office, details.id)
            read.replacing("provider-contracts").on_success(self.side.show_contracts).run()

    def _on_edited(self, _name: str) -> None:
        self.side.show_provider(self.form.draft(), None)
