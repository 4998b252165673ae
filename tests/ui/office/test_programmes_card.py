"""Programmes among the settings: added, changed and put away in a dialog."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.access import Role
from cusdesk.domain.special_fields import SpecialField
from cusdesk.services import programmes
from cusdesk.ui.office.programmes import ProgrammesCard, state_words
from tests.helpers.people import act_as


@pytest.fixture
def card(context, office, qtbot):
    made = ProgrammesCard(replace(context, office=office))
    qtbot.addWidget(made)
    made.load()
    made.show()
    return made


def test_a_programme_is_added_changed_and_put_away(card, office):
    card.add.click()
    card.dialog.write()
    assert programmes.list_programmes(office) == []  # a name is missing
    card.dialog.form.field("name").set_value("Program CUS")
    card.dialog.boxes[SpecialField.HEALTH].setChecked(True)
    card.dialog.write()

    [made] = programmes.list_programmes(office)
    assert state_words(made) == "obowiązuje: zdrowie"
    card.open_dialog(made)
    card.dialog.boxes[SpecialField.HEALTH].setChecked(False)
    card.dialog.write()
    [changed] = programmes.list_programmes(office)
    assert state_words(changed) == "obowiązuje: bez danych szczególnych"
    card.open_dialog(changed)
    card.dialog.retire()
    assert programmes.list_programmes(office) == []


def test_who_may_not_change_settings_only_reads(context, office, qtbot):
    act_as(office, Role.OSL)
    made = ProgrammesCard(replace(context, office=office))
    qtbot.addWidget(made)
    assert not made.add.isEnabled()


def test_the_dialog_of_a_programme_fits_a_small_screen_at_large_text(theme, card):
    theme.apply("light", 200)
    card.add.click()

    assert card.dialog.minimumSizeHint().height() < 700
    assert card.dialog.save.isVisible()
