"""What a resident pays and owes, with short ways to the account and to a new decision."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.services import fees
from cusdesk.ui.common.widgets import LineLink, button, card, clear, column, label

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.fees import Account, DecisionRow
    from cusdesk.services.office import Office
    from cusdesk.ui.common.context import ScreenContext


class FeesPanel(QWidget):
    """A white box: the balance, and from which income each service is paid."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        self._resident_id: bytes | None = None
        self._can_write = False
        frame, inside = card(margin=2, gap=1)
        inside.addWidget(label(tr("residents.fees.title"), "heading"))
        self._lines = column(gap=0.5)
        inside.addLayout(self._lines)
        column(self).addWidget(frame)
        if not context.office.may(
            "fees.see"
        ):  # never show what has no parent: it would be a window
            self.hide()
        context.bus.changed.connect(self._on_changes)

    def show_resident(self, resident_id: bytes, *, can_write: bool) -> None:
        """Read and show the fees of a resident."""
        self._resident_id, self._can_write = resident_id, can_write
        if self._context.office.may("fees.see"):
            self._read()

    def _read(self) -> None:
        if self._resident_id is not None:
            read = self._context.ops.read(_both, self._context.office, self._resident_id)
            read.replacing(f"resident-fees-{id(self)}").on_success(self._show).run()

    def _on_changes(self, changes: Changes, _initiator: object) -> None:
        if self.isVisible() and changes.touches("fees"):
            self._read()

    def _show(self, found: tuple[Account, list[DecisionRow]]) -> None:
        account, decisions = found
        if account.resident_id != self._resident_id:
            return
        clear(self._lines)
        self._show_balance(account)
        for row in decisions:
            self._lines.addWidget(label(_decision_words(row), "hint", wrap=True))
        may = self._can_write and self._context.office.can_change("fees")
        if may and self._context.can_open("fees"):
            command = f"fees.decision:{account.resident_id.hex()}"
            run = partial(self._context.run_command, "fees", command)
            words = tr("residents.fees.decide")
            self._lines.addWidget(button(words, run, look="link", icon_name="add"))

    def _show_balance(self, account: Account) -> None:
        if not account.entries:
            self._lines.addWidget(label(tr("residents.fees.none"), "hint", wrap=True))
            return
        words = _balance_words(account)
        if not self._context.can_open("fees"):
            self._lines.addWidget(label(words, wrap=True))
            return
        command = f"fees.account:{account.resident_id.hex()}"
        link = LineLink(words, partial(self._context.run_command, "fees", command))
        self._lines.addWidget(link)
        parts = account.balance.parts
        if parts and parts[0].due_on is not None:
            words = tr(
                "fees.parts.in_balance",
                amount=format_money(sum(part.open_gr for part in parts)),
                next=format_money(parts[0].open_gr),
                date=format_date(parts[0].due_on),
            )
            self._lines.addWidget(label(words, "hint", wrap=True))
        if account.balance.overdue_gr:
            late = format_money(account.balance.overdue_gr)
            words = tr("residents.fees.late", amount=late)
            self._lines.addWidget(label(words, "problem", wrap=True))


def _balance_words(account: Account) -> str:
    owed = account.balance.open_gr
    if owed > 0:
        return tr("residents.fees.owes", amount=format_money(owed))
    if owed < 0:
        return tr("residents.fees.over", amount=format_money(-owed))
    return tr("residents.fees.even")


def _decision_words(row: DecisionRow) -> str:
    each = row.per_person_gr
    income = tr("residents.fees.no_income") if each is None else format_money(each)
    until = format_date(row.valid_to) if row.valid_to else ""
    key = "decision_until" if until else "decision"
    return tr(
        f"residents.fees.{key}",
        service=row.service,
        date=format_date(row.valid_from),
        until=until,
        income=income,
    )


def _both(office: Office, resident_id: bytes) -> tuple[Account, list[DecisionRow]]:
    return fees.account_of(office, resident_id), fees.list_decisions(office, resident_id)
