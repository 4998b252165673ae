"""Contracts kept in a real office."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.budget import FundingKind, FundingSourceDraft
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import AnnexDraft, ContractDraft, ContractServiceDraft, ContractUnit
from cusdesk.domain.providers import ProcurementMode, ProviderDraft
from cusdesk.services import budget, catalogue, contracts, history, providers
from cusdesk.services.listings import listing

if TYPE_CHECKING:
    from cusdesk.services.office import Office

START, END = dt.date(2026, 1, 1), dt.date(2026, 12, 31)


@pytest.fixture
def care(office: Office) -> bytes:
    area = ServiceArea.SOCIAL_ASSISTANCE
    return catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id


@pytest.fixture
def draft(office: Office, care: bytes) -> ContractDraft:
    social = ProviderDraft(name="Spółdzielnia Zmyślona", is_social_economy=True)
    return ContractDraft(
        number="12/2026",
        provider_id=providers.create(office, social).id,
        mode=ProcurementMode.MANDATE,
        valid_from=START,
        valid_to=END,
        services=(ContractServiceDraft(care, rate_gr=3200, pool_milli=400_000),),
    )


def test_a_contract_comes_back_as_it_was_written(office: Office, draft: ContractDraft) -> None:
    found = contracts.get(office, contracts.create(office, draft).id)
    kept = tuple(replace(one, id=None) for one in found.draft.services)
    assert replace(found.draft, services=kept) == draft
    assert "734" in found.basis
    assert found.provider_name == "Spółdzielnia Zmyślona"


def test_a_bad_draft_writes_nothing(office: Office, draft: ContractDraft) -> None:
    with pytest.raises(ValidationError):
        contracts.create(office, replace(draft, number=" "))
    assert contracts.list_ids(office) == []


def test_changed_services_keep_their_rows(office: Office, draft: ContractDraft) -> None:
    contract_id = contracts.create(office, draft).id
    (one,) = contracts.get(office, contract_id).draft.services
    contracts.set_services(office, contract_id, [replace(one, rate_gr=3300)])
    (changed,) = contracts.get(office, contract_id).draft.services
    assert (changed.id, changed.rate_gr) == (one.id, 3300)
    history.undo(office)
    assert contracts.get(office, contract_id).draft.services == (one,)


def test_a_service_with_an_annex_stays(office: Office, draft: ContractDraft, care: bytes) -> None:
    contract_id = contracts.create(office, draft).id
    annex = AnnexDraft("1", valid_from=dt.date(2026, 5, 1), service_id=care, pool_milli=500_000)
    contracts.set_annexes(office, contract_id, [annex])
    with pytest.raises(ValidationError):
        contracts.set_services(office, contract_id, [])


def test_the_list_shows_the_end_with_annexes(office: Office, draft: ContractDraft) -> None:
    later = AnnexDraft("1", valid_from=dt.date(2026, 11, 1), ends_on=dt.date(2027, 3, 31))
    contract_id = contracts.create(office, replace(draft, annexes=(later,))).id
    (row,) = contracts.rows_for(office, [contract_id])
    assert (row.ends_on, row.services, row.is_social_economy) == (later.ends_on, "Opieka", True)
    assert contracts.list_ids(office, filters={"provider": "spoldzielnia", "ends_on": "2027"})
    assert contracts.list_ids(office, filters={"number": "99"}) == []


def test_lists_are_sorted_by_any_column(office: Office, draft: ContractDraft) -> None:
    first = contracts.create(office, draft).id
    cheap = replace(draft, number="2/2026", value_gr=100_00)
    second = contracts.create(office, cheap).id
    assert contracts.list_ids(office, sort="number", descending=True) == [second, first]
    assert contracts.list_ids(office, sort="value_gr") == [second, first]


def test_the_same_number_is_noticed(office: Office, draft: ContractDraft) -> None:
    contract_id = contracts.create(office, draft).id
    assert [p.field for p in contracts.warnings(office, draft)] == ["number"]
    assert [p.field for p in contracts.warnings(office, replace(draft, number=" 12-2026"))] == [
        "number"
    ]
    assert contracts.warnings(office, replace(draft, number="2/2026")) == []
    assert contracts.warnings(office, draft, contract_id) == []


def test_the_bin_and_back(office: Office, draft: ContractDraft) -> None:
    contract_id = contracts.create(office, draft).id
    contracts.retire(office, contract_id)
    assert contracts.list_ids(office) == []
    assert contracts.list_ids(office, retired=True) == [contract_id]
    contracts.restore(office, contract_id)
    assert contracts.get(office, contract_id).is_retired is False
    with pytest.raises(NotFoundError):
        contracts.get(office, b"0" * 16)


def test_intake_neither_sees_nor_changes_contracts(office: Office, draft: ContractDraft) -> None:
    office.take_roles([Role.OFFICE_WORKER])
    for call in (lambda: contracts.list_ids(office), lambda: contracts.create(office, draft)):
        with pytest.raises(RuleError):
            call()


def test_a_source_of_money_is_kept_and_counted(office: Office, draft: ContractDraft) -> None:
    source = FundingSourceDraft("Projekt „Blisko”", FundingKind.EU_PROJECT, "FEXX.01-001/26")
    source_id = budget.create(office, replace(source, division="852", chapter="85295")).id
    contracts.create(office, replace(draft, funding_source_id=source_id))
    budget.change_fields(office, source_id, {"paragraph": "4307"})
    (row,) = budget.rows_for(office, budget.list_ids(office, filters={"codes": "85295"}))
    assert (row.codes, row.contracts) == ("852-85295-4307", 1)
    assert budget.get(office, source_id).draft.paragraph == "4307"
    budget.retire(office, source_id)
    assert budget.names(office) == []
    budget.restore(office, source_id)
    assert budget.names(office) == [(source_id, "Projekt „Blisko”")]


def test_plain_lists_speak_the_glossary(office: Office, draft: ContractDraft) -> None:
    unit = replace(draft.services[0], unit=ContractUnit.LESSON_HOUR)
    contracts.create(office, replace(draft, services=(unit,)))
    (found,) = listing(office, "contracts", search="zmyslona")
    assert found["services"] == [
        {
            "service": "Opieka",
            "unit": "lesson_hour",
            "counting": "person",
            "rate_gr": 3200,
            "pool_milli": 400_000,
        }
    ]
    budget.create(office, FundingSourceDraft("Budżet gminy", division="852"))
    assert [row["division"] for row in listing(office, "funding")] == ["852"]
