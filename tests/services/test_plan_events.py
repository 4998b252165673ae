"""What happens to a plan from outside: the person dies or moves, a service leaves the catalogue."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest

from cusdesk.domain.residents import ResidentStatus
from cusdesk.services import catalogue, clocks, plans, residents
from cusdesk.services.planned import planned_rows
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service
from tests.services.test_plans import TODAY, approve, full_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office

DIED = dt.date(2026, 6, 20)


@pytest.fixture
def service(office: Office) -> bytes:
    return add_service(office)


@pytest.fixture
def resident(office: Office) -> bytes:
    return add_resident(office)


@pytest.fixture
def plan(office: Office, resident: bytes, service: bytes) -> bytes:
    plan_id = plans.create_plan(office, resident, full_draft(service)).id
    approve(office, plan_id)
    return plan_id


def note_end(office: Office, resident: bytes, status: ResidentStatus) -> None:
    card = residents.get_resident(office, resident)
    residents.change_fields(office, resident, {"status": status, "status_date": DIED}, card.version)


@pytest.mark.parametrize("status", [ResidentStatus.DECEASED, ResidentStatus.LEFT])
def test_a_plan_of_who_died_or_moved_says_so_and_ends_on_that_day(
    office: Office, plan: bytes, resident: bytes, status: ResidentStatus, clock: object
) -> None:
    assert plans.get_plan(office, plan).gone == ""
    clock.advance(days=10)  # type: ignore[attr-defined]  # fixed clock
    note_end(office, resident, status)
    details = plans.get_plan(office, plan)
    assert (details.gone, details.gone_on) == (status, DIED)
    day = details.end_day(office.clock.today())
    assert day == DIED
    plans.end_plan(office, plan, details.version, on=day)
    with office.read() as session:
        (row,) = planned_rows(session)
    assert row.period.end == DIED


def test_nobody_is_called_after_their_death(
    office: Office, plan: bytes, resident: bytes, clock: object
) -> None:
    talk = plans.plan_course(office, plan).closing.draft
    talk.talk_on = TODAY
    plans.save_closing(office, plan, talk)
    assert "follow_up" in {c.key for c in clocks.clocks_of_record(office, plan)}
    clock.advance(days=10)  # type: ignore[attr-defined]  # fixed clock
    note_end(office, resident, ResidentStatus.DECEASED)
    assert "follow_up" not in {c.key for c in clocks.clocks_of_record(office, plan)}


def test_a_plan_keeps_a_service_the_catalogue_gave_up(
    office: Office, plan: bytes, service: bytes
) -> None:
    catalogue.retire(office, service)

    (flag,) = [f for f in plans.plan_flags(office, plan) if "withdrawn" in f.key]
    assert flag.params == {"n": 1}
    assert plans.paper_of(office, plan).services[0].name == "Rehabilitacja"
    with office.read() as session:
        (row,) = planned_rows(session)
    assert row.service_id == service
