"""The steps of an amount, each with the paragraph it stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.ui.common.widgets import clear, column, label

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Protocol

    from cusdesk.domain.fees.steps import Step

    class _Worth(Protocol):
        @property
        def total_gr(self) -> int:
            """What is paid."""

        @property
        def full_gr(self) -> int | None:
            """The whole price."""

        @property
        def market_gr(self) -> int | None:
            """The market price."""


class StepLines(QWidget):
    """One line a step; the paragraph stands after it."""

    def __init__(self) -> None:
        super().__init__()
        self._layout = column(self, gap=0.5)
        self._shown: list[str] = []

    def show_steps(self, steps: Sequence[Step], worth: _Worth | None = None) -> None:
        """Show steps, and what the same would cost elsewhere."""
        clear(self._layout)
        self._shown = []
        for number, step in enumerate(steps, 1):
            words = tr("fees.explain.step", n=number, words=step.words)
            if step.paragraph:
                words = tr("fees.explain.with_paragraph", words=words, where=step.paragraph)
            is_last = number == len(steps)
            self._add(words, "label" if is_last else "")
        for line in worth_words(worth) if worth is not None else ():
            self._add(line, "hint")
        self._layout.addStretch()

    def _add(self, words: str, look: str) -> None:
        self._layout.addWidget(label(words, look, wrap=True))
        self._shown.append(words)

    def texts(self) -> list[str]:
        """Return the lines that are shown."""
        return list(self._shown)


def worth_words(worth: _Worth) -> list[str]:
    """Return the whole price and the market price beside what is paid."""
    found = []
    if worth.full_gr is not None and worth.full_gr != worth.total_gr:
        added = worth.full_gr - worth.total_gr
        found.append(
            tr("fees.explain.full", full=format_money(worth.full_gr), added=format_money(added))
        )
    if worth.market_gr is not None:
        found.append(tr("fees.explain.market", market=format_money(worth.market_gr)))
    return found
