"""Fee rules: entered, frozen by the first confirmed month, continued by a new version."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, Problem, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.fees.checks import check_rule
from cusdesk.domain.planned import month_range
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.fees import FeeCharge
from cusdesk.models.fees import FeeRule as Row
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.fees.store import load_rule, load_rules, rule_columns, write_parts
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.domain.fees.rule import FeeRule
    from cusdesk.services.office import Office

_ONE_DAY = dt.timedelta(days=1)
_OPEN_WHEN_FROZEN = ("valid_to", "notes", "services")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """A rule in the list.

    Attributes:
        services: their names.
        charges: lines of confirmed months that stand on it; any freezes it.
        price_gr: the latest price; None without one.
    """

    id: bytes
    name: str
    number: str
    unit: str
    services: str
    price_gr: int | None
    market_gr: int | None
    valid_from: dt.date
    valid_to: dt.date | None
    charges: int

    def is_in_force(self, day: dt.date) -> bool:
        """Tell whether it counts on a day."""
        return self.valid_from <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class RuleDetails:
    """One rule.

    Attributes:
        is_frozen: a confirmed month stands on it.
    """

    id: bytes
    rule: FeeRule
    version: int
    is_frozen: bool


@needs("fees.see")
def list_rules(office: Office) -> list[RuleRow]:
    """Return the rules that are not in the bin, by name, the newest version first."""
    with office.read() as session:
        names = service_names(session)
        used = _used(session)
        rows = [
            _row(rule_id, rule, names, used.get(rule_id, 0))
            for rule_id, rule in load_rules(session).items()
        ]
    return sorted(rows, key=_order)


def _order(row: RuleRow) -> tuple[str, int]:
    return sort_key(row.name), -row.valid_from.toordinal()


def _row(rule_id: bytes, rule: FeeRule, names: dict[bytes, str], charges: int) -> RuleRow:
    last = rule.price_on(dt.date.max)
    listed = sorted((names.get(key, "") for key in rule.services), key=sort_key)
    return RuleRow(
        id=rule_id,
        name=rule.name,
        number=rule.number,
        unit=rule.unit.value,
        services=", ".join(listed),
        price_gr=last.price_gr if last else None,
        market_gr=last.market_gr if last else None,
        valid_from=rule.valid_from or dt.date.min,
        valid_to=rule.valid_to,
        charges=charges,
    )


def _used(session: Session) -> dict[bytes, int]:
    query = (
        select(FeeCharge.rule_id, func.count())
        .where(FeeCharge.retired_at.is_(None))
        .group_by(FeeCharge.rule_id)
    )
    return {row[0]: row[1] for row in session.execute(query)}


@needs("fees.see")
def get_rule(office: Office, rule_id: bytes) -> RuleDetails:
    """Return one rule.

    Raises:
        NotFoundError: it is in the bin or does not exist.
    """
    with office.read() as session:
        row = session.get(Row, rule_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("fees.problem.rule_gone")
        rule = load_rule(session, rule_id)
        return RuleDetails(rule_id, rule, row.row_version, rule_id in _used(session))


@needs("fees.change")
def create_rule(office: Office, rule: FeeRule) -> Saved:
    """Add a rule.

    Raises:
        ValidationError: it is wrong, or a service has another rule in the same time.
    """
    rule_id = new_id()
    with office.write("fees.create_rule", record=("fees", rule_id)) as work:
        _check(work.session, rule, None)
        _add(work, rule_id, rule, None)
    return Saved(rule_id, 1, work.changes)


def _add(work: UnitOfWork, rule_id: bytes, rule: FeeRule, replaces: bytes | None) -> None:
    work.session.add(Row(id=rule_id, replaces_id=replaces, **rule_columns(rule)))
    work.session.flush()
    write_parts(work, rule_id, rule)


@needs("fees.change")
def change_rule(office: Office, rule_id: bytes, rule: FeeRule, version: int) -> Saved:
    """Change a rule on which no confirmed month stands; a frozen one ends or takes more services.

    Raises:
        ValidationError: it is wrong.
        RuleError: `fees.problem.frozen`: a new version is made instead.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    with office.write("fees.change_rule", record=("fees", rule_id)) as work:
        row = work.get(Row, rule_id, version)
        _check(work.session, rule, rule_id)
        if rule_id in _used(work.session):
            _keep_frozen(work.session, rule_id, rule)
        put_fields(row, rule_columns(rule))
        write_parts(work, rule_id, rule)
        work.session.flush()
        saved = row.row_version
    return Saved(rule_id, saved, work.changes)


def _keep_frozen(session: Session, rule_id: bytes, rule: FeeRule) -> None:
    kept = load_rule(session, rule_id)
    last = session.scalar(
        select(func.max(FeeCharge.month)).where(
            FeeCharge.rule_id == rule_id, FeeCharge.retired_at.is_(None)
        )
    )
    free = {name: getattr(kept, name) for name in _OPEN_WHEN_FROZEN}
    is_less = not set(kept.services) <= set(rule.services)
    if is_less or replace(rule, **free) != kept:
        raise RuleError("fees.problem.frozen")
    if rule.valid_to is not None and last is not None and rule.valid_to < month_range(last)[1]:
        raise RuleError("fees.problem.frozen_end", date=format_date(month_range(last)[1]))


@needs("fees.change")
def new_version(office: Office, rule_id: bytes, rule: FeeRule) -> Saved:
    """Continue a rule with other figures from its `valid_from` on; the old one ends before.

    Raises:
        ValidationError: it is wrong, or does not begin after the one it follows.
        NotFoundError: the old one is gone.
    """
    made = new_id()
    with office.write("fees.new_version", record=("fees", made)) as work:
        old = work.get(Row, rule_id)
        if rule.valid_from is None or rule.valid_from <= old.valid_from:
            day = format_date(old.valid_from)
            raise ValidationError([Problem("valid_from", "fees.problem.version", {"date": day})])
        if old.valid_to is None or old.valid_to >= rule.valid_from:
            old.valid_to = rule.valid_from - _ONE_DAY
        work.session.flush()
        fresh = replace(rule, reliefs=tuple(replace(r, id=None) for r in rule.reliefs))
        _check(work.session, fresh, None)
        _add(work, made, fresh, rule_id)
    return Saved(made, 1, work.changes)


@needs("fees.change")
def retire_rule(office: Office, rule_id: bytes) -> Changes:
    """Put a rule into the bin.

    Raises:
        RuleError: `fees.problem.used`: confirmed months stand on it.
    """
    with office.write("fees.retire_rule", record=("fees", rule_id)) as work:
        row = work.get(Row, rule_id)
        if rule_id in _used(work.session):
            raise RuleError("fees.problem.used")
        work.retire(row)
    return work.changes


def _check(session: Session, rule: FeeRule, rule_id: bytes | None) -> None:
    problems = [problem for problem in check_rule(rule) if problem.blocking]
    problems += _clashes(session, rule, rule_id)
    if problems:
        raise ValidationError(problems)


def _clashes(session: Session, rule: FeeRule, rule_id: bytes | None) -> list[Problem]:
    """Refuse a second rule of one service on one day: nobody could say which fee is right."""
    found = []
    names = service_names(session)
    for other_id, other in load_rules(session).items():
        shared = set(rule.services) & set(other.services)
        if other_id == rule_id or not shared or not _overlap(rule, other):
            continue
        called = ", ".join(sorted(names.get(key, "") for key in shared))
        params: dict[str, object] = {"services": called, "name": other.name}
        found.append(Problem("services", "fees.problem.clash", params))
    return found


def _overlap(one: FeeRule, other: FeeRule) -> bool:
    starts = (one.valid_from or dt.date.min, other.valid_from or dt.date.min)
    ends = (one.valid_to or dt.date.max, other.valid_to or dt.date.max)
    return max(starts) <= min(ends)
