"""A month in the window: looked at, explained, confirmed, told."""

from __future__ import annotations

from dataclasses import replace

import openpyxl
import pytest

from cusdesk.services import fees
from cusdesk.ui.fees.screen import FeesScreen
from tests.services.fees_office import MAY, confirm, make


@pytest.fixture
def screen(context, office, qtbot):
    make(office, "Wrona", "Żak")
    made = FeesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1166, 680)
    made.show()
    return made


@pytest.fixture
def page(screen):
    return screen.month


def test_a_month_is_confirmed_only_after_the_question(page, office):
    assert page.switch.month == MAY
    assert page.state.text().startswith("Propozycja: 2 opłaty, razem 200,00")
    page.ask_confirm()
    assert page.question.defaultButton().text() == "Anuluj"
    assert "nie są jeszcze zamknięte" in page.question.informativeText()
    assert fees.month_fees(office, MAY).runs == ()
    accept = next(b for b in page.question.buttons() if b.text() == "Zatwierdź")
    accept.click()
    assert page.state.text().startswith("Zatwierdzono 15.06.2026 (Anna Testowa), razem 200,00")
    assert not page.confirm.isEnabled()
    page.ask_notices("normal")
    issue = next(b for b in page.question.buttons() if b.text() == "Wydaj powiadomienia")
    issue.click()
    assert page.preview.isVisible()
    assert all(line.paper for line in page.found.confirmed)


def test_an_amount_is_explained_down_to_the_paragraph_and_the_days(page):
    page.explain(page.found.proposed[0].id)
    lines = page.dialog.lines.texts()
    assert "10,00\u00a0zł × 10 godz. = 100,00\u00a0zł" in lines[5]
    assert lines[3].endswith("[§ 4, tabela]")
    assert lines[-1] == "Na rynku kosztowałoby to 1\u00a0250,00\u00a0zł."
    assert page.dialog.panel.model.rowCount() == 10


def test_the_settings_of_payment_refuse_a_wrong_account(page, office):
    page._ask_settings()
    dialog = page.pay_dialog
    dialog.form.set_value("account", "123")
    dialog.confirm()
    assert dialog.isVisible()
    dialog.form.set_value("account", "61109010140000071219812874")
    dialog.confirm()
    assert fees.pay_settings(office).account == "61 1090 1014 0000 0712 1981 2874"


def test_the_list_for_the_cash_desk_is_saved_as_a_workbook(page, office, tmp_path):
    assert not page.cash.isEnabled()
    confirm(office)
    page.load()
    page.cash.save_as(tmp_path / "kasa.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "kasa.xlsx").active
    found = [cell.value for row in sheet.iter_rows() for cell in row]
    assert {"Wrona", "Żak", 100} <= set(found)
