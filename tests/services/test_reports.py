"""Ready sheets in a real office: honest sums, lists that make the figures, closed months kept."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import Role
from cusdesk.domain.attendance import Mark
from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.contracts import ContractDraft, ContractServiceDraft, Counting
from cusdesk.domain.providers import ProviderDraft
from cusdesk.domain.reports import ColumnKind
from cusdesk.domain.spans import SpanKind, span_of
from cusdesk.models.attendance import Visit
from cusdesk.services import (
    attendance,
    catalogue,
    contracts,
    months,
    providers,
    reports,
    residents,
)
from cusdesk.services.reports import ReadyKind
from tests.services.test_budget_year import bill
from tests.services.test_pools import Place, place

if TYPE_CHECKING:
    from cusdesk.domain.reports import FigureSheet
    from cusdesk.services.reports import ReadySheet

__all__ = ["place"]
MAY = dt.date(2026, 5, 10)


def made(place: Place, kind: ReadyKind, span: SpanKind = SpanKind.MONTH) -> ReadySheet:
    """Return a sheet of May 2026, or of its quarter or year."""
    return reports.ready(place.office, kind, span_of(span, MAY))


def cells(table: FigureSheet, key: str) -> dict[str, object]:
    """Return figure -> value of a line, of all for ""."""
    document = table.document
    row = document.totals if key == "" else document.rows[table.keys.index(key)]
    return {figure: value for figure, value in zip(table.figures, row, strict=True) if figure}


@pytest.fixture
def two(place: Place) -> Place:
    """Two people, two services: care by the hour, and a club paid by the meeting."""
    residents.change_fields(
        place.office,
        place.people[0],
        {"sex": "K", "birth_date": dt.date(1966, 5, 31), "locality": "Podlesie"},
    )
    place.visit(0, 4, 90, month=5)
    place.visit(1, 5, 50, month=5)
    place.visit(0, 6, 30, month=6)
    draft = ServiceDraft(name="Klub", area=ServiceArea.SOCIAL_ASSISTANCE)
    club = catalogue.create(place.office, draft).id
    group = attendance.GroupDraft(club, "Klub", place.provider)
    group_id, _ = attendance.create_group(place.office, group, list(place.people))
    attendance.add_meetings(place.office, group_id, [dt.date(2026, 5, 7)], 600, 120)
    grid = attendance.month_grid(place.office, group_id, MAY)
    attendance.write_marks(
        place.office,
        [attendance.MarkEntry(grid.meetings[0].id, p, Mark.PRESENT) for p in place.people],
    )
    ordered = ContractServiceDraft(club, counting=Counting.MEETING, rate_gr=1001)
    start, end = dt.date(2026, 1, 1), dt.date(2026, 12, 31)
    contract = ContractDraft(
        "2/2026", place.provider, valid_from=start, valid_to=end, services=(ordered,)
    )
    contracts.create(place.office, contract)
    return place


def test_everybody_is_counted_once_in_the_line_of_all(two: Place) -> None:
    table = made(two, ReadyKind.SERVICE).table
    care = cells(table, two.service.hex())
    assert (care["persons"], care["women"], care["aged"], care["presences"]) == (2, 1, 1, 2)
    assert (care["minutes"], care["units"], care["amount"]) == (140, Decimal("2.33"), 6_999)
    total = cells(table, "")
    assert (total["persons"], total["presences"], total["minutes"]) == (2, 4, 380)
    assert total["amount"] == 6_999 + 2 * 1001


@pytest.mark.parametrize(
    "kind", ["service", "provider", "coordinator", "source", "village", "costs", "orders"]
)
def test_every_figure_is_made_of_its_list(two: Place, kind: str) -> None:
    bill(two, 2)
    sheet = made(two, ReadyKind(kind), SpanKind.YEAR)
    assert sheet.table.keys
    for key in (*sheet.table.keys, ""):
        for figure, value in cells(sheet.table, key).items():
            found = reports.ready_behind(two.office, sheet, key, figure).document
            kinds = [column.kind for column in found.columns]
            if figure in {"persons", "women", "aged", "presences", "contracts"}:
                assert len(found.rows) == value, (key, figure)
            if figure in {"minutes", "amount", "value", "spent"}:
                assert sum(row[-1] or 0 for row in found.rows) == value, (key, figure)
                assert kinds[-1] in {ColumnKind.MINUTES, ColumnKind.MONEY}


def test_money_of_villages_adds_up_to_that_of_contracts(two: Place) -> None:
    by_village = made(two, ReadyKind.VILLAGE).table
    amounts = [cells(by_village, key)["amount"] for key in by_village.keys]
    assert sum(amounts) == cells(by_village, "")["amount"] == 9_001
    assert cells(by_village, "Podlesie")["amount"] == 4_499 + 1_001  # 69,99 zł as 90 : 50, rounded


def test_sheet_by_source_tells_what_no_contract_covers(two: Place) -> None:
    other = providers.create(two.office, ProviderDraft(name="Inny")).id
    stranger = attendance.VisitDraft(two.people[0], two.service, MAY, minutes=60, provider_id=other)
    attendance.add_visits(two.office, [stranger])
    table = made(two, ReadyKind.SOURCE).table
    names = [row[0] for row in table.document.rows]
    assert names == ["Bez umowy", "Bez źródła finansowania", "Gmina"]
    assert any("nie należy 1 obecność" in note for note in table.document.notes)


def test_council_table_counts_people_once_a_year(two: Place) -> None:
    sheet = made(two, ReadyKind.YEARLY)
    care = two.service.hex()
    people, hours = cells(sheet.table, f"{care}:persons"), cells(sheet.table, f"{care}:amount")
    assert (people["m5"], people["m6"], people["year"]) == (2, 1, 2)
    assert (hours["m5"], hours["m6"], hours["year"]) == tuple(map(Decimal, ("2.33", "0.5", "2.83")))
    assert cells(sheet.table, "")["year"] == 2
    assert cells(sheet.table, "all:amount")["year"] == Decimal("6.83")
    behind = reports.ready_behind(two.office, sheet, "", "year").document
    assert len(behind.rows) == 2
    entries = reports.ready_behind(two.office, sheet, f"{care}:amount", "m5").document
    assert sum(row[-1] for row in entries.rows) == 140


def test_closed_month_keeps_its_figures(two: Place) -> None:
    before = made(two, ReadyKind.SERVICE).table
    months.close_month(two.office, MAY, months.check_month(two.office, MAY).seal)
    with two.office.write("attendance.visits") as work:
        for visit in work.session.query(Visit).all():
            visit.minutes += 15
    after = made(two, ReadyKind.SERVICE).table
    assert (after.document.rows, after.document.totals) == (
        before.document.rows,
        before.document.totals,
    )
    assert "maj 2026" in after.document.notes[-1]


def test_costs_divide_invoices_by_what_they_bill(two: Place) -> None:
    bill(two, 2)
    table = made(two, ReadyKind.COSTS).table
    (key,) = table.keys
    found = cells(table, key)
    assert (found["amount"], found["persons"], found["minutes"]) == (6_000, 2, 140)
    assert (found["per_person"], found["per_hour"]) == (3_000, 2_571)


def test_share_of_social_economy_by_value_and_count(two: Place) -> None:
    providers.change_fields(two.office, two.provider, {"is_social_economy": True})
    other = providers.create(two.office, ProviderDraft(name="Spółka")).id
    draft = ContractDraft("3/2026", other, signed_on=dt.date(2026, 2, 1), value_gr=10_000)
    contracts.create(two.office, draft)
    table = made(two, ReadyKind.ORDERS, SpanKind.YEAR).table
    social = cells(table, "social")
    assert (social["contracts"], social["contracts_share"]) == (2, Decimal("66.67"))
    assert (social["value"], social["value_share"]) == (30_000, Decimal("75.00"))


def test_money_is_left_out_for_whoever_may_not_see_it(two: Place) -> None:
    two.office.take_roles([Role.OFFICE_WORKER])
    assert ReadyKind.COSTS not in reports.kinds_for(two.office)
    assert "amount" not in made(two, ReadyKind.VILLAGE).table.figures
    for kind in (ReadyKind.SOURCE, ReadyKind.COSTS, ReadyKind.ORDERS):
        with pytest.raises(RuleError):
            made(two, kind)


def test_nothing_given_makes_an_empty_sheet(two: Place) -> None:
    for kind in ReadyKind:
        span = span_of(SpanKind.MONTH, dt.date(2020, 1, 1))
        assert reports.ready(two.office, kind, span).table.document.rows == ()
