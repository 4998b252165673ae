"""What stands beside the form of a service: its state, price, limit and use in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.labels import label as enum_label
from cusdesk.ui.catalogue.viewmodel import limit_words, price_words, usage_words
from cusdesk.ui.common.widgets import button, card, column, label

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.catalogue import ServiceUsage
    from cusdesk.ui.catalogue.form import ServiceFields


class ServiceSide(QWidget):
    """Four short texts, kept true to the form."""

    def __init__(self, new_provider: Callable[[], object]) -> None:
        super().__init__()
        layout = column(self, gap=2)
        self.status = self._card(layout, "fields.services.status")
        self.price = self._card(layout, "catalogue.side.price")
        self.limit = self._card(layout, "catalogue.side.limit")
        self.use = self._card(layout, "catalogue.side.use")
        self.new_provider = button(
            tr("catalogue.side.new_provider"), new_provider, icon_name="providers"
        )
        layout.addWidget(self.new_provider)
        layout.addStretch()

    @staticmethod
    def _card(layout: QVBoxLayout, title: str) -> QLabel:
        frame, inner = card()
        inner.addWidget(label(tr(title), "label"))
        words = label("", wrap=True)
        inner.addWidget(words)
        layout.addWidget(frame)
        return words

    def show_service(self, typed: ServiceFields, usage: ServiceUsage | None) -> None:
        """Say what the form means."""
        status = enum_label(typed.status)
        explained = tr(f"catalogue.status.{typed.status.value}")
        self.status.setText(f"{status[:1].upper()}{status[1:]}. {explained}")
        self.price.setText(price_words(typed))
        self.limit.setText(limit_words(typed))
        self.use.setText(usage_words(usage))
