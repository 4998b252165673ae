"""Where the chain from need to service is broken: told before approval, never a gate."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.checks import warning

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem
    from cusdesk.domain.plans.drafts import PlanDraft


def chain_flags(draft: PlanDraft) -> list[Problem]:
    """Return needs without a service, and goals and services without a need behind them.

    A plan that names no need one by one is told so once; older plans have only the free words.
    """
    if not draft.need_rows:
        return [warning("need_rows", "plan.needs_not_listed")] if draft.services else []
    return _unanswered(draft) + _unfounded(draft)


def _unanswered(draft: PlanDraft) -> list[Problem]:
    served = {service.goal_index for service in draft.services if service.service_id}
    answered = {goal.need_index for n, goal in enumerate(draft.goals) if n in served}
    return [
        warning(f"need_rows.{n}.text", "plan.need_without_service", n=n + 1)
        for n in range(len(draft.need_rows))
        if n not in answered
    ]


def _unfounded(draft: PlanDraft) -> list[Problem]:
    found = []
    for n, goal in enumerate(draft.goals):
        if goal.need_index is None:
            found.append(warning(f"goals.{n}.need_index", "plan.goal_without_need", n=n + 1))
    for n, service in enumerate(draft.services):
        index = service.goal_index
        has_goal = index is not None and 0 <= index < len(draft.goals)
        if index is not None and has_goal and draft.goals[index].need_index is None:
            found.append(warning(f"services.{n}.goal_index", "plan.service_without_need", n=n + 1))
    return found
