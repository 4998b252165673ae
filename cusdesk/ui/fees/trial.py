"""Three invented people beside the form of a rule: what each would pay, while it is typed."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QFrame, QLineEdit, QWidget

from cusdesk.core.messages import tr
from cusdesk.domain.fees.charging import Charge, charge
from cusdesk.domain.fees.rule import FeeUnit
from cusdesk.domain.fees.situation import Situation, Usage
from cusdesk.domain.fees.starter import Sample, samples
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.money import format_money
from cusdesk.ui.common.formats import read_int, read_money, show_money
from cusdesk.ui.common.theme import current
from cusdesk.ui.common.widgets import card, column, label, row, set_look
from cusdesk.ui.fees.steps_view import StepLines

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent, QObject

    from cusdesk.domain.fees.rule import FeeRule

_MOST_UNITS = 31 * 24
_MOST_PERSONS = 30


def trial_charge(rule: FeeRule, sample: Sample, today: dt.date) -> Charge:
    """Return what a sample would pay now, or on the first day on which the rule has a price."""
    prices = tuple(price for price in rule.prices if price.valid_from is not None)
    days = [price.valid_from for price in prices if price.valid_from is not None]
    start = max(min([today, rule.valid_to or today]), rule.valid_from or today)
    start = max(start, min(days, default=start))
    minutes = rule.unit_minutes if rule.unit is FeeUnit.HOUR else 0
    apart = 1 if rule.unit is FeeUnit.DAY else 0
    usages = tuple(
        Usage(start + dt.timedelta(days=number * apart), minutes) for number in range(sample.amount)
    )
    situation = Situation(sample.income_gr, max(1, sample.persons), sample.is_single)
    service = next((price.service_id for price in prices if price.service_id is not None), None)
    month = start.replace(day=1)
    return charge(replace(rule, prices=prices), situation, usages, month, service)


class SampleCard(QFrame):
    """One invented person: everything can be changed, the fee follows.

    Signals:
        changed: something was typed.
        chosen: the keyboard is here.
    """

    changed = Signal()
    chosen = Signal()

    def __init__(self, sample: Sample) -> None:
        super().__init__()
        self.setProperty("look", "card")
        self.sample = sample
        layout = column(self, margin=1, gap=0.5)
        head = row(gap=1)
        head.addWidget(label(sample.name, "label"))
        head.addStretch()
        self.fee = label("", "heading")
        head.addWidget(self.fee)
        layout.addLayout(head)
        self.income = self._line(show_money(sample.income_gr), 10, "income")
        self.persons = self._line(str(sample.persons), 4, "persons")
        self.amount = self._line(str(sample.amount), 4, "amount")
        self.amount_words = label("", "hint")
        fields = row(gap=0.5)
        for words, field in (("income", self.income), ("persons", self.persons)):
            fields.addWidget(label(tr(f"fees.trial.{words}"), "hint"))
            fields.addWidget(field)
        fields.addWidget(self.amount_words)
        fields.addWidget(self.amount)
        fields.addStretch()
        layout.addLayout(fields)
        self.single = QCheckBox(tr("fees.trial.single"))
        self.single.setAccessibleName(f"{tr('fees.trial.single')}: {sample.name}")
        self.single.setChecked(sample.is_single)
        self.single.toggled.connect(self._on_changed)
        layout.addWidget(self.single)

    def _line(self, text: str, chars: int, name: str) -> QLineEdit:
        made = QLineEdit(text)
        made.setAccessibleName(f"{self.sample.name}: {tr(f'fees.trial.{name}')}")
        made.setFixedWidth(current().chars(chars) + current().space(2))
        made.setAlignment(Qt.AlignmentFlag.AlignRight)
        made.textEdited.connect(self._on_changed)
        made.installEventFilter(self)
        return made

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Say that the keyboard is here."""
        if event.type() == event.Type.FocusIn:
            self.chosen.emit()
        return False

    def _on_changed(self) -> None:
        income, persons, amount = (
            read_money(self.income.text()).value,
            read_int(self.persons.text()).value,
            read_int(self.amount.text()).value,
        )
        self.sample = Sample(
            self.sample.name,
            income,
            min(_MOST_PERSONS, max(1, persons or 1)),
            self.single.isChecked(),
            min(_MOST_UNITS, max(0, amount or 0)),
        )
        self.chosen.emit()
        self.changed.emit()

    def show_charge(self, found: Charge) -> None:
        """Show what the person would pay."""
        if found.problem is not None:
            self.fee.setText(enum_label(found.problem))
            set_look(self.fee, "look", "problem")
        else:
            self.fee.setText(format_money(found.total_gr))
            set_look(self.fee, "look", "heading")


class TrialPanel(QWidget):
    """The three of them, and how the fee of the chosen one came about."""

    def __init__(self, today: dt.date) -> None:
        super().__init__()
        self._today = today
        self._rule: FeeRule | None = None
        self._chosen = 0
        layout = column(self, gap=1)
        layout.addWidget(label(tr("fees.trial.title"), "heading"))
        layout.addWidget(label(tr("fees.trial.hint"), "hint", wrap=True))
        self.cards = [SampleCard(sample) for sample in samples()]
        for place, each in enumerate(self.cards):
            each.changed.connect(self.count)
            each.chosen.connect(lambda place=place: self.choose(place))
            layout.addWidget(each)
        frame, inside = card(margin=1, gap=0.5)
        self._told = label("", "label", wrap=True)
        inside.addWidget(self._told)
        self.lines = StepLines()
        inside.addWidget(self.lines)
        layout.addWidget(frame)
        layout.addStretch()

    def show_rule(self, rule: FeeRule) -> None:
        """Count by a rule as it stands in the form."""
        self._rule = rule
        self.count()

    def choose(self, place: int) -> None:
        """Explain the fee of one of them."""
        if place != self._chosen:
            self._chosen = place
            self.count()

    def count(self) -> None:
        """Count all three anew."""
        if self._rule is None:
            return
        words = tr(f"fees.trial.amount_{self._rule.unit.value}")
        for place, each in enumerate(self.cards):
            each.amount_words.setText(words)
            found = trial_charge(self._rule, each.sample, self._today)
            each.show_charge(found)
            if place == self._chosen:
                self._told.setText(tr("fees.trial.how", name=each.sample.name))
                self.lines.show_steps(found.steps, found)


__all__ = ["SampleCard", "TrialPanel", "trial_charge"]
