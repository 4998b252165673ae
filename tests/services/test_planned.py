"""Planned hours follow the version in force, wherever they are shown (CUS act, art. 41)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from cusdesk.domain.periods import Period
from cusdesk.domain.plans import AmountPer
from cusdesk.services import caseload, plans
from cusdesk.services.attendance import VisitDraft, add_visits, service_month
from cusdesk.services.planned import planned_rows
from tests.db.test_capture import add_resident
from tests.services.test_attendance import add_service
from tests.services.test_plan_approval import agree, approve_as, begin, version_of
from tests.services.test_plans import TODAY, approve, full_draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office

END = dt.date(2026, 6, 30)


@pytest.fixture
def service(office: Office) -> bytes:
    return add_service(office)


@pytest.fixture
def plan(office: Office, service: bytes) -> bytes:
    resident, draft = add_resident(office), full_draft(service)
    draft.services[0].amount, draft.services[0].amount_per = 600, AmountPer.MONTH
    draft.services[0].valid_from = dt.date(2026, 6, 1)
    draft.valid_from = dt.date(2026, 6, 1)
    add_visits(office, [VisitDraft(resident_id=resident, service_id=service, date=TODAY,
                                   minutes=60)])  # fmt: skip
    return plans.create_plan(office, resident, draft).id


def change_amount(office: Office, plan_id: bytes, amount: int) -> None:
    details = plans.get_plan(office, plan_id)
    services = [replace(details.draft.services[0], amount=amount)]
    plans.change_plan(office, plan_id, replace(details.draft, services=services), details.version)


def shown(office: Office, service: bytes, plan_id: bytes) -> tuple[int | None, ...]:
    """Return the hours of June as the month, the summary, the caseload and the chain show them."""
    month = service_month(office, service, TODAY)
    hours = caseload.service_hours(office, dt.date(2026, 6, 1), END)
    (case,) = caseload.list_cases(office)
    figures = plans.plan_course(office, plan_id).chain[0].service
    assert month is not None
    assert figures is not None
    return month.persons[0].planned, hours[0].planned, case.minutes, figures.planned


def test_an_update_counts_only_after_its_approval(
    office: Office, plan: bytes, service: bytes
) -> None:
    approve(office, plan)
    held = shown(office, service, plan)
    assert held[:3] == (600, 600, 600)

    begin(office, plan)
    change_amount(office, plan, 1200)
    assert shown(office, service, plan) == held
    agree(office, plan)
    plans.submit_plan(office, plan, version_of(office, plan))
    assert shown(office, service, plan) == held

    approve_as(office, plan, "Jan Testowy")
    assert shown(office, service, plan) == tuple(2 * amount for amount in held if amount)


def test_a_withdrawn_update_gives_way_to_the_version_before(
    office: Office, plan: bytes, service: bytes
) -> None:
    approve(office, plan)
    held = shown(office, service, plan)
    begin(office, plan)
    change_amount(office, plan, 1200)
    agree(office, plan)
    approve_as(office, plan, "Jan Testowy")
    plans.withdraw_approval(office, plan, version_of(office, plan), "pomyłka")

    assert shown(office, service, plan) == held


def test_a_plan_that_waits_for_its_first_approval_foresees_nothing(
    office: Office, plan: bytes, service: bytes
) -> None:
    agree(office, plan)
    plans.submit_plan(office, plan, version_of(office, plan))

    month = service_month(office, service, TODAY)
    assert month is not None
    assert month.persons[0].planned is None
    assert caseload.service_hours(office, TODAY, END) == []
    with office.read() as session:
        assert planned_rows(session) == []


def test_an_early_end_cuts_services_with_days_of_their_own(office: Office, plan: bytes) -> None:
    approve(office, plan)
    version = version_of(office, plan)
    plans.end_plan(office, plan, version, on=TODAY)

    with office.read() as session:
        (row,) = planned_rows(session)
        assert row.period == Period(dt.date(2026, 6, 1), TODAY)
        assert planned_rows(session, Period(dt.date(2026, 6, 16), END)) == []
