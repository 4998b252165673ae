"""„Wyjaśnij kwotę”: every step down to the paragraph, and the days it was counted from."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.page_area import page_in
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import button, card, column, label, resize_within_screen, row
from cusdesk.ui.fees.steps_view import StepLines

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from cusdesk.services.fees import FeeLine
    from cusdesk.ui.common.context import ScreenContext

USES = (
    ColumnSpec("date", "fees.uses.date", "date", 12),
    ColumnSpec("source", "fees.uses.source", width=30),
    ColumnSpec("mark", "fees.uses.mark", "enum", 24, enum_prefix="enums.mark"),
    ColumnSpec("minutes", "fees.uses.minutes", "minutes", 10),
)
_USE_ROWS = 7


class ExplainDialog(QDialog):
    """One line of a month."""

    def __init__(self, context: ScreenContext, line: FeeLine, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(tr("fees.explain.title"))
        self._context, self._line = context, line
        outer = column(self, margin=2, gap=1.5)
        layout = page_in(outer, gap=1.5)
        where = tr("fees.explain.what", service=line.service, month=fees.month_words(line.month))
        layout.addWidget(label(line.resident, "title", wrap=True))
        layout.addWidget(label(where, "hint", wrap=True))
        frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(self._amount(), "heading", wrap=True))
        self.lines = StepLines()
        self.lines.show_steps(line.steps, line)
        inside.addWidget(self.lines)
        if line.rule:
            words = tr("fees.explain.rule", name=line.rule)
            if line.rule_number:
                words = tr("fees.explain.rule_of", rule=words, number=line.rule_number)
            inside.addWidget(label(words, "hint", wrap=True))
        layout.addWidget(frame)
        layout.addWidget(label(tr("fees.uses.title"), "heading"))
        source = MemorySource(self._uses, USES)
        spec = TableSpec(
            "fees.uses",
            USES,
            source.list_ids,
            source.rows_for,
            empty=EmptyState("info", tr("fees.uses.empty")),
        )
        self.panel = TablePanel(context, spec)
        self.panel.setMinimumHeight(current().row_height * _USE_ROWS)
        layout.addWidget(self.panel, 1)
        buttons = row(gap=1)
        buttons.addWidget(OutputButton(context, self.panel, tr("fees.uses.title")))
        if context.can_open("residents"):
            opens = partial(self._open, "residents", line.resident_id)
            buttons.addWidget(button(tr("fees.month.card"), opens, icon_name="person"))
        buttons.addStretch()
        buttons.addWidget(button(tr("common.button.close"), self.close))
        outer.addLayout(buttons)
        resize_within_screen(self, current().chars(110), current().line * 45)
        self.panel.load()

    def _amount(self) -> str:
        line = self._line
        if line.is_blocked:
            return tr(f"fees.missing.{line.warnings[0]}")
        if line.is_change:
            amount = format_money(line.amount_gr)
            return tr("fees.explain.change", amount=amount, total=format_money(line.total_gr))
        return format_money(line.total_gr)

    def _uses(self) -> list[fees.UseRow]:
        line = self._line
        return fees.uses(self._context.office, line.resident_id, line.service_id, line.month)

    def _open(self, feature: str, record_id: bytes) -> None:
        self.close()
        self._context.open_record(feature, record_id)
