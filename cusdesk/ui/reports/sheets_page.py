"""Ready sheets: which one, of which stretch; every figure opens its list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QComboBox

from cusdesk.core.messages import tr
from cusdesk.domain.spans import SpanKind, span_of
from cusdesk.services import reports
from cusdesk.services.reports import ReadyKind, ReadySheet
from cusdesk.ui.common.figures import FigurePage, FigureWords
from cusdesk.ui.common.span_switch import SpanSwitch

if TYPE_CHECKING:
    from cusdesk.domain.reports import BehindFigure, FigureSheet
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = (
    *("attendance", "months", "residents", "catalogue", "providers", "plans"),
    *("contracts", "invoices", "budget"),
)
_WORDS = FigureWords(
    "reports.ready.intro", "reports.ready.table", "reports.ready.empty", "reports.ready.empty_text"
)
_OF_A_YEAR = {ReadyKind.YEARLY, ReadyKind.COSTS, ReadyKind.ORDERS}


class SheetsPage(FigurePage):
    """One ready sheet at a time."""

    def __init__(self, context: ScreenContext) -> None:
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("reports.ready.choose"))
        for kind in reports.kinds_for(context.office):
            self.choice.addItem(tr(f"reports.ready.{kind}"), kind)
        self.switch = SpanSwitch(SpanKind.MONTH, context.office.clock.today())
        super().__init__(context, _WORDS, _SOURCES, controls=(self.choice, self.switch))
        self.choice.currentIndexChanged.connect(self._on_kind)
        self.switch.changed.connect(self.load)

    @property
    def kind(self) -> ReadyKind:
        """The sheet chosen."""
        return ReadyKind(self.choice.currentData())

    def choose(self, kind: ReadyKind) -> None:
        """Show another sheet."""
        self.choice.setCurrentIndex(self.choice.findData(kind))

    def read(self) -> tuple[ReadySheet, FigureSheet]:
        """Return the sheet chosen and its table."""
        found = reports.ready(self._context.office, self.kind, self.switch.span)
        return found, found.table

    def behind(self, found: Any, key: str, figure: str) -> BehindFigure:  # noqa: ANN401 (what `read` returned)
        """Return the list behind a figure."""
        return reports.ready_behind(self._context.office, found, key, figure)

    def _on_kind(self) -> None:
        """Show another sheet; what the council asks for is asked of a year."""
        is_yearly = self.kind is ReadyKind.YEARLY
        self.switch.kinds.setEnabled(not is_yearly)
        if self.kind in _OF_A_YEAR and self.switch.span.kind is not SpanKind.YEAR:
            self.switch.set_span(span_of(SpanKind.YEAR, self.switch.span.start))
        else:
            self.load()
