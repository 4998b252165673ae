"""Carrying a talk into a plan: needs, what can be built on, needs without a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.needs_talks import NeedUrgency
from cusdesk.domain.plans import NeedDraft
from cusdesk.services import plans
from cusdesk.services.needs_talks.queries import get_talk
from cusdesk.services.needs_talks.unmet import list_unmet_needs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.services.needs_talks.queries import TalkDetails
    from cusdesk.services.office import Office
    from cusdesk.services.plans import PlanRow, SavedPlan

_URGENT_FIRST = {NeedUrgency.NOW: 0, NeedUrgency.SOON: 1, NeedUrgency.LATER: 2, None: 3}


@needs("plans.see")
def plans_for_talk(office: Office, talk_id: bytes) -> list[PlanRow]:
    """Return the resident's plans a talk can be carried into: those without an approval."""
    resident_id = get_talk(office, talk_id).resident_id
    return [
        row
        for row in plans.plans_of_resident(office, resident_id)
        if row.status in {"draft", "agreed"}
    ]


@needs("plans.change")
def carry_into_plan(office: Office, talk_id: bytes, plan_id: bytes) -> SavedPlan:
    """Add needs, resources and needs without a service to the plan's own; one step of undo.

    The resident's words go to the free words of the plan, each thing that is missing becomes a need
    of its own, so that goals and services can answer it.

    What stands in the plan stays; a line that is there already is not written twice.

    Raises:
        RuleError: the plan is approved, of somebody else, or the talk says nothing yet.
        ValidationError, ConflictError, NotFoundError.
    """
    talk = get_talk(office, talk_id)
    found = plans.get_plan(office, plan_id)
    draft = found.draft
    if draft.resident_id != talk.resident_id:
        raise RuleError("needs_talks.carry.other_person")
    unmet = [row.need for row in list_unmet_needs(office, talk_id=talk_id)]
    own = [talk.draft.needs_told] if talk.draft.needs_told else []
    needed, resources = need_lines(talk), resource_lines(talk)
    if not any((own, needed, resources, unmet)):
        raise RuleError("needs_talks.carry.nothing")
    draft.needs = _added(draft.needs, own)
    draft.resources = _added(draft.resources, resources)
    draft.unmet_needs = _added(draft.unmet_needs, unmet)
    known = {need.text for need in draft.need_rows}
    draft.need_rows = [
        *draft.need_rows,
        *(NeedDraft(line) for line in needed if line not in known),
    ]
    if not draft.fee_information and talk.draft.fee_information:
        draft.fee_information = talk.draft.fee_information
    return plans.change_plan(office, plan_id, draft, found.version, merges=False)


def need_lines(talk: TalkDetails) -> list[str]:
    """Return what is missing, one need a dimension, the urgent ones first."""
    ordered = sorted(
        (d for d in talk.dimensions if d.code in talk.draft.answers),
        key=lambda d: _URGENT_FIRST[talk.draft.answers[d.code].urgency],
    )
    return [
        tr("needs_talks.carry.line", dimension=d.name, text=talk.draft.answers[d.code].deficit)
        for d in ordered
        if talk.draft.answers[d.code].deficit
    ]


def resource_lines(talk: TalkDetails) -> list[str]:
    """Return what can be built on, by dimension."""
    lines = [
        tr("needs_talks.carry.line", dimension=d.name, text=talk.draft.answers[d.code].resource)
        for d in talk.dimensions
        if d.code in talk.draft.answers and talk.draft.answers[d.code].resource
    ]
    return [text for text in (talk.draft.resources_told, *lines) if text]


def _added(old: str, lines: Iterable[str]) -> str:
    kept = old.strip()
    for line in lines:
        if line not in kept:
            kept = f"{kept}\n{line}".strip()
    return kept
