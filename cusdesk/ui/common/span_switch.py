"""The month, quarter or year a page shows: what kind, and which one."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a signature people read)
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.spans import Span, SpanKind, span_of
from cusdesk.ui.common.theme import space
from cusdesk.ui.common.widgets import button, label, row


class SpanSwitch(QWidget):
    """A choice of the kind, two arrows and the words of the stretch between them.

    Signals:
        changed: (Span).
    """

    changed = Signal(object)

    def __init__(self, kind: SpanKind, day: dt.date) -> None:
        super().__init__()
        self.span = span_of(kind, day)
        self._day = day
        layout = row(self, gap=0.5)
        self.kinds = QComboBox()
        self.kinds.setAccessibleName(tr("reports.span.kind"))
        for each in SpanKind:
            self.kinds.addItem(tr(f"reports.span.{each}"), each)
        self.kinds.setCurrentIndex(list(SpanKind).index(kind))
        self.kinds.currentIndexChanged.connect(self._on_kind)
        self._name = label(self.span.words)
        self._name.setAlignment(Qt.AlignmentFlag.AlignCenter)
        widest = max(
            QFontMetrics(QApplication.font()).horizontalAdvance(
                Span(SpanKind.MONTH, day.replace(month=month, day=1)).words
            )
            for month in range(1, 13)
        )
        self._name.setMinimumWidth(widest + space(2))
        layout.addWidget(self.kinds)
        for name, step in (("previous", -1), ("next", 1)):
            arrow = button("", partial(self._step, step), look="quiet", icon_name=name)
            arrow.setToolTip(tr(f"reports.span.{name}"))
            arrow.setAccessibleName(tr(f"reports.span.{name}"))
            layout.addWidget(arrow)
        layout.insertWidget(2, self._name)

    def set_span(self, span: Span) -> None:
        """Show another stretch and say so."""
        if span != self.span:
            self.span = span
            self.kinds.blockSignals(True)
            self.kinds.setCurrentIndex(list(SpanKind).index(span.kind))
            self.kinds.blockSignals(False)
            self._name.setText(span.words)
            self.changed.emit(span)

    def _on_kind(self, number: int) -> None:
        kind = list(SpanKind)[number]
        day = self._day if self.span.start.year == self._day.year else self.span.start
        self.set_span(span_of(kind, day))

    def _step(self, count: int, _checked: bool = False) -> None:
        self.set_span(self.span.shifted(count))
