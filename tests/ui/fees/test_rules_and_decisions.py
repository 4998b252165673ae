"""The rule beside three people who try it, and a decision with its rate, in the window."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QWidget

from cusdesk.domain.fees.rule import FeePrice
from cusdesk.domain.fees.starter import starter_rule
from cusdesk.services import fees
from cusdesk.ui.fees.rule_form import ServiceLine, fields_of, rule_of
from cusdesk.ui.fees.screen import FeesScreen
from tests.services.attendance_office import add_service
from tests.services.fees_office import APRIL, make, suo


@pytest.fixture
def screen(context, office, qtbot):
    made = FeesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1166, 680)
    made.show()
    return made


def test_the_window_of_a_rule_gives_back_what_it_shows():
    rule = suo(b"0123456789abcdef")
    assert rule_of(fields_of(rule)) == rule


def test_the_three_try_the_rule_while_it_is_typed_and_it_is_saved(screen, office):
    service = add_service(office)
    screen.rules.start_starter("suo_national")
    dialog = screen.rules.dialog
    cards = dialog.trial.cards
    assert cards[1].fee.text() == "brak ceny jednostki"
    dialog.form.set_value("prices", (FeePrice(APRIL, 10_000),))
    dialog.form.set_value("services", (ServiceLine(service),))
    dialog.try_out()
    assert [each.fee.text() for each in cards] == [
        "30,00\u00a0zł",
        "70,00\u00a0zł",
        "1\u00a0000,00\u00a0zł",
    ]
    cards[0].income.setText("1010,00")
    cards[0].income.textEdited.emit("1010,00")
    assert cards[0].fee.text() == "0,00\u00a0zł"
    assert dialog.trial.lines.texts()[-1].startswith("Pełna cena: 2")
    dialog.confirm()
    assert [row.price_gr for row in fees.list_rules(office)] == [10_000]


def test_a_hole_in_the_table_is_said_beside_it(screen, office):
    screen.rules.start_starter("suo_national")
    dialog = screen.rules.dialog
    dialog.form.set_value("name", "")
    dialog.form.set_value("bands", tuple(reversed(fields_of(starter_rule("suo_national")).bands)))
    dialog.confirm()
    assert dialog.isVisible()
    assert fees.list_rules(office) == []


def test_a_decision_shows_its_rate_and_is_written(screen, office):
    make(office, "Wrona", hours=0)
    screen.tabs.setCurrentWidget(screen.decisions.parentWidget())
    row = fees.list_decisions(office)[0]
    screen.decisions.open_decision(row.id)
    dialog = screen.decisions.dialog
    assert dialog.rate.text() == "Zapłaci 10,00\u00a0zł za godzinę"
    dialog.form.set_value("income_gr", 101_000)
    dialog.look()
    assert dialog.rate.text() == "Zapłaci 0,00\u00a0zł za godzinę"
    dialog.confirm()
    assert fees.get_decision(office, row.id).draft.income_gr == 101_000


def test_a_decision_without_a_person_is_refused_in_one_sentence(screen, office):
    make(office, hours=0)
    screen.decisions.start_new()
    dialog = screen.decisions.dialog
    dialog.confirm()
    assert dialog.problem.text() == "Wybierz mieszkańca."
    assert dialog.isVisible()


def test_no_part_of_the_screen_becomes_a_window(context, office, qapp, qtbot):
    class Watch(QObject):
        def __init__(self):
            super().__init__()
            self.windows = []

        def eventFilter(self, watched, event):
            shown = event.type() == QEvent.Type.Show and isinstance(watched, QWidget)
            if shown and watched.isWindow():
                self.windows.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    made = FeesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.show()
    for place in range(4):
        made.tabs.setCurrentIndex(place)
    qapp.removeEventFilter(watch)
    assert watch.windows == ["FeesScreen"]
