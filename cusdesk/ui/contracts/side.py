"""What stands beside the form of a contract: its end, whom to call, what holds today."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.contracts import last_day
from cusdesk.services import contracts
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.pool_line import balance_words, pool_look
from cusdesk.ui.common.widgets import LineLink, WrappedLink, card, clear, column, label
from cusdesk.ui.contracts.behind import behind_pool
from cusdesk.ui.contracts.viewmodel import contact_words, end_words, term_words

if TYPE_CHECKING:
    from cusdesk.domain.contracts import ContractDraft
    from cusdesk.domain.pools import Balance
    from cusdesk.services.contracts import ContractDetails, Pools
    from cusdesk.ui.common.behind import BehindList
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.contracts.viewmodel import ContractChoices


class ContractSide(QWidget):
    """Short texts kept true to the form."""

    def __init__(self, context: ScreenContext, choices: ContractChoices) -> None:
        super().__init__()
        self._context, self._choices = context, choices
        self._lines: dict[bytes, QVBoxLayout] = {}
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
            read = self._context.ops.read(
                contracts.pools_of_contract, self._context.office, details.id
            )
            read.replacing(f"contract-pools-{id(self)}").on_success(self._on_pools).run()

    def _on_pools(self, found: Pools) -> None:
        """Write what is left beside the services; each leads to what was given."""
        for each in found.balances:
            holder = self._lines.get(each.key.service_id or b"")
            if holder is not None:
                clear(holder)
                words = WrappedLink(partial(self._open_pool, each))
                words.setText(balance_words(each, with_name=False))
                words.set_tone(pool_look(each.state(found.warn_percent)))
                holder.addWidget(words)

    def _open_pool(self, balance: Balance) -> None:
        read = self._context.ops.read(behind_pool, self._context.office, balance)
        read.on_success(self._show_behind).run()

    def _show_behind(self, found: BehindList) -> None:
        BehindDialog(self._context, found, self.window()).open()

    def _show_terms(self, typed: ContractDraft) -> None:
        clear(self._list)
        self._lines.clear()
        today = self._context.office.clock.today()
        chosen = [one.service_id for one in typed.services if one.service_id is not None]
        if not chosen:
            self._list.addWidget(label(tr("contracts.side.no_services"), "hint", wrap=True))
        for service_id in chosen:
            self._list.addWidget(label(self._choices.service_name(service_id), wrap=True))
            self._list.addWidget(label(term_words(typed, service_id, today), "hint", wrap=True))
            self._lines[service_id] = column(gap=0)
            self._list.addLayout(self._lines[service_id])

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
