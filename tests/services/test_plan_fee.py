"""The fee at resignation: by the rule that holds for the resident, less what was charged."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.plans import PlanDraft
from cusdesk.services import fees, plans
from tests.services.fees_office import APRIL, MAY, add_visit, confirm, make
from tests.services.test_plan_course import approve, full_draft

JUNE_10 = dt.date(2026, 6, 10)


def planned(office, resident, service):
    """Return the plan of a resident from April: the catalogue's price would be 12 zł an hour."""
    draft: PlanDraft = full_draft(service)
    draft.valid_from, draft.services[0].fee_gr = APRIL, 1200
    plan = plans.create_plan(office, resident, draft).id
    approve(office, plan)
    return plan


def test_the_rule_of_the_resident_is_counted_not_the_price_in_the_plan(office):
    _rule, service, (person,) = make(office, "Wrona", hours=0)
    plan = planned(office, person, service)
    for day in (1, 2):
        add_visit(office, person, service, JUNE_10.replace(day=day), 90)
    fee = plans.fee_until(office, plan, JUNE_10)
    assert fee.total_gr == 3 * 1_000  # 100 zł an hour x 10 % of 3 hours, not 3 x 12 zł
    assert (fee.lines[0].amount, fee.waiting, fee.without_price) == ("3 godz.", (), ())


def test_a_confirmed_month_is_on_the_account_and_not_asked_for_again(office):
    _rule, service, (person,) = make(office, "Wrona")
    plan = planned(office, person, service)
    add_visit(office, person, service, APRIL)
    confirm(office)
    fee = plans.fee_until(office, plan, JUNE_10, MAY)
    assert (fee.total_gr, fee.charged_gr, fee.earlier_gr) == (0, 10_000, 1_000)
    assert (
        plans.fee_until(office, plan, MAY.replace(day=5), MAY).total_gr == 0
    )  # nothing is due back
    add_visit(office, person, service, MAY.replace(day=30), 30)  # came late: only this is due
    assert plans.fee_until(office, plan, JUNE_10, MAY).total_gr == 500
    assert plans.fee_until(office, plan, JUNE_10, MAY.replace(day=6)).total_gr == 500
    assert plans.fee_until(office, plan, JUNE_10).earlier_gr == 1_500


def test_without_a_decision_the_service_waits_and_is_named(office):
    _rule, service, (person,) = make(office, "Wrona", hours=0)
    fees.retire_decision(office, fees.list_decisions(office)[0].id)
    plan = planned(office, person, service)
    add_visit(office, person, service, JUNE_10)
    fee = plans.fee_until(office, plan, JUNE_10)
    assert (fee.total_gr, fee.lines) == (0, ())
    assert fee.waiting == ("Usługi opiekuńcze (brak ustalenia opłaty)",)
