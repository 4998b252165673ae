"""The strip of the guided first hour, and the ways back to it and to the first steps."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import first_steps, residents
from cusdesk.ui.shell import office_calls
from cusdesk.ui.shell.features import SCREENS
from tests.helpers.office import change_setting


def add_resident(office):
    draft = ResidentDraft(surname="Łuczak", given_name="Ewa", birth_date=dt.date(1950, 2, 1))
    return residents.create_resident(office, draft).id


@pytest.fixture
def commune(window, office, monkeypatch):
    change_setting(office, "office.is_demo", True)
    monkeypatch.setattr(office_calls, "is_fictional", lambda _office: True)
    window._screens = [spec for spec in SCREENS if spec.id in {"today", "residents"}]
    window.enter(office)
    return window


def test_a_real_office_is_told_where_the_hour_is(entered, notifier):
    assert entered.workspace.hour is None
    entered.actions_registry.action("help.hour").trigger()
    assert entered.message_bar.text == tr("hour.only_fictional")


def test_the_strip_says_the_first_step_and_goes_on_when_it_is_done(commune):
    bar = commune.workspace.hour
    assert bar.isVisible()
    assert "krok 1 z 10" in bar._head.text()
    bar.skip.click()
    assert "dodaj mieszkańca" in bar._head.text()
    add_resident(commune.office)
    bar.look()
    assert "krok 3 z 10" in bar._head.text()
    assert bar._text.text().startswith("Zrobione: dodaj mieszkańca.")


def test_the_strip_leads_to_the_place(commune):
    commune.workspace.hour.go.click()
    assert commune.workspace.current_id == "residents"


def test_the_strip_is_put_away_and_brought_back_by_a_key(commune):
    bar = commune.workspace.hour
    bar.away.click()
    assert not bar.isVisible()
    commune.actions_registry.action("help.hour").trigger()
    assert bar.isVisible()
    assert "krok 1 z 10" in bar._head.text()
    bar._timer.stop()


def test_the_first_steps_come_back_by_the_menu(entered, office):
    first_steps.put_away(office)
    entered.actions_registry.action("help.first_steps").trigger()
    assert first_steps.first_steps(office)
    assert entered.workspace.current_id == "today"


def test_with_large_letters_the_strip_is_one_line_until_more_is_asked_for(commune, theme):
    bar = commune.workspace.hour
    theme.apply("light", 200)
    assert bar._head.text() == "Krok 1 z 10: znajdź mieszkańca"
    assert not bar._text.isVisible()
    assert not bar.away.isVisible()
    assert "Mieszkańcy" in bar.fold.accessibleDescription()
    folded = bar.sizeHint().height()

    bar.fold.click()

    assert bar._text.isVisible()
    assert bar.away.isVisible()
    assert bar.sizeHint().height() > 2 * folded
    theme.apply("light", 100)
    assert not bar.fold.isVisible()
