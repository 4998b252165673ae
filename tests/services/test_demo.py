"""The fictional commune is whole, invented, and the same for the same seed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import pytest

from cusdesk.core.errors import StorageError
from cusdesk.domain import pesel
from cusdesk.services import budget, history, invoices, listings, months, plans, residents
from cusdesk.services.attendance import monthly_sheet
from cusdesk.services.demo import build_demo, is_fictional
from cusdesk.services.office import Office, open_office

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from cusdesk.core.clock import FixedClock


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("demo")


@pytest.fixture
def commune(folder: Path, clock: FixedClock) -> Iterator[Office]:
    path = folder / "gmina-fikcyjna.cusdesk"
    if not path.exists():
        build_demo(folder, residents=60, clock=clock)
    office = open_office(path, password="Pokazowa-gmina-2026", clock=clock)
    yield office
    office.close()


def test_commune_says_that_it_is_invented(commune: Office) -> None:
    assert is_fictional(commune)
    assert "fikcyjna" in commune.name


def test_residents_have_right_numbers_and_places(commune: Office) -> None:
    people = listings.listing(commune, "residents")

    assert len(people) == 60
    assert all(pesel.check(person["pesel"]).ok for person in people)
    assert all(person["locality"] and person["address"]["house"] for person in people)
    assert listings.listing(commune, "residents", search="zuraw") == []
    assert listings.listing(commune, "residents", search="bak")


def test_last_month_has_figures(commune: Office, clock: FixedClock) -> None:
    sheet = monthly_sheet(commune, clock.today().replace(month=5))

    assert len(sheet.services) == 5
    assert sheet.distinct_users > 20
    assert all(service.delivered for service in sheet.services)


def test_plans_stand_in_every_state(commune: Office) -> None:
    found = listings.listing(commune, "plans")
    assert {plan["status"] for plan in found} == {"draft", "agreed", "approved", "ended"}
    assert all(plan["services"] and plan["goals"] for plan in found)


def test_a_parent_signs_for_a_child(commune: Office, clock: FixedClock) -> None:
    for row in plans.rows_for(commune, plans.list_ids(commune)):
        card = residents.get_resident(commune, row.resident_id).draft
        agreed_by = plans.get_plan(commune, row.id).draft.agreed_by
        is_child = card.birth_date is not None and clock.today().year - card.birth_date.year < 17
        own = f"{card.given_name} {card.surname}"
        parents = [person.name for person in card.representatives]
        assert agreed_by in {"", *(parents if is_child else [own])}


def test_visits_happen_within_a_plan(commune: Office) -> None:
    covered = {
        (plan["resident_id"], service["service_id"], plan["valid_from"], plan["valid_to"])
        for plan in listings.listing(commune, "plans")
        if plan["status"] in {"approved", "ended"}
        for service in plan["services"]
    }
    visits = listings.listing(commune, "hours")
    outside = [
        visit
        for visit in visits
        if not any(
            (who, what) == (visit["resident_id"], visit["service_id"])
            and first <= visit["date"] <= last
            for who, what, first, last in covered
        )
    ]
    assert len(visits) > 100
    assert outside == []


def test_second_commune_in_the_same_folder_is_refused(
    folder: Path, commune: Office, clock: FixedClock
) -> None:
    with pytest.raises(StorageError) as caught:
        build_demo(folder, residents=3, clock=clock)
    assert caught.value.key == "storage.file_exists"


def test_undo_never_takes_the_commune_apart(commune: Office) -> None:
    assert history.next_undo(commune) is None


def test_terms_run_and_duties_were_done(commune: Office) -> None:
    terms = {clock["term"]: clock for clock in listings.listing(commune, "clocks")}

    assert {"interview", "plan_review", "quarterly_meeting", "half_year_summary"} <= set(terms)
    assert terms["quarterly_meeting"]["pace"] == "soon"
    assert listings.listing(commune, "caseload")


def test_money_of_the_year_is_billed_paid_and_closed(commune: Office, clock: FixedClock) -> None:
    found = listings.listing(commune, "invoices")
    states = Counter(invoice["status"] for invoice in found)
    assert states["paid"] >= 9
    assert {states[name] for name in ("received", "checked", "approved")} == {1}

    year = budget.budget_year(commune, clock.today().year)
    assert all(source.line.spent_gr for source in year.sources)
    assert [state.month.month for state in months.list_months(commune) if state.is_closed] == [4]
    assert months.late_changes(commune, clock.today().replace(month=4)) == []


def test_only_the_invoice_that_bills_too_much_differs(commune: Office) -> None:
    ids = invoices.list_ids(commune)
    differing = [row for row in invoices.rows_for(commune, ids) if row.differences]
    assert [row.status.value for row in differing] == ["received"]
    for invoice_id in ids:
        check = invoices.check(commune, invoice_id)
        assert check.agrees == (invoice_id != differing[0].id)
