"""„Usługi”: the list of services, the form of one, the starter catalogue, the leaflet."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import counts_time
from cusdesk.services import catalogue
from cusdesk.services.catalogue import ServiceUsage, Shown
from cusdesk.ui.catalogue import viewmodel
from cusdesk.ui.catalogue.form import ProviderEntry, ServiceFields, service_form
from cusdesk.ui.catalogue.side import ServiceSide
from cusdesk.ui.catalogue.table import COLUMNS
from cusdesk.ui.catalogue.viewmodel import CatalogueChoices, ServiceView
from cusdesk.ui.common.form import Form
from cusdesk.ui.common.permits import permit, why_not_change
from cusdesk.ui.common.record import (
    RecordEditor,
    RecordParts,
    RecordScreen,
    RecordWords,
)
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, label, row

if TYPE_CHECKING:
    from cusdesk.ui.common.context import ScreenContext

WORDS = RecordWords(
    title="shell.screen.catalogue",
    new="catalogue.screen.new",
    new_title="catalogue.screen.new_title",
    create="catalogue.screen.create",
    draft_found="catalogue.screen.draft_found",
    created="catalogue.screen.created",
    retired="catalogue.screen.retired",
    retire="catalogue.screen.retire",
    restore="catalogue.screen.restore",
)


class CatalogueScreen(RecordScreen):
    """Everything about the services of the centre."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__(context, WORDS)
        office = context.office
        self._usage: ServiceUsage | None = None
        self._wanted_provider: bytes | None = None
        self.choices = CatalogueChoices(context, self)
        self.choices.changed.connect(self._on_choices)
        self.form: Form[ServiceFields] = Form(
            service_form(self.choices.providers, self.choices.fundings), clock=office.clock
        )
        self.form.edited.connect(self._on_edited)
        self.side = ServiceSide(self.add_provider)
        self.editor = RecordEditor(context, self.form, viewmodel.record_calls(office), self)
        self.editor.shown.connect(self._on_record)
        self.panel = TablePanel(context, self._table())
        self._output = OutputButton(context, self.panel, tr("shell.screen.catalogue"))
        leaflet = partial(catalogue.leaflet, office)
        self._output.add_document("catalogue.screen.leaflet", "pdf", leaflet)
        self._output.add_document(
            "catalogue.screen.leaflet_large", "text_size", leaflet, large=True
        )
        starter = button(tr("catalogue.screen.starter"), self.show_starter, icon_name="catalogue")
        permit(starter, why_not_change(office, "catalogue"))
        self.list_buttons.addWidget(self._output)
        self.list_buttons.addWidget(starter)
        self.choices.load()
        self.assemble(
            RecordParts(
                self.panel,
                self.form,
                self.editor,
                self.side,
                partial(catalogue.retire, office),
                partial(catalogue.restore, office),
                lambda view: view.details.draft.name,
            )
        )
        self._add_shown()

    def _table(self) -> TableSpec:
        office = self.context.office
        empty = EmptyState(
            "catalogue",
            tr("catalogue.screen.empty"),
            tr("catalogue.screen.empty_text"),
            (tr("catalogue.screen.starter"), self.show_starter),
        )
        return TableSpec(
            "catalogue.list",
            COLUMNS,
            partial(viewmodel.list_ids, office, Shown.ALL),
            partial(viewmodel.rows_for, office),
            refresh_on=("catalogue", "providers"),
            empty=empty,
        )

    def _add_shown(self) -> None:
        self.shown = QComboBox()
        self.shown.setAccessibleName(tr("catalogue.screen.shown"))
        for part in Shown:
            self.shown.addItem(tr(f"catalogue.shown.{part.value}"), part)
        self.shown.currentIndexChanged.connect(self._on_part_chosen)
        line = row()
        words = label(tr("catalogue.screen.shown"), "label")
        words.setBuddy(self.shown)
        line.addWidget(words)
        line.addWidget(self.shown)
        line.addStretch()
        self.list_layout.insertLayout(0, line)

    def part(self) -> int:
        """Return which part of the list is shown."""
        return self.shown.currentIndex()

    def show_part(self, part: int) -> None:
        """Show a part of the list."""
        self.shown.setCurrentIndex(part)

    def run_command(self, command_id: str) -> None:
        """Do one of the commands of the feature."""
        if command_id == "catalogue.starter":
            self.show_list()
            self.show_starter()
        else:
            super().run_command(command_id)

    def show_starter(self) -> None:
        """Offer the starter catalogue."""
        from cusdesk.ui.catalogue.starter_dialog import StarterDialog

        StarterDialog(self.context, self.window()).open()

    def add_provider(self) -> None:
        """Make a provider that is not in the register yet, for this service."""
        from cusdesk.ui.catalogue.provider_dialog import ProviderDialog

        dialog = ProviderDialog(self.context, self.window())
        dialog.provider_created.connect(self._on_provider_created)
        dialog.open()

    def _on_provider_created(self, provider_id: bytes) -> None:
        self._wanted_provider = provider_id
        self.choices.load()

    def _on_choices(self) -> None:
        """Add the provider made a moment ago, now that it can be chosen."""
        wanted, self._wanted_provider = self._wanted_provider, None
        if wanted is not None and self.editor.is_open:
            present = self.form.draft().provider_ids
            self.form.set_value("provider_ids", (*present, ProviderEntry(wanted)))
            self.editor.write("provider_ids")

    def _on_part_chosen(self, _index: int) -> None:
        part = Shown(self.shown.currentData())
        self.panel.set_source(partial(viewmodel.list_ids, self.context.office, part))

    def _on_record(self, view: ServiceView | None) -> None:
        self._usage = view.usage if view else None
        self.side.new_provider.setEnabled(
            self.context.office.can_change("catalogue") and not (view and view.is_retired)
        )
        self._on_edited("")

    def _on_edited(self, _name: str) -> None:
        """Show the fields that count for the unit, and say what the form means."""
        typed = self.form.draft()
        timed = counts_time(typed.unit)
        self.form.set_field_visible("limit_minutes", timed)
        self.form.set_field_visible("limit_units", not timed)
        self.side.show_service(typed, self._usage)
