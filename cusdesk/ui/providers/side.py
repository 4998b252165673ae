"""What stands beside the form of a provider: whom to call, insurance, services."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceStatus
from cusdesk.domain.labels import label as enum_label
from cusdesk.ui.common.widgets import LineLink, card, clear, column, label
from cusdesk.ui.providers.viewmodel import contact_words, contract_words, insurance_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.services.contracts import ContractRow
    from cusdesk.services.providers import CarriedOut
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.providers.form import ProviderFields


class ProviderSide(QWidget):
    """The contact person in large letters, and short texts kept true to the form."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=2)
        contact = self._card(layout, "providers.side.contact")
        self.contact = label("", "heading", wrap=True)
        self.reach = label("", "heading", wrap=True)
        self.keeper = label("", "hint", wrap=True)
        for words in (self.contact, self.reach, self.keeper):
            contact.addWidget(words)
        self.insurance = self._text(layout, "providers.side.insurance")
        self.services = self._card(layout, "providers.side.services")
        self._list = column(gap=0.5)
        self.services.addLayout(self._list)
        self._contracts = column(gap=0.5)
        self._contracts_card = self._card(layout, "providers.side.contracts")
        self._contracts_card.addLayout(self._contracts)
        layout.addStretch()

    def show_contracts(self, found: Sequence[ContractRow]) -> None:
        """Show the contracts of the provider, the newest first."""
        clear(self._contracts)
        if not found:
            self._contracts.addWidget(label(tr("providers.side.no_contracts"), wrap=True))
        for contract in found:
            go = partial(self._context.open_record, "contracts", contract.id)
            self._contracts.addWidget(LineLink(contract_words(contract), go))

    def hide_contracts(self) -> None:
        """Leave the contracts out, for whoever may not see them."""
        frame = self._contracts_card.parentWidget()
        if frame is not None:
            frame.hide()

    def show_provider(self, typed: ProviderFields, services: Sequence[CarriedOut] | None) -> None:
        """Say what the form means; `services` None leaves the services as they are."""
        self.contact.setText(typed.contact_name)
        self.contact.setVisible(bool(typed.contact_name))
        self.reach.setText(contact_words(typed))
        self.keeper.setText(tr("providers.side.keeper", name=typed.keeper) if typed.keeper else "")
        self.keeper.setVisible(bool(typed.keeper))
        today = self._context.office.clock.today()
        self.insurance.setText(insurance_words(typed, today))
        if services is not None:
            self._show_services(services)

    def _show_services(self, services: Sequence[CarriedOut]) -> None:
        clear(self._list)
        if not services:
            self._list.addWidget(label(tr("providers.side.no_services"), wrap=True))
        for carried in services:
            status = enum_label(ServiceStatus(carried.status))
            text = tr("providers.side.service", name=carried.name, status=status)
            if self._context.can_open("catalogue"):
                go = partial(self._context.open_record, "catalogue", carried.id)
                self._list.addWidget(LineLink(text, go))
            else:
                self._list.addWidget(label(text, wrap=True))

    def _text(self, layout: QVBoxLayout, title: str) -> QLabel:
        words = label("", wrap=True)
        self._card(layout, title).addWidget(words)
        return words

    @staticmethod
    def _card(layout: QVBoxLayout, title: str) -> QVBoxLayout:
        frame, inner = card()
        inner.addWidget(label(tr(title), "label"))
        layout.addWidget(frame)
        return inner
