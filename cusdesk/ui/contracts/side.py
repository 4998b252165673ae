"""What stands beside the form of a contract: its end, whom to call, what holds today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.contracts import last_day
from cusdesk.ui.common.widgets import LineLink, card, clear, column, label
from cusdesk.ui.contracts.viewmodel import contact_words, end_words, term_words

if TYPE_CHECKING:
    from cusdesk.domain.contracts import ContractDraft
    from cusdesk.services.contracts import ContractDetails
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.contracts.viewmodel import ContractChoices


class ContractSide(QWidget):
    """Short texts kept true to the form."""

    def __init__(self, context: ScreenContext, choices: ContractChoices) -> None:
        super().__init__()
        self._context, self._choices = context, choices
        layout = column(self, gap=2)
        self.end = self._text(layout, "contracts.side.period")
        self.contact = self._text(layout, "contracts.side.contact")
        self.terms = self._card(layout, "contracts.side.terms")
        self._list = column(gap=1)
        self.terms.addLayout(self._list)
        self.basis = self._text(layout, "contracts.side.basis")
        self._provider = column(gap=0.5)
        layout.addLayout(self._provider)
        layout.addStretch()

    def show_contract(self, typed: ContractDraft, details: ContractDetails | None) -> None:
        """Say what the form means; `details` None leaves what only the office knows."""
        today = self._context.office.clock.today()
        self.end.setText(end_words(last_day(typed), today))
        self.contact.setText(contact_words(typed))
        self._show_terms(typed)
        if details is not None:
            self.basis.setText(details.basis or tr("contracts.side.no_basis"))
            self._show_provider(details)

    def _show_terms(self, typed: ContractDraft) -> None:
        clear(self._list)
        today = self._context.office.clock.today()
        chosen = [one.service_id for one in typed.services if one.service_id is not None]
        if not chosen:
            self._list.addWidget(label(tr("contracts.side.no_services"), "hint", wrap=True))
        for service_id in chosen:
            self._list.addWidget(label(self._choices.service_name(service_id), wrap=True))
            self._list.addWidget(label(term_words(typed, service_id, today), "hint", wrap=True))

    def _show_provider(self, details: ContractDetails) -> None:
        clear(self._provider)
        if self._context.can_open("providers"):
            go = partial(self._context.open_record, "providers", details.draft.provider_id)
            words = tr("contracts.side.provider", name=details.provider_name)
            self._provider.addWidget(LineLink(words, go))

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
