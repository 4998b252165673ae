"""Plans of the fictional commune: drafts, agreed and approved ones, and the years before."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.periods import add_months
from cusdesk.domain.plans import (
    ActionDraft,
    AmountPer,
    GoalDraft,
    GoalTerm,
    NeedDraft,
    PlanDraft,
    PlanServiceDraft,
    PlanServiceForm,
    ReviewDraft,
)
from cusdesk.services import plans
from cusdesk.services.demo.guardians import signatory_of
from cusdesk.services.demo.model import Planned
from cusdesk.services.demo.people import age_on

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

SHARE = 5
"""One plan to so many residents."""
_IN_PROGRESS = 5
"""Of so many plans one is a draft and one waits for approval; the rest are approved."""
_MONTHS = 12
_RECENT_DAYS = 12
_REVIEWS = (3, 6, 9)
_EARLIER = 2
"""Plans before the current one, at most."""
REVIEWS_HELD = 0.9


def write_plans(build: Build) -> None:
    """Write plans of people whose age suits the pattern."""
    chosen = _chosen(build)
    for number, (resident_id, pattern, turn) in enumerate(chosen):
        state = number % _IN_PROGRESS
        # Plans not approved yet are recent, as in an office that keeps its 30 days.
        oldest = _RECENT_DAYS if state < 2 else _MONTHS * 30
        start = build.today - dt.timedelta(days=build.rng.randrange(2, oldest))
        draft = _plan(build, pattern, turn, start)
        if state == 0:
            plans.create_plan(build.office, resident_id, draft)
        elif state == 1:
            _agreed(build, resident_id, draft)
        else:
            first = _earlier(build, resident_id, pattern, turn, start)
            _approved(build, resident_id, draft)
            end = add_months(start, _MONTHS) - dt.timedelta(1)
            build.planned.append(Planned(resident_id, pattern, turn, first, end))
        build.did(number + 1, len(chosen))


def _chosen(build: Build) -> list[tuple[bytes, int, int]]:
    """Return (resident, pattern, turn), the patterns one after another."""
    patterns = build.words["plans"]
    fitting = [
        [
            person_id
            for person_id, payload in build.people
            if low <= age_on(build.today, payload["values"]["birth_date"]) <= high
        ]
        for low, high in (pattern["ages"] for pattern in patterns)
    ]
    taken: set[bytes] = set()
    chosen = []
    for number in range(max(len(build.people) // SHARE, 1)):
        pattern = number % len(patterns)
        free = [person for person in fitting[pattern] if person not in taken]
        if free:
            person = build.rng.choice(free)
            taken.add(person)
            chosen.append((person, pattern, number // len(patterns)))
    return chosen


def _agreed(build: Build, resident_id: bytes, draft: PlanDraft) -> bytes:
    start = draft.valid_from or build.today
    saved = plans.create_plan(build.office, resident_id, draft)
    name = signatory_of(build, resident_id)
    plans.agree_plan(build.office, saved.id, saved.version, agreed_by=name, on=start)
    return saved.id


def _approved(build: Build, resident_id: bytes, draft: PlanDraft) -> bytes:
    plan_id = _agreed(build, resident_id, draft)
    plans.approve_plan(
        build.office,
        plan_id,
        plans.get_plan(build.office, plan_id).version,
        approved_by=build.words["director"],
        post=build.words["post"],
        on=draft.valid_from or build.today,
    )
    return plan_id


def _earlier(build: Build, resident_id: bytes, pattern: int, turn: int, start: dt.date) -> dt.date:
    """Write the plans before the current one, as far as attendance goes; return the first day."""
    wanted = add_months(build.today, -_MONTHS * build.years)
    for _number in range(min(build.years, _EARLIER)):
        if start <= wanted:
            break
        start = add_months(start, -_MONTHS)
        draft = _plan(build, pattern, turn, start)
        plan_id = _approved(build, resident_id, draft)
        version = plans.get_plan(build.office, plan_id).version
        end = draft.valid_to or build.today
        plans.end_plan(build.office, plan_id, version, on=end)
    return start


def _plan(build: Build, number: int, turn: int, start: dt.date) -> PlanDraft:
    end = add_months(start, _MONTHS) - dt.timedelta(1)
    pattern = build.words["plans"][number]
    return PlanDraft(
        application_date=start - dt.timedelta(days=12),
        drawn_on=start,
        valid_from=start,
        valid_to=end,
        programme=build.words["programme"],
        coordinator=build.rng.choice(build.words["coordinators"]),
        needs=pattern["needs"],
        resources=pattern["resources"],
        unmet_needs=pattern["unmet"],
        need_rows=[NeedDraft(text) for text in pattern["need_rows"]],
        goals=[
            GoalDraft(GoalTerm(term), text, measure, criterion, add_months(start, 6), need)
            for need, (term, text, measure, criterion) in enumerate(pattern["goals"])
        ],
        services=[_service(build, row, turn, start, end) for row in pattern["services"]],
        actions=[ActionDraft(*action) for action in pattern["actions"]],
        coordinator_duties=build.words["duties"]["coordinator"],
        resident_duties=build.words["duties"]["resident"],
        partner_duties=build.words["duties"]["partners"],
        reviews=[_review(build, add_months(start, months), end) for months in _REVIEWS],
        contingency=pattern["contingency"],
        crisis=pattern["crisis"],
        fee_information=build.words["fee_information"],
    )


def _service(
    build: Build, row: list[Any], turn: int, start: dt.date, end: dt.date
) -> PlanServiceDraft:
    number, goal, schedule, amount = row
    service = build.words["services"][number]
    if service.get("in_rounds"):
        schedule = build.rounds[turn % len(build.rounds)]["schedule"]
    return PlanServiceDraft(
        service_id=build.service_ids[number],
        goal_index=goal,
        provider_id=build.provider_ids[service["provider"]],
        form=PlanServiceForm(service["mode"]),
        place=service["place"],
        schedule=schedule,
        unit=ServiceUnit(service["unit"]),
        amount=amount,
        amount_per=AmountPer.WEEK,
        valid_from=start,
        valid_to=end,
        fee_gr=service["price_gr"],
        funding=build.words["programme"],
    )


def _review(build: Build, due: dt.date, end: dt.date) -> ReviewDraft:
    """Return a review that was held when its day is past; a few of the current plan are overdue."""
    past = due < build.today
    held = past and (end < build.today or build.rng.random() < REVIEWS_HELD)
    note = build.words["review_note"] if held else ""
    return ReviewDraft(due=due, done=due if held else None, note=note)
