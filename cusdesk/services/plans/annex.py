"""What changed between two versions of a plan, in the words of the fields: the annex."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceUnit
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.plans import PlanDraft, PlanServiceDraft
from cusdesk.domain.reports.plan import ServiceAmount
from cusdesk.export.values import amount_text, date_text
from cusdesk.models.plan_course import PlanVersion
from cusdesk.models.plans import Plan
from cusdesk.services.plans.store import OWN_FIELDS, read_draft
from cusdesk.services.plans.versions import frozen_of, in_force, names_of, read_frozen, versions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_NOT_CONTENT = {
    *("number", "application_date", "drawn_on", "notes", "agreed_by", "agreed_on"),
    *("coordinator_agreed_on", "approved_by", "approved_post", "approved_on"),
}
_PARTS = {
    "need_rows": "plan_needs",
    "goals": "plan_goals",
    "services": "plan_services",
    "actions": "plan_actions",
    "reviews": "plan_reviews",
}
_COLUMNS = {"goal_index": "goal_id", "need_index": "need_id"}
_NAMED_BY = {"services": "service_id", "actions": "what", "reviews": "due"}
_LEFT_OUT = {"row_id", "done"}
_LONGEST = 60
_MEASURED: dict[str, Callable[[int], str]] = {
    "fee_gr": lambda fee: format_money(fee) if fee else tr("export.fee.free"),
    "decision_minutes": lambda minutes: amount_text(
        ServiceAmount(minutes, ServiceUnit.HOUR, "month")
    ),
}


@dataclass(frozen=True, slots=True)
class PlanChange:
    """One thing that changed.

    Attributes:
        what: the field, or the part with its name.
        before, after: in words; "" for what was added or taken out.
    """

    what: str
    before: str
    after: str


@dataclass(frozen=True)
class _Side:
    """One of the two versions: a plan and what its ids were called."""

    draft: PlanDraft
    names: Mapping[bytes, str]


def changes_between(
    before: PlanDraft,
    after: PlanDraft,
    names_before: Mapping[bytes, str],
    names_after: Mapping[bytes, str],
) -> tuple[PlanChange, ...]:
    """Return what changed, the plan's own fields first, then part by part in the paper's order.

    Rows are the same when their stored row is; who agreed and approved is told on the paper anyway.
    """
    old, new = _Side(before, names_before), _Side(after, names_after)
    return (*_own(old, new), *(c for part in _PARTS for c in _rows(part, old, new)))


def _own(old: _Side, new: _Side) -> Iterator[PlanChange]:
    for name in OWN_FIELDS:
        was, now = getattr(old.draft, name), getattr(new.draft, name)
        if name not in _NOT_CONTENT and was != now:
            yield PlanChange(tr(f"fields.plans.{name}"), _plain(was), _plain(now))


def _rows(part: str, old: _Side, new: _Side) -> Iterator[PlanChange]:
    rows_before = {row.row_id: row for row in getattr(old.draft, part)}
    rows_after = {row.row_id: row for row in getattr(new.draft, part)}
    for number, (row_id, row) in enumerate(rows_after.items(), 1):
        if row_id not in rows_before:
            yield PlanChange(_thing(part, number), "", _summary(part, row, new))
            continue
        yield from _fields_of(part, number, (rows_before[row_id], old), (row, new))
    for number, (row_id, row) in enumerate(rows_before.items(), 1):
        if row_id not in rows_after:
            yield PlanChange(_thing(part, number), _summary(part, row, old), "")


def _fields_of(
    part: str, number: int, before: tuple[Any, _Side], after: tuple[Any, _Side]
) -> Iterator[PlanChange]:
    for name in _names(after[0]):
        was = _value(before[0], name, before[1])
        now = _value(after[0], name, after[1])
        if was != now:
            column = tr(f"fields.{_PARTS[part]}.{_COLUMNS.get(name, name)}")
            title = _title(part, after[0], after[1])
            what = tr("plans.annex.field", thing=_thing(part, number), name=title, field=column)
            yield PlanChange(what, was, now)


def _names(row: Any) -> list[str]:  # noqa: ANN401 (a row of any part)
    return [f.name for f in fields(row) if f.name not in _LEFT_OUT]


def _thing(part: str, number: int) -> str:
    return tr(f"plans.annex.{part}", n=number)


def _title(part: str, row: Any, side: _Side) -> str:  # noqa: ANN401 (a row of any part)
    words = _value(row, _NAMED_BY.get(part, "text"), side)
    return _short(words)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _summary(part: str, row: Any, side: _Side) -> str:  # noqa: ANN401 (a row of any part)
    """Return a whole row in one line: what it is, then its filled fields with their names."""
    first = _NAMED_BY.get(part, "text")
    told = [_value(row, first, side)]
    for name in _names(row):
        words = _value(row, name, side)
        if name != first and words:
            column = tr(f"fields.{_PARTS[part]}.{_COLUMNS.get(name, name)}")
            told.append(f"{column}: {words}")
    return "; ".join(word for word in told if word)


def _value(row: Any, name: str, side: _Side) -> str:  # noqa: ANN401 (a row of any part)
    value = getattr(row, name)
    if isinstance(row, PlanServiceDraft) and name in {"amount", "total_amount"}:
        return _amount(row, name)
    if isinstance(row, PlanServiceDraft) and name in {"unit", "amount_per"}:
        return ""  # told with the amount
    if isinstance(value, bytes):
        return side.names.get(value, tr("history.another_record"))
    if name in _COLUMNS:  # by words: numbers move when a row goes in between
        rows = side.draft.goals if name == "goal_index" else side.draft.need_rows
        return "" if value is None or not 0 <= value < len(rows) else _short(rows[value].text)
    if name in _MEASURED and value is not None:
        return _MEASURED[name](value)
    return _plain(value)


def _amount(row: PlanServiceDraft, name: str) -> str:
    value = getattr(row, name)
    if value is None:
        return ""
    unit = ServiceUnit(row.unit or ServiceUnit.HOUR)
    per = "plan" if name == "total_amount" or row.amount_per == "total" else str(row.amount_per)
    return amount_text(ServiceAmount(value, unit, per))


def _plain(value: object) -> str:
    if isinstance(value, enum.StrEnum):
        return label(value)
    if isinstance(value, dt.date):
        return date_text(value)
    return "" if value is None else str(value)


def told_content(content: str) -> str:
    """Return everything a frozen version says, in words, for whom it is about."""
    try:
        frozen = frozen_of(content)
    except (ValueError, KeyError, TypeError):
        return content
    side = _Side(frozen.draft, frozen.names)
    told = [
        f"{tr(f'fields.plans.{name}')}: {words}"
        for name in OWN_FIELDS
        if (words := _plain(getattr(frozen.draft, name)))
    ]
    told += [
        f"{_thing(part, number)}: {_summary(part, row, side)}"
        for part in _PARTS
        for number, row in enumerate(getattr(frozen.draft, part), 1)
    ]
    return "; ".join(told)


@dataclass(frozen=True)
class Annex:
    """An annex: which version it makes, on what ground, and what changed."""

    version_number: int
    previous_number: int
    update_reason: str
    note: str
    changes: tuple[PlanChange, ...]


@needs("plans.see")
def annex_of(office: Office, plan_id: bytes, version_id: bytes | None = None) -> Annex:
    """Return what a version changed; without one, what the open update changes so far.

    Raises:
        RuleError: there is no version before it.
    """
    with office.read() as session:
        plan = session.get_one(Plan, plan_id)
        version = session.get(PlanVersion, version_id) if version_id is not None else None
        before = _before(session, plan, version)
        if before is None:
            raise RuleError("plans.rule.no_version_before", number=plan.number)
        old = read_frozen(before)
        if version is not None:
            new = read_frozen(version)
            changes = changes_between(old.draft, new.draft, old.names, new.names)
            return Annex(
                version.number, before.number, version.update_reason, version.note, changes
            )
        draft = read_draft(session, plan)
        changes = changes_between(old.draft, draft, old.names, names_of(session, draft))
        return Annex(
            plan.version_number, before.number, plan.update_reason, plan.update_note, changes
        )


def _before(session: Session, plan: Plan, version: PlanVersion | None) -> PlanVersion | None:
    if version is None:
        return in_force(session, plan.id) if plan.update_reason else None
    return next(
        (
            other
            for other in versions_of(session, plan.id)
            if other.number < version.number and other.withdrawn_on is None
        ),
        None,
    )
