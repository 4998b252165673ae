"""Pools in a real office: counted from presences and visits, explained in writing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.attendance import Mark
from cusdesk.domain.budget import FundingSourceDraft
from cusdesk.domain.catalogue import LimitScope, ServiceArea, ServiceDraft
from cusdesk.domain.contracts import AnnexDraft, ContractDraft, ContractServiceDraft, Counting
from cusdesk.domain.pools import Balance, PoolKind, PoolState
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import attendance, budget, catalogue, contracts, history, providers
from cusdesk.services.listings import listing
from tests.db.test_capture import add_resident

if TYPE_CHECKING:
    from cusdesk.services.office import Office

JUNE = dt.date(2026, 6, 15)


@dataclass(frozen=True)
class Place:
    """An office with a service given under a contract."""

    office: Office
    service: bytes
    provider: bytes
    contract: bytes
    source: bytes
    people: tuple[bytes, bytes]

    def visit(self, who: int, day: int, minutes: int, month: int = 6) -> None:
        """Write a visit down."""
        date = dt.date(2026, month, day)
        draft = attendance.VisitDraft(
            self.people[who], self.service, date, minutes=minutes, provider_id=self.provider
        )
        attendance.add_visits(self.office, [draft])

    def balance(self, kind: PoolKind) -> Balance:
        """Return the one pool of a kind."""
        (found,) = [b for b in contracts.pools(self.office).balances if b.key.kind is kind]
        return found


@pytest.fixture
def place(office: Office) -> Place:
    draft = ServiceDraft(
        name="Opieka",
        area=ServiceArea.SOCIAL_ASSISTANCE,
        limit_minutes=600,
        limit_scope=LimitScope.PERSON_YEAR,
    )
    service = catalogue.create(office, draft).id
    provider = providers.create(office, ProviderDraft(name="Klub")).id
    source = budget.create(office, FundingSourceDraft("Gmina")).id
    one = ContractServiceDraft(service, rate_gr=3000, pool_milli=10_000)
    contract = ContractDraft(
        "1/2026",
        provider,
        valid_from=dt.date(2026, 1, 1),
        valid_to=dt.date(2026, 12, 31),
        funding_source_id=source,
        services=(one,),
    )
    people = [add_resident(office, name) for name in ("Zmyślona", "Wymyślona")]
    contract_id = contracts.create(office, contract).id
    return Place(office, service, provider, contract_id, source, (people[0], people[1]))


def test_a_contract_counts_what_its_provider_gave(place: Place) -> None:
    place.visit(0, 1, 120)
    place.visit(1, 2, 90)
    found = place.balance(PoolKind.CONTRACT)
    assert (found.planned, found.delivered, found.left, found.percent) == (10_000, 3_500, 6_500, 35)
    other = providers.create(place.office, ProviderDraft(name="Inny")).id
    draft = attendance.VisitDraft(
        place.people[0], place.service, JUNE, minutes=60, provider_id=other
    )
    attendance.add_visits(place.office, [draft])
    assert place.balance(PoolKind.CONTRACT).delivered == 3_500


def test_presences_of_a_group_count_by_the_meeting(place: Place) -> None:
    group = attendance.GroupDraft(place.service, "Grupa", place.provider)
    group_id, _ = attendance.create_group(place.office, group, list(place.people))
    attendance.add_meetings(place.office, group_id, [JUNE], 600)
    grid = attendance.month_grid(place.office, group_id, JUNE)
    marks = [
        attendance.MarkEntry(grid.meetings[0].id, person.resident_id, Mark.PRESENT)
        for person in grid.people
    ]
    attendance.write_marks(place.office, marks)
    assert place.balance(PoolKind.CONTRACT).delivered == 2_000
    (one,) = contracts.get(place.office, place.contract).draft.services
    by_meeting = replace(one, counting=Counting.MEETING)
    contracts.set_services(place.office, place.contract, [by_meeting])
    assert place.balance(PoolKind.CONTRACT).delivered == 1_000
    (row,) = contracts.given_from(place.office, place.balance(PoolKind.CONTRACT).key)
    assert (row.resident, row.group, row.minutes) == ("2 osoby", "Grupa", 60)


def test_the_list_of_contracts_shows_the_fullest_pool(place: Place) -> None:
    place.visit(0, 1, 510)
    (row,) = contracts.rows_for(place.office, [place.contract])
    assert row.use is not None
    assert (row.use.percent, row.use.left) == (85, 1_500)
    (one,) = contracts.pools_of_contract(place.office, place.contract).balances
    assert one == row.use


def test_the_source_adds_up_money_at_the_rate_of_each_day(place: Place) -> None:
    dearer = AnnexDraft("1", valid_from=dt.date(2026, 6, 2), service_id=place.service, rate_gr=4000)
    contracts.set_annexes(place.office, place.contract, [dearer])
    place.visit(0, 1, 60)
    place.visit(0, 2, 60)
    found = place.balance(PoolKind.SOURCE)
    assert (found.unit, found.delivered, found.planned) == (None, 7_000, 40_000)


def test_the_source_holds_what_the_contract_says_it_is_worth(place: Place) -> None:
    contracts.change_fields(place.office, place.contract, {"value_gr": 25_000})
    place.visit(0, 1, 600)
    found = place.balance(PoolKind.SOURCE)
    assert (found.planned, found.delivered, found.over) == (25_000, 30_000, 5_000)


def test_a_person_has_the_limit_of_the_catalogue(place: Place) -> None:
    place.visit(0, 1, 300)
    place.visit(0, 31, 300, month=5)
    found = place.balance(PoolKind.PERSON)
    assert (found.name, found.planned, found.delivered) == ("Zmyślona", 10_000, 10_000)


def test_what_was_given_stands_behind_the_figure(place: Place) -> None:
    place.visit(0, 1, 120)
    place.visit(1, 2, 90)
    rows = contracts.given_from(place.office, place.balance(PoolKind.CONTRACT).key)
    assert [(row.minutes, row.resident) for row in rows] == [(120, "Zmyślona"), (90, "Wymyślona")]
    (part,) = contracts.source_parts(place.office, place.balance(PoolKind.SOURCE).key)
    assert (part.delivered, part.value_gr) == (3_500, 10_500)
    key = contracts.pools(place.office).balances[-1].key
    assert [row.minutes for row in contracts.given_from(place.office, key)] == [120]


def test_going_over_asks_for_a_reason_and_remembers_it(place: Place) -> None:
    place.visit(0, 1, 600)
    place.visit(0, 2, 60)
    over = place.balance(PoolKind.CONTRACT)
    assert (over.over, over.state(80)) == (1_000, PoolState.OVER)
    contracts.give_reason(place.office, over, "Zastępstwo za chorą opiekunkę.")
    assert place.balance(PoolKind.CONTRACT).state(80) is PoolState.EXPLAINED
    assert contracts.reasons_of(place.office, over.key)[0][1].startswith("Zastępstwo")
    place.visit(0, 3, 60)
    assert place.balance(PoolKind.CONTRACT).state(80) is PoolState.OVER
    history.undo(place.office)
    history.undo(place.office)
    assert place.balance(PoolKind.CONTRACT).explained == 0


def test_a_reason_of_a_person_is_theirs_alone(place: Place) -> None:
    for who in (0, 1):
        place.visit(who, 1, 660)
    mine, other = [
        b for b in contracts.pools(place.office).balances if b.key.kind is PoolKind.PERSON
    ]
    contracts.give_reason(place.office, mine, "Pogorszenie.")
    after = {b.key: b.explained for b in contracts.pools(place.office).balances}
    assert (after[mine.key], after[other.key]) == (1_000, 0)


def test_a_reason_needs_words_and_an_excess(place: Place) -> None:
    place.visit(0, 1, 60)
    fine = place.balance(PoolKind.CONTRACT)
    with pytest.raises(ValidationError):
        contracts.give_reason(place.office, fine, "Bo tak.")
    with pytest.raises(ValidationError):
        contracts.give_reason(place.office, replace(fine, delivered=99_000), "  ")


def test_where_hours_are_typed_all_their_pools_are_told(place: Place) -> None:
    place.visit(0, 1, 60)
    found = contracts.balance_for(
        place.office, place.service, resident_id=place.people[0], on=JUNE
    ).balances
    assert [b.key.kind for b in found] == [PoolKind.PERSON, PoolKind.CONTRACT]
    nobody = contracts.balance_for(place.office, place.service, on=JUNE).balances
    assert [b.key.kind for b in nobody] == [PoolKind.CONTRACT]


def test_contracts_stay_hidden_from_whoever_may_not_see_them(place: Place) -> None:
    place.visit(0, 1, 60)
    place.office.take_roles([Role.OFFICE_WORKER])
    kinds = {b.key.kind for b in contracts.pools(place.office).balances}
    assert kinds == {PoolKind.PERSON}


def test_the_share_that_warns_is_the_offices(place: Place) -> None:
    place.visit(0, 1, 300)
    assert contracts.pools(place.office).warn_percent == 80
    contracts.set_warn_percent(place.office, 50)
    found = contracts.pools(place.office)
    assert found.balances[0].state(found.warn_percent) is PoolState.NEAR
    with pytest.raises(ValidationError):
        contracts.set_warn_percent(place.office, 0)


def test_pools_are_listed_as_plain_data(place: Place) -> None:
    place.visit(0, 1, 540)
    (found,) = [row for row in listing(place.office, "pools") if row["kind"] == "contract"]
    assert (found["planned"], found["left"], found["state"]) == (10_000, 1_000, "near")


def test_a_pool_that_is_gone_says_so(place: Place) -> None:
    place.visit(0, 1, 60)
    key = place.balance(PoolKind.CONTRACT).key
    contracts.retire(place.office, place.contract)
    with pytest.raises(RuleError):
        contracts.given_from(place.office, key)
