"""The month: what would be charged, beside last month; confirmed for good; notices, cash list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.month_switch import MonthSwitch, shifted
from cusdesk.ui.common.noting import watch_preview
from cusdesk.ui.common.papers import show_paper
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.permits import choice_needed, permit
from cusdesk.ui.common.questions import question
from cusdesk.ui.common.table import EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, column, label, row
from cusdesk.ui.fees.cash_output import CashOutput
from cusdesk.ui.fees.explain_dialog import ExplainDialog
from cusdesk.ui.fees.month_columns import COLUMNS, state_words
from cusdesk.ui.fees.pay_settings import ask_pay_settings

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.changes import Changes
    from cusdesk.services.fees import Confirmed, FeeLine, MonthFees, Notified
    from cusdesk.ui.common.context import ScreenContext

_SOURCES = ("fees", "attendance", "residents", "plans", "catalogue", "papers")


class MonthPage(QWidget):
    """One month; Enter on a line explains its amount."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self.found: MonthFees | None = None
        layout = column(self, gap=1)
        self.switch = MonthSwitch(shifted(context.office.clock.today(), -1), self)
        self.switch.changed.connect(self.load)
        self.state = label("", "heading", wrap=True)
        head = row(gap=2)
        head.addWidget(self.switch)
        head.addWidget(self.state, 1)
        layout.addLayout(head)
        self._build_table()
        self._build_buttons()
        layout.addWidget(flow(*self._buttons))
        layout.addWidget(self.panel, 1)
        context.bus.changed.connect(self._on_changes)

    def _build_table(self) -> None:
        source = MemorySource(self._lines, COLUMNS)
        empty = EmptyState(
            "fees",
            tr("fees.month.empty"),
            tr("fees.month.empty_text"),
        )
        spec = TableSpec(
            "fees.month", COLUMNS, source.list_ids, source.rows_for, empty=empty, frozen=1
        )
        self.panel = TablePanel(self._context, spec)
        self.panel.record_opened.connect(self.explain)
        self.panel.current_record_changed.connect(self._on_current)

    def _build_buttons(self) -> None:
        office = self._context.office
        self.confirm = button(
            tr("fees.month.confirm"), self.ask_confirm, look="main", icon_name="check"
        )
        self.explain_button = button(
            tr("fees.month.explain"), self._explain_current, icon_name="search"
        )
        self.notices = button(tr("fees.month.notices"), icon_name="pdf")
        self.notices.setMenu(self._notice_menu())
        self.settings = button(tr("fees.pay.open"), self._ask_settings, icon_name="settings")
        self.output = OutputButton(self._context, self.panel, tr("fees.month.title"))
        self.cash = CashOutput(self._context)
        needed = (
            (self.confirm, "fees.confirm"), (self.notices, "fees"), (self.settings, "fees"),
        )  # fmt: skip
        for made, kind in needed:
            if not office.can_change(kind):
                made.hide()
        self._buttons = [
            self.confirm, self.explain_button, self.notices, self.cash, self.output, self.settings,
        ]  # fmt: skip

    def _notice_menu(self) -> QMenu:
        menu = QMenu(self)
        entries = (
            ("single", self._show_notice),
            ("all", partial(self.ask_notices, "normal")),
            ("all_large", partial(self.ask_notices, "large")),
        )
        for key, run in entries:
            action = menu.addAction(tr(f"fees.notices.{key}"))
            action.triggered.connect(lambda _checked=False, run=run: run())
        return menu

    # --- showing

    def load(self, *_what: object) -> None:
        """Ask for the month."""
        operation = self._context.ops.read(fees.month_fees, self._context.office, self.switch.month)
        operation.replacing(f"fees-{id(self)}").on_success(self._show).run()

    def _show(self, found: MonthFees) -> None:
        self.found = found
        self.state.setText(state_words(found))
        permit(self.confirm, "" if found.chargeable else tr("fees.month.nothing_to_confirm"))
        permit(self.notices, "" if found.confirmed else tr("fees.month.not_confirmed"))
        self.cash.show_month(found.month, is_confirmed=bool(found.confirmed))
        self.output.chosen = fees.month_words(found.month)
        self.panel.load()
        self._on_current(self.panel.view.current_id())

    def _lines(self) -> list[FeeLine]:
        return [*self.found.proposed, *self.found.confirmed] if self.found is not None else []

    def line(self, line_id: bytes | None) -> FeeLine | None:
        """Return a line of the month."""
        return next((line for line in self._lines() if line.id == line_id), None)

    def _on_current(self, record_id: bytes | None) -> None:
        permit(self.explain_button, choice_needed(self.line(record_id)))

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches(*_SOURCES):
            self.load()

    def place(self) -> Any:  # noqa: ANN401 (the month)
        """Return the month that is shown."""
        return self.switch.month

    def return_to(self, month: Any) -> None:  # noqa: ANN401 (what `place` returned)
        """Show the month again."""
        self.switch.set_month(month)

    # --- one line

    def _explain_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.explain(record_id)

    def explain(self, line_id: bytes) -> None:
        """Show how an amount came about."""
        line = self.line(line_id)
        if line is not None:
            self.dialog = ExplainDialog(self._context, line, self.window())
            self.dialog.open()

    # --- confirming

    def ask_confirm(self) -> None:
        """Say that it is for good, then confirm what is shown."""
        found = self.found
        if found is None or not found.chargeable:
            return
        ask = tr("fees.confirm.ask", month=fees.month_words(found.month))
        run = partial(self._confirm, found.month, found.seal)
        more = "\n".join(confirm_words(found))
        self.question = question(self, ask, tr("fees.confirm.do"), run, more=more)
        self.question.open()

    def _confirm(self, month: dt.date, seal: str) -> None:
        operation = self._context.ops.write(fees.confirm_month, self._context.office, month, seal)
        operation.with_waiting("fees.confirm.waiting")
        operation.on_success(self._on_confirmed).on_finish(self.load).run()

    def _on_confirmed(self, done: Confirmed) -> None:
        words = tr("fees.confirm.done", n=done.lines, amount=format_money(done.total_gr))
        self._context.notifier.success(words)

    # --- papers

    def _show_notice(self) -> None:
        line = self.line(self.panel.view.current_id())
        if line is None or self.found is None or line.run_id is None:
            self._context.notifier.info(tr("fees.notices.choose"))
            return
        draft = partial(fees.notice_draft, self._context.office, self.found.month, line.resident_id)
        show_paper(self._context, draft, self)

    def ask_notices(self, layout: str) -> None:
        """Say that numbers are given for good, then issue what is missing and show all."""
        found = self.found
        if found is None or not found.confirmed:
            return
        new = fees.missing_notices(found.confirmed)
        if not new:
            self._issue(layout)
            return
        ask, run = tr("fees.notices.ask", n=new), partial(self._issue, layout)
        more = tr("papers.issue.for_good")
        self.question = question(self, ask, tr("fees.notices.do"), run, more=more)
        self.question.open()

    def _issue(self, layout: str) -> None:
        operation = self._context.ops.write(
            fees.issue_notices, self._context.office, self.switch.month, layout
        )
        operation.with_waiting("fees.notices.waiting").on_success(self._show_notices).run()

    def _show_notices(self, done: Notified) -> None:
        title = tr("fees.notices.title", month=fees.month_words(self.switch.month))
        self.preview = PdfPreview(
            self.window(), title, done.pages, f"{title}.pdf", self._context.ops
        )
        watch_preview(self._context, self.preview, "fees", detail=title)
        self.preview.open()
        self.load()

    def _ask_settings(self) -> None:
        ask_pay_settings(self._context, self)


def confirm_words(found: MonthFees) -> list[str]:
    """Return what to know before a month is confirmed."""
    lines = found.chargeable
    total = format_money(sum(line.amount_gr for line in lines))
    words = [tr("fees.confirm.lines", n=len(lines), amount=total)]
    changes = [line for line in lines if line.is_change]
    if changes:
        words.append(tr("fees.confirm.changes", n=len(changes)))
    blocked = len(found.blocked)
    if blocked:
        words.append(tr("fees.confirm.blocked", n=blocked))
    if not found.is_closed:
        words.append(tr("fees.confirm.open_month"))
    return [*words, tr("fees.confirm.for_good")]
