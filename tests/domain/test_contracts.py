"""Contracts: what holds on a day, what is wrong, and whose an hour is."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

from cusdesk.domain.budget import FundingKind, FundingSourceDraft, check_funding_source
from cusdesk.domain.contracts import (
    AnnexDraft,
    Contract,
    ContractDraft,
    ContractServiceDraft,
    ContractUnit,
    check_contract,
    contract_of,
    last_day,
    legal_basis,
    terms_on,
    worth_of,
)
from cusdesk.domain.providers import ProcurementMode

TODAY = dt.date(2026, 6, 15)
CARE, TALKS = b"care", b"talks"
CONTRACT = ContractDraft(
    number="12/2026",
    provider_id=b"provider",
    mode=ProcurementMode.PUBLIC_BENEFIT,
    valid_from=dt.date(2026, 1, 1),
    valid_to=dt.date(2026, 6, 30),
    services=(ContractServiceDraft(CARE, rate_gr=3200, pool_milli=400_000),),
)
MORE = AnnexDraft(
    number="1",
    valid_from=dt.date(2026, 4, 1),
    service_id=CARE,
    pool_milli=600_000,
    ends_on=dt.date(2026, 12, 31),
)
DEARER = AnnexDraft(number="2", valid_from=dt.date(2026, 5, 1), service_id=CARE, rate_gr=3500)
CHANGED = replace(CONTRACT, annexes=(DEARER, MORE))


def keys(draft: ContractDraft, *, blocking: bool = True) -> set[str]:
    return {p.key for p in check_contract(draft, TODAY) if p.blocking is blocking}


def test_an_annex_changes_what_it_names_from_its_day_on() -> None:
    months = [dt.date(2026, month, 15) for month in (3, 4, 5)]
    terms = [terms_on(CHANGED, CARE, day) for day in months]
    assert [(t.rate_gr, t.pool_milli) for t in terms if t] == [
        (3200, 400_000),
        (3200, 600_000),
        (3500, 600_000),
    ]
    assert terms_on(CHANGED, TALKS, TODAY) is None


def test_the_end_moves_with_the_annex() -> None:
    assert last_day(CHANGED, dt.date(2026, 3, 31)) == dt.date(2026, 6, 30)
    assert last_day(CHANGED) == dt.date(2026, 12, 31)


def test_a_good_contract_has_no_problems() -> None:
    assert check_contract(CHANGED, TODAY) == []


def test_number_and_provider_are_needed() -> None:
    assert keys(ContractDraft()) >= {
        "domain.contract.number_missing",
        "domain.contract.provider_missing",
    }


def test_a_service_stands_once() -> None:
    twice = replace(CONTRACT, services=CONTRACT.services * 2)
    assert keys(twice) == {"domain.contract.service_twice"}


def test_an_annex_names_a_day_and_a_service_of_the_contract() -> None:
    bad = (AnnexDraft(service_id=TALKS), AnnexDraft(valid_from=TODAY, rate_gr=10))
    assert keys(replace(CONTRACT, annexes=bad)) == {
        "domain.contract.annex_start",
        "domain.contract.annex_service",
        "domain.contract.annex_whose",
    }


def test_the_legal_basis_is_the_one_of_the_day() -> None:
    old = legal_basis(ProcurementMode.PROCUREMENT_LAW, dt.date(2020, 5, 1))
    assert old != legal_basis(ProcurementMode.PROCUREMENT_LAW, TODAY) != ""
    assert legal_basis(ProcurementMode.OTHER, TODAY) == ""


def test_only_time_has_a_length() -> None:
    lengths = {unit: unit.minutes_on(TODAY) for unit in ContractUnit}
    assert lengths[ContractUnit.LESSON_HOUR] == 45
    assert lengths[ContractUnit.MONTH] is None


@dataclass(frozen=True)
class Hour:
    """A delivered hour."""

    service_id: bytes = CARE
    provider_id: bytes | None = b"A"
    date: dt.date = TODAY


def contract(of: bytes, begins: dt.date, number: str = "1") -> Contract:
    services = (ContractServiceDraft(CARE),)
    return Contract(number.encode(), number, of, "", begins, None, None, services, ())


def test_an_hour_belongs_to_the_contract_of_who_gave_it() -> None:
    both = [contract(b"A", dt.date(2026, 1, 1)), contract(b"B", dt.date(2026, 1, 1))]
    assert contract_of(Hour(provider_id=b"B"), both) == both[1]
    assert contract_of(Hour(provider_id=b"C"), both) is None
    assert contract_of(Hour(service_id=TALKS), both) is None


def test_an_hour_of_nobody_counts_where_there_is_no_doubt() -> None:
    one, other = contract(b"A", dt.date(2026, 1, 1)), contract(b"B", dt.date(2026, 1, 1))
    assert contract_of(Hour(provider_id=None), [one]) == one
    assert contract_of(Hour(provider_id=None), [one, other]) is None


def test_of_two_contracts_the_later_counts() -> None:
    early, late = contract(b"A", dt.date(2026, 1, 1)), contract(b"A", dt.date(2026, 6, 1), "2")
    assert contract_of(Hour(), [late, early]) == late
    assert contract_of(Hour(date=dt.date(2026, 5, 31)), [late, early]) == early


def test_the_classification_is_looked_at() -> None:
    draft = FundingSourceDraft("Projekt", FundingKind.EU_PROJECT, "", "852", "85395", "430")
    found = {p.key.removeprefix("domain.funding."): p.blocking for p in check_funding_source(draft)}
    assert found == {"paragraph": False, "chapter_elsewhere": False, "project_missing": False}
    over = check_funding_source(replace(draft, share_percent=101))
    assert [p.field for p in over if p.blocking] == ["share_percent"]


def test_a_contract_is_worth_what_it_says_else_its_pools() -> None:
    ordered = (ContractServiceDraft(CARE, rate_gr=3000, pool_milli=10_000),)
    dearer = (AnnexDraft("1", valid_from=TODAY, service_id=CARE, rate_gr=4000),)
    one = replace(contract(b"A", TODAY), services=ordered, annexes=dearer)
    assert [worth_of(one, day) for day in (None, TODAY)] == [30_000, 40_000]
    assert worth_of(replace(one, value_gr=25_000), TODAY) == 25_000
    assert worth_of(contract(b"A", TODAY), TODAY) is None
