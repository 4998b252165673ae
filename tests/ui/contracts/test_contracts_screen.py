"""Contracts and funding sources on the screen."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import budget, catalogue, contracts, providers
from cusdesk.ui.budget.screen import BudgetScreen
from cusdesk.ui.contracts.screen import ContractsScreen
from cusdesk.ui.contracts.viewmodel import end_words
from cusdesk.ui.providers.screen import ProvidersScreen

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def care(office):
    area = ServiceArea.SOCIAL_ASSISTANCE
    return catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id


@pytest.fixture
def contract(office, care):
    klub = providers.create(office, ProviderDraft(name="Klub")).id
    one = ContractServiceDraft(care, rate_gr=3200, pool_milli=400_000)
    draft = ContractDraft("1/2026", klub, valid_from=dt.date(2026, 1, 1), services=(one,))
    return contracts.create(office, draft).id


@pytest.fixture
def opened(context, office, qtbot):
    def open_screen(kind):
        """Show a screen of this office."""
        made = kind(replace(context, office=office))
        qtbot.addWidget(made)
        made.resize(1150, 700)
        made.show()
        return made

    return open_screen


def type_into(field, text):
    field.editor.setText(text)
    field.edited.emit()
    field.left.emit()


def test_a_rate_typed_into_a_line_is_written(opened, office, contract):
    screen = opened(ContractsScreen)
    screen.show_record(contract)
    line = screen.form.field("services")._lines[0]
    assert line.fields["pool_milli"].raw() == "400"
    type_into(line.fields["rate_gr"], "33,50")
    (one,) = contracts.get(office, contract).draft.services
    assert (one.rate_gr, one.pool_milli) == (3350, 400_000)


def test_an_annex_is_typed_field_by_field_and_stays_one(opened, office, contract, care):
    screen = opened(ContractsScreen)
    screen.show_record(contract)
    rows = screen.form.field("annexes")
    rows._add.click()
    type_into(rows._lines[0].fields["valid_from"], "1.04.2026")
    combo = rows._lines[0].fields["service_id"].combo
    combo.setCurrentIndex(combo.findText("Opieka"))
    combo.activated.emit(combo.currentIndex())
    type_into(rows._lines[0].fields["pool_milli"], "500,5")
    (annex,) = contracts.get(office, contract).draft.annexes
    assert (annex.valid_from, annex.service_id) == (dt.date(2026, 4, 1), care)
    assert annex.pool_milli == 500_500


def test_a_number_nobody_can_read_changes_nothing(opened, office, contract):
    screen = opened(ContractsScreen)
    screen.show_record(contract)
    field = screen.form.field("services")._lines[0].fields["pool_milli"]
    type_into(field, "dużo")
    assert contracts.get(office, contract).draft.services[0].pool_milli == 400_000


def test_a_new_contract_says_what_is_missing_and_is_made(opened, office, contract):
    screen = opened(ContractsScreen)
    screen.start_new()
    screen.editor.create()
    assert len(contracts.list_ids(office)) == 1
    type_into(screen.form.field("number"), "2/2026")
    combo = screen.form.field("provider_id").combo
    combo.setCurrentIndex(combo.findText("Klub"))
    combo.activated.emit(combo.currentIndex())
    screen.editor.create()
    assert len(contracts.list_ids(office)) == 2


@pytest.mark.parametrize(
    ("end", "word"), [(None, "nie ma"), (dt.date(2026, 6, 14), "Skończyła"), (TODAY, "za 0 dni")]
)
def test_the_end_is_said(end, word):
    assert word in end_words(end, TODAY)


def test_a_provider_shows_its_contracts(opened, office, contract):
    screen = opened(ProvidersScreen)
    screen.show_record(contracts.get(office, contract).draft.provider_id)
    assert screen.side._contracts.itemAt(0).widget().text().startswith("1/2026 (01.01.2026")


def test_a_source_of_money_is_made_and_changed(opened, office):
    source = budget.create(office, FundingSourceDraft("Budżet gminy")).id
    screen = opened(BudgetScreen)
    screen.show_record(source)
    type_into(screen.form.field("chapter"), "85228")
    assert budget.get(office, source).draft.chapter == "85228"
    type_into(screen.form.field("paragraph"), "43")
    assert screen.form.field("paragraph").widget.property("state") == "warning"
