"""Who carries what: matched by name, late, given lately, against the director's limit."""

from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.domain.access import Role
from cusdesk.domain.caseload import Load
from cusdesk.domain.clocks import Pace
from cusdesk.models.applications import Application
from cusdesk.models.plan_course import PlanHandover
from cusdesk.models.plans import Plan, PlanReview, PlanService
from cusdesk.models.residents import Resident
from cusdesk.services import caseload
from cusdesk.services.listings import listing
from cusdesk.services.today import day_sheet
from tests.helpers.people import act_as, add_colleague

TODAY = dt.date(2026, 6, 15)


def day(distance):
    return TODAY + dt.timedelta(days=distance)


@pytest.fixture
def carried(office):
    """Five plans and an application of three residents."""
    plans = {
        b"1": {"coordinator": "Anna Testowa", "application_date": day(-40), "programme": "Razem"},
        b"2": {"coordinator": "testowa  ANNA", "status": "approved", "valid_to": day(20)},
        b"3": {"coordinator": "Jan Nieznany", "status": "approved", "valid_to": day(200)},
        b"4": {"coordinator": "", "status": "agreed", "programme": "Razem"},
        b"5": {"coordinator": "Anna Testowa", "status": "ended"},
    }
    with office.write("office.setting") as work:
        for mark, values in plans.items():
            person = Resident(
                id=mark * 16,
                subject_id=mark * 16,
                surname=f"Osoba{mark.decode()}",
                given_name="Ewa",
            )
            work.session.add(person)
            work.session.flush()
            owner = {"subject_id": person.id, "resident_id": person.id}
            work.session.add(Plan(id=mark.upper() * 8 + b"plan" * 2, **owner, **values))
            work.session.flush()
        one = {"subject_id": b"2" * 16, "plan_id": b"2" * 8 + b"plan" * 2}
        work.session.add(PlanReview(**one, due=day(-1)))
        work.session.add(
            PlanHandover(**one, date=day(-3), from_name="Jan Nieznany", to_name="Anna Testowa")
        )
        work.session.add(PlanService(**one, unit="hour", amount=240, amount_per="week"))
        owner = {"subject_id": b"3" * 16, "resident_id": b"3" * 16}
        work.session.add(
            Application(
                **owner, number="WN/1/2026", received_on=day(-5), coordinator="Anna Testowa"
            )
        )
    return office


def by_name(found):
    return {row.name: row for row in found}


def test_cases_are_matched_by_name_and_the_late_come_first(carried):
    found = caseload.list_cases(carried)
    assert [(c.resident_name, c.pace) for c in found[:2]] == [
        ("Osoba1 Ewa", Pace.LATE), ("Osoba2 Ewa", Pace.LATE)
    ]  # fmt: skip
    assert found[1].coordinator == "Anna Testowa"
    assert (found[1].next_name, found[1].due) == ("Przegląd planu", day(-1))
    assert (found[1].given_on, found[1].given_by) == (day(-3), "Jan Nieznany")
    assert found[1].minutes == 1029  # four hours a week in a month of thirty days
    assert {c.feature for c in found if c.resident_name == "Osoba3 Ewa"} == {
        "plans", "applications"
    }  # fmt: skip
    assert "Osoba5 Ewa" not in {c.resident_name for c in found}


def test_the_sum_of_the_rows_is_the_number_of_plans(carried):
    rows = by_name(caseload.loads(carried))
    anna, unknown, nobody = rows["Anna Testowa"], rows["Jan Nieznany"], rows[""]
    assert sum(row.plans for row in rows.values()) == 4
    assert (anna.plans, anna.drafts, anna.waiting, anna.late) == (2, 1, 1, 2)
    assert (anna.ending, anna.given, anna.has_account, anna.load) == (1, 1, True, Load.FREE)
    assert (unknown.plans, unknown.has_account) == (1, False)
    assert (nobody.plans, nobody.limit) == (1, None)


def test_a_coordinator_without_plans_has_room(carried):
    add_colleague(carried, "Maria Wolna", Role.COORDINATOR)
    add_colleague(carried, "Piotr Biurowy", Role.OFFICE_WORKER)
    rows = by_name(caseload.loads(carried))
    assert rows["Maria Wolna"].plans == 0
    assert "Piotr Biurowy" not in rows


def test_the_limit_is_the_directors_and_warns(carried):
    act_as(carried, Role.DIRECTOR)
    caseload.set_limit(carried, 1)
    rows = by_name(caseload.loads(carried))
    assert (rows["Anna Testowa"].load, rows["Jan Nieznany"].load) == (Load.OVER, Load.FULL)
    [told] = [s for s in day_sheet(carried).sections if s.key == "caseload"]
    assert [line.text for line in told.lines] == ["Anna Testowa – 2 plany, limit 1"]
    with pytest.raises(ValidationError):
        caseload.set_limit(carried, 0)
    caseload.set_limit(carried, None)
    assert caseload.get_limit(carried) is None
    act_as(carried, Role.OUS)
    with pytest.raises(RuleError, match=r"access\.denied"):
        caseload.set_limit(carried, 5)


def test_plans_by_programme(carried):
    rows = by_name(caseload.loads_by_programme(carried))
    assert (rows["Razem"].plans, rows[""].plans) == (2, 2)
    assert caseload.loads_by_programme(carried, []) == []


def test_whose_people_come_first(carried):
    for roles, everybody in (
        ((Role.DIRECTOR,), True),
        ((Role.COORDINATOR,), False),
        ((Role.COORDINATOR, Role.OUS), True),
        ((Role.SOCIAL_ASSISTANCE,), True),
    ):
        act_as(carried, *roles)
        assert caseload.sees_all_first(carried) is everybody


def test_cases_as_plain_data_need_the_right_to_plans(carried):
    [found] = listing(carried, "caseload", search="osoba2")
    assert (found["coordinator"], found["days"], found["pace"]) == ("Anna Testowa", -1, "late")
    act_as(carried, Role.OFFICE_WORKER)
    with pytest.raises(RuleError, match=r"access\.denied"):
        caseload.list_cases(carried)
