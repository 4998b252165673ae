from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.core.messages import tr
from cusdesk.domain.law import plan_due, plan_rules
from cusdesk.domain.plans import (
    AmountPer,
    GoalDraft,
    PlanDraft,
    PlanServiceDraft,
    ReviewDraft,
    check_plan,
    latest_end,
)

D = dt.date
TODAY = D(2026, 6, 15)


def plan(**changes):
    draft = PlanDraft(
        resident_id=b"r", number="3/2026", application_date=D(2026, 6, 1), drawn_on=D(2026, 6, 10),
        valid_from=D(2026, 7, 1), valid_to=D(2027, 6, 30), programme="Program",
        coordinator="A. Kos",
        needs="Potrzeby", goals=[GoalDraft(text="Cel", measure="Miernik")],
        services=[PlanServiceDraft(b"s", 0, b"p", place="Dom", schedule="pn 8–10", amount=120)],
        fee_information="bezpłatnie",
    )  # fmt: skip
    for name, value in changes.items():
        setattr(draft, name, value)
    return draft


def found(**changes):
    problems = check_plan(plan(**changes), TODAY)
    for problem in problems:
        assert "{" not in tr(problem.key, **problem.params)
    return [(p.field, p.key.removeprefix("domain."), p.blocking) for p in problems]


def service(**changes):
    return [PlanServiceDraft(**{"service_id": b"s", "goal_index": 0, **changes})]


def test_a_good_plan():
    assert found() == []


@pytest.mark.parametrize(
    ("changes", "problem"),
    [
        ({"resident_id": None}, ("resident_id", "plan.resident_missing", True)),
        ({"valid_to": D(2026, 6, 30)}, ("valid_to", "plan.end_before_start", True)),
        ({"valid_to": D(2027, 7, 1)}, ("valid_to", "plan.too_long", True)),
        ({"valid_to": D(2026, 9, 29)}, ("valid_to", "plan.short", False)),
        ({"valid_to": D(2026, 9, 30)}, None),
        ({"drawn_on": D(2026, 7, 2)}, ("drawn_on", "plan.drawn_late", False)),
        ({"drawn_on": D(2026, 7, 1)}, None),
        ({"drawn_on": D(2026, 5, 31)}, ("drawn_on", "plan.drawn_before_application", False)),
        (
            {"services": service(service_id=None)},
            ("services.0.service_id", "plan.service_missing", False),
        ),
        (
            {"services": service(valid_from=D(2026, 8, 2), valid_to=D(2026, 8, 1))},
            ("services.0.valid_to", "plan.service_order", True),
        ),
        (
            {"services": service(valid_from=D(2026, 6, 30))},
            ("services.0.valid_from", "plan.service_outside", True),
        ),
        (
            {"services": service(valid_to=D(2027, 7, 1))},
            ("services.0.valid_to", "plan.service_outside", True),
        ),
        ({"services": service(amount=-1)}, ("services.0.amount", "number.negative", True)),
        (
            {"goals": [], "services": service(goal_index=None)},
            ("services.0.goal_index", "plan.service_without_goal", False),
        ),
        (
            {"goals": [], "services": service(goal_index=3)},
            ("services.0.goal_index", "plan.service_goal_gone", True),
        ),
        ({"services": []}, ("goals.0.text", "plan.goal_without_service", False)),
        (
            {"goals": [GoalDraft(text="Cel", due=D(2028, 1, 1))]},
            ("goals.0.due", "plan.goal_due_outside", False),
        ),
        ({"goals": [GoalDraft()]}, ("goals.0.text", "plan.goal_without_text", False)),
        (
            {"reviews": [ReviewDraft(D(2026, 1, 1))]},
            ("reviews.0.due", "plan.review_outside", False),
        ),
        (
            {"agreed_on": D(2026, 6, 12), "approved_on": D(2026, 6, 11)},
            ("approved_on", "plan.approved_before_agreed", False),
        ),
        ({"needs": "x" * 20001}, ("needs", "text.too_long", True)),
    ],
)
def test_one_problem(changes, problem):
    assert found(**changes) == ([problem] if problem else [])


def test_the_refusal_names_the_rule_and_the_last_day():
    problem = check_plan(plan(valid_to=D(2028, 1, 1)), TODAY)[0]
    sentence = tr(problem.key, **problem.params)
    assert "art. 40" in sentence
    assert "30.06.2027" in sentence


def test_a_plan_not_drawn_in_time_is_told_before_it_is_drawn():
    late = plan(application_date=D(2026, 5, 1), drawn_on=None)
    assert [p.key for p in check_plan(late, TODAY)] == ["domain.plan.drawn_late"]


def test_terms_of_the_act():
    assert plan_due(D(2026, 6, 1)) == D(2026, 7, 1)
    assert plan_due(D(2026, 6, 4)) == D(2026, 7, 6)  # 4 July is a Saturday
    assert plan_rules(D(2019, 1, 1)).longest_months == 12
    assert latest_end(D(2026, 7, 1)) == D(2027, 6, 30)


def test_a_decision_told_in_part_or_with_other_hours_is_told():
    whole = {"decision_number": "GOPS.1.2026", "decided_on": D(2026, 5, 4),
             "decision_minutes": 2400, "decided_by": "dyrektor"}  # fmt: skip
    row = plan().services[0]
    assert found(services=[replace(row, **whole)]) == found()
    missing = found(services=[replace(row, **{**whole, "decided_by": " "})])
    assert ("services.0.decision_number", "plan.decision_incomplete", False) in missing
    monthly = replace(row, amount=1200, amount_per=AmountPer.MONTH, **whole)
    assert ("services.0.amount", "plan.decision_hours", False) in found(services=[monthly])
    assert found(services=[replace(monthly, amount=2400)]) == found()
