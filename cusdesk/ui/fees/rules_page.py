"""The rules of the office: in force now, before and later, and how they change."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QMenu, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.fees.rule import BandKind, FeeBand, FeePrice, FeeRule
from cusdesk.domain.fees.starter import starter_names, starter_rule
from cusdesk.domain.fees.terms import next_month
from cusdesk.services import fees
from cusdesk.ui.common.flow import flow
from cusdesk.ui.common.permits import choice_needed, permit, why_not_change
from cusdesk.ui.common.table import ColumnSpec, EmptyState, TablePanel, TableSpec
from cusdesk.ui.common.table.memory import MemorySource
from cusdesk.ui.common.table.output import OutputButton
from cusdesk.ui.common.widgets import button, column, keep_from_writing, label
from cusdesk.ui.fees.rule_dialog import RuleDialog
from cusdesk.ui.fees.rule_form import rule_form

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.services.fees import RuleDetails, RuleRow
    from cusdesk.services.office import Office
    from cusdesk.services.records import Saved
    from cusdesk.ui.common.context import ScreenContext
    from cusdesk.ui.common.form import FormSpec
    from cusdesk.ui.common.operations import Operation


def _state(row: RuleRow) -> str:
    return "frozen" if row.charges else "open"


COLUMNS = (
    ColumnSpec("name", "fields.fee_rules.name", width=28),
    ColumnSpec("price_gr", "fees.column.price", "money", 12, is_summed=False),
    ColumnSpec("market_gr", "fees.column.market", "money", 14, is_summed=False),
    ColumnSpec("valid_from", "fields.fee_rules.valid_from", "date", 14),
    ColumnSpec("valid_to", "fields.fee_rules.valid_to", "date", 14),
    ColumnSpec("unit", "fields.fee_rules.unit", "enum", 12, enum_prefix="enums.fee_unit"),
    ColumnSpec("services", "fees.form.services", width=34),
    ColumnSpec("number", "fields.fee_rules.number", width=40),
    ColumnSpec("state", "fees.column.state", "enum", 24, getter=_state, enum_prefix="fees.rule"),
)


class RulesPage(QWidget):
    """Every version of every rule; Enter opens one."""

    def __init__(self, context: ScreenContext) -> None:
        super().__init__()
        self._context = context
        layout = column(self, gap=1)
        layout.addWidget(label(tr("fees.rules.hint"), "hint", wrap=True))
        self.new = button(tr("fees.rules.new"), self.start_new, look="main", icon_name="add")
        self.starter = button(tr("fees.rules.starter"), icon_name="catalogue")
        self.starter.setMenu(self._starters())
        self.change = button(tr("fees.rules.change"), self._open_current, icon_name="edit")
        self.version = button(tr("fees.rules.version"), self._ask_version, icon_name="copy")
        self.retire = button(tr("fees.rules.retire"), self._retire, icon_name="delete")
        source = MemorySource(self._rows, COLUMNS)
        empty = EmptyState(
            "fees",
            tr("fees.rules.empty"),
            tr("fees.rules.empty_text"),
            (tr("fees.rules.new"), self.start_new),
        )
        spec = TableSpec(
            "fees.rules",
            COLUMNS,
            source.list_ids,
            source.rows_for,
            refresh_on=("fees", "catalogue"),
            empty=empty,
        )
        self.panel = TablePanel(context, spec)
        self.panel.record_opened.connect(self.open_rule)
        self.panel.current_record_changed.connect(self._on_current)
        output = OutputButton(context, self.panel, tr("fees.rules.title"))
        layout.addWidget(
            flow(self.new, self.starter, self.change, self.version, self.retire, output)
        )
        layout.addWidget(self.panel, 1)
        keep_from_writing(context, "fees", self.new, self.starter)
        self._on_current(None)

    def _starters(self) -> QMenu:
        menu = QMenu(self)
        for rule_id, name in starter_names().items():
            menu.addAction(name).triggered.connect(partial(self.start_starter, rule_id))
        return menu

    def _rows(self) -> list[RuleRow]:
        return fees.list_rules(self._context.office)

    def load(self) -> None:
        """Ask for the rules."""
        self.panel.load()

    def _on_current(self, record_id: bytes | None) -> None:
        needed = choice_needed(record_id)
        permit(self.change, needed)
        for made in (self.version, self.retire):
            permit(made, why_not_change(self._context.office, "fees") or needed)

    # --- new ones

    def start_new(self) -> None:
        """Ask for a rule of the office's own."""
        today = self._context.office.clock.today()
        first = today.replace(day=1)
        rule = FeeRule(
            valid_from=first,
            bands=(FeeBand(10_000), FeeBand(None, BandKind.PERCENT, 10_000, 10_000)),
            prices=(FeePrice(first),),
        )
        self._ask(("new", "new_do", "new_text"), rule, self._creating)

    def start_starter(self, rule_id: str, _checked: bool = False) -> None:
        """Ask for a rule that begins as a starter one."""
        rule = starter_rule(rule_id)
        self._ask(
            ("new", "new_do", "starter_text"),
            replace(rule, prices=(FeePrice(rule.valid_from),)),
            self._creating,
        )

    def _creating(self, rule: FeeRule) -> Operation[Saved]:
        return self._context.ops.write(fees.create_rule, self._context.office, rule)

    # --- those there are

    def _open_current(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self.open_rule(record_id)

    def open_rule(self, rule_id: bytes) -> None:
        """Show a rule; one that confirmed months stand on changes only in its end and notes."""
        self._read(rule_id, self._open)

    def _ask_version(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._read(record_id, self._open_version)

    def _read(self, rule_id: bytes, then: Callable[[RuleDetails], None]) -> None:
        operation = self._context.ops.read(fees.get_rule, self._context.office, rule_id)
        operation.on_success(then).run()

    def _open(self, details: RuleDetails) -> None:
        def write(rule: FeeRule) -> Operation[Saved]:
            """Change the rule that is shown."""
            return self._context.ops.write(
                fees.change_rule, self._context.office, details.id, rule, details.version
            )

        text = "frozen_text" if details.is_frozen else "change_text"
        self._ask(("change", "change_do", text), details.rule, write)

    def _open_version(self, details: RuleDetails) -> None:
        def write(rule: FeeRule) -> Operation[Saved]:
            """Continue the rule that is shown."""
            return self._context.ops.write(fees.new_version, self._context.office, details.id, rule)

        today = self._context.office.clock.today()
        later = max(today, details.rule.valid_from or today)
        rule = replace(details.rule, valid_from=next_month(later.replace(day=1)), valid_to=None)
        self._ask(("version", "version_do", "version_text"), rule, write)

    def _retire(self) -> None:
        record_id = self.panel.view.current_id()
        if record_id is not None:
            self._context.ops.write(fees.retire_rule, self._context.office, record_id).run()

    # --- the window

    def _ask(
        self,
        keys: tuple[str, str, str],
        rule: FeeRule,
        write: Callable[[FeeRule], Operation[Saved]],
    ) -> None:
        operation = self._context.ops.read(_form, self._context.office)
        operation.on_success(partial(self._show, keys, rule, write)).run()

    def _show(
        self,
        keys: tuple[str, str, str],
        rule: FeeRule,
        write: Callable[[FeeRule], Operation[Saved]],
        spec: FormSpec,
    ) -> None:
        title, do, text = (tr(f"fees.rule_form.{key}") for key in keys)
        self.dialog = RuleDialog(self._context, (title, do, text), spec, rule, write, self)
        keep_from_writing(self._context, "fees", self.dialog.do)
        self.dialog.open()


def _form(office: Office) -> FormSpec:
    return rule_form(office)
