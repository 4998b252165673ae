"""Edits of a plan as values: applied to a copy, kept or refused. No widgets, no database."""

from __future__ import annotations

import copy
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.periods import Period
from cusdesk.domain.plans import PlanDraft, PlanServiceDraft, check_plan
from cusdesk.services import plans
from cusdesk.ui.plans.cells import Scene
from cusdesk.ui.plans.layouts import GOALS, NEEDS, SERVICES, cell_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

    from cusdesk.core.errors import Problem
    from cusdesk.ui.plans.known import Known


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a field of the plan (`part` ""), or of one row of a part."""

    part: str
    row_id: bytes | None
    name: str


@dataclass(frozen=True, slots=True)
class Edit:
    """What was typed.

    Attributes:
        value: the value of a field of the plan; the text of a cell.
        raw: what the field showed, to be shown again when the value is refused.
    """

    place: Place
    value: object
    raw: object = ""


@dataclass(frozen=True, slots=True)
class Refused:
    """An edit that waits at its field.

    Attributes:
        words: why.
        again: whether it is tried anew when something else changes.
    """

    edit: Edit
    words: str
    again: bool = True


@dataclass(frozen=True)
class Trial:
    """A draft with edits in it, or why they cannot be taken."""

    draft: PlanDraft
    words: str = ""


def own_place(name: str) -> Place:
    """Return the place of a field of the plan itself."""
    return Place("", None, name)


def rows_of(draft: PlanDraft, part: str) -> list[Any]:
    """Return the rows of a part: goals, services, actions or reviews."""
    found: list[Any] = getattr(draft, part)
    return found


def index_of(draft: PlanDraft, part: str, row_id: bytes | None) -> int | None:
    """Return where a row stands in its part."""
    ids = [row.row_id for row in rows_of(draft, part)]
    return ids.index(row_id) if row_id in ids else None


def has_row(draft: PlanDraft, place: Place) -> bool:
    """Whether the row a place names is in the draft; a field of the plan itself always is."""
    return not place.part or index_of(draft, place.part, place.row_id) is not None


def place_of_key(draft: PlanDraft, key: str) -> Place:
    """Return the place a problem or a gap names, e.g. `services.1.place`."""
    head, *rest = key.split(".")
    if len(rest) < 2 or not hasattr(draft, head):
        return own_place(head)
    rows = rows_of(draft, head)
    number = int(rest[0])
    return Place(head, rows[number].row_id if number < len(rows) else None, rest[1])


def try_edits(draft: PlanDraft, edits: list[Edit], known: Known) -> Trial:
    """Return a copy of the draft with the edits, the proposals following; or the first refusal."""
    tried = copy.deepcopy(draft)
    for edit in edits:
        words = _apply(tried, edit, known)
        if words:
            return Trial(draft, words)
    follow(draft, tried, known)
    blocking = [p for p in check_plan(tried, known.today) if p.blocking]
    if blocking:
        return Trial(draft, _words(blocking[0]))
    return Trial(tried)


def _words(problem: Problem) -> str:
    return tr(problem.key, **problem.params)


def _apply(draft: PlanDraft, edit: Edit, known: Known) -> str:
    place = edit.place
    if not place.part:
        setattr(draft, place.name, edit.value)
        return ""
    number = index_of(draft, place.part, place.row_id)
    cell = cell_of(place.part, place.name)
    if number is None or cell is None:
        return ""
    rows = rows_of(draft, place.part)
    read = cell.read(rows[number], str(edit.value), Scene(draft, known, known.today))
    if not read.words and read.values:
        rows[number] = replace(rows[number], **read.values)
    return read.words


def follow(before: PlanDraft, after: PlanDraft, known: Known) -> None:
    """Let the totals follow amounts and periods, unless somebody typed another total."""
    old_rows = {row.row_id: row for row in before.services}
    for number, row in enumerate(after.services):
        old = old_rows.get(row.row_id)
        if old is None:
            continue
        was, proposed = proposed_total(before, old, known), proposed_total(after, row, known)
        untouched = row.total_amount in {old.total_amount, None} or row.unit != old.unit
        if untouched and old.total_amount in {was, None} and was != proposed:
            after.services[number] = replace(row, total_amount=proposed)


def proposed_total(draft: PlanDraft, row: PlanServiceDraft, known: Known) -> int | None:
    """Return what the amount of a service comes to while it is given."""
    period = Period(row.valid_from or draft.valid_from, row.valid_to or draft.valid_to)
    per_unit = known.minutes_per_unit(row)
    return plans.total_amount(row.amount, row.amount_per, period, per_unit)


def with_new_row(draft: PlanDraft, part: str, row: Any, at: int) -> PlanDraft:  # noqa: ANN401 (a row of any part)
    """Return a copy with another row; a service serves the only goal there is."""
    changed = copy.deepcopy(draft)
    if part == SERVICES and len(draft.goals) == 1:
        row = replace(row, goal_index=0)
    if part == GOALS and len(draft.need_rows) == 1:
        row = replace(row, need_index=0)
    rows_of(changed, part).insert(at, row)
    if part == GOALS:
        _renumber(changed, lambda n: n + (n >= at))
    if part == NEEDS:
        _renumber_needs(changed, lambda n: n + (n >= at))
    return changed


def without_rows(draft: PlanDraft, part: str, numbers: list[int]) -> PlanDraft:
    """Return a copy without some rows; services of a goal that is gone have no goal."""
    changed = copy.deepcopy(draft)
    gone = set(numbers)
    rows = rows_of(changed, part)
    rows[:] = [row for number, row in enumerate(rows) if number not in gone]
    if part == GOALS:
        _renumber(changed, lambda n: None if n in gone else n - sum(g < n for g in gone))
    if part == NEEDS:
        _renumber_needs(changed, lambda n: None if n in gone else n - sum(g < n for g in gone))
    return changed


def _renumber_needs(draft: PlanDraft, new_number: Any) -> None:  # noqa: ANN401 (as below)
    draft.goals = [
        replace(row, need_index=None if row.need_index is None else new_number(row.need_index))
        for row in draft.goals
    ]


def _renumber(draft: PlanDraft, new_number: Any) -> None:  # noqa: ANN401 (a small function)
    draft.services = [
        replace(row, goal_index=None if row.goal_index is None else new_number(row.goal_index))
        for row in draft.services
    ]


def with_proposed_reviews(draft: PlanDraft, today: dt.date) -> PlanDraft:
    """Return a copy with reviews on the proposed days, in the order of their days."""
    changed = copy.deepcopy(draft)
    period = Period(changed.valid_from, changed.valid_to)
    added = [
        replace(review, row_id=new_id()) for review in plans.added_reviews(changed.reviews, period)
    ]
    reviews = [*changed.reviews, *added]
    changed.reviews = sorted(reviews, key=lambda r: (r.due is None, r.due or today))
    return changed


def with_decision_at(
    draft: PlanDraft, row_id: bytes, decision: Mapping[str, Any], known: Known
) -> PlanDraft:
    """Return a copy with the decision a service rests on; its amount and total may follow."""
    changed = copy.deepcopy(draft)
    number = index_of(changed, SERVICES, row_id)
    if number is not None:
        changed.services[number] = plans.with_decision(changed.services[number], **decision)
        follow(draft, changed, known)
    return changed
