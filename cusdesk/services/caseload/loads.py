"""What every coordinator and programme carries, and the director's limit."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.ids import starter_id
from cusdesk.domain.access import Role, needs
from cusdesk.domain.caseload import MOST, Load, load_of, named, person_key
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.office import User
from cusdesk.models.plans import Plan
from cusdesk.services.caseload.cases import OPEN, RECENT_DAYS, CaseRow, is_recent, list_cases
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

LIMIT = "caseload.limit"


@dataclass(frozen=True, slots=True)
class LoadRow:
    """What one coordinator, or one programme, carries.

    Attributes:
        has_account: whether the name is somebody's account; False for „bez koordynatora”.
        plans: not closed; `drafts` of them not agreed yet.
        waiting: applications without a plan.
        late: with a clock that has run out.
        ending: plans that end within 30 days.
        given: lately.
        minutes: planned in this month.
    """

    id: bytes
    name: str
    has_account: bool
    plans: int
    drafts: int
    waiting: int
    late: int
    ending: int
    given: int
    minutes: int
    limit: int | None
    load: Load


@needs("plans.see")
def get_limit(office: Office) -> int | None:
    """Return the director's limit of plans of one coordinator; None without one."""
    with office.read() as session:
        value = setting(session, LIMIT)
    return value if isinstance(value, int) and value > 0 else None


@needs("office.settings")
def set_limit(office: Office, limit: int | None) -> Changes:
    """Set the limit, None for none. Going over it is a warning and bars nothing.

    Raises:
        ValidationError: it is no number from 1 to 999.
    """
    if limit is not None and not 1 <= limit <= MOST:
        raise ValidationError([Problem("limit", "caseload.problem.limit", {"most": MOST})])
    with office.write("office.setting") as work:
        put_setting(work.session, LIMIT, limit)
    return work.changes


@needs("plans.see")
def loads(office: Office, cases: list[CaseRow] | None = None) -> list[LoadRow]:
    """Return what every coordinator carries, who carries most first.

    Coordinators with an account and nobody to care for stand in the list too: they have room.
    """
    cases = list_cases(office) if cases is None else cases
    limit, today = get_limit(office), office.clock.today()
    with office.read() as session:
        users = session.execute(select(User.name, User.roles).where(User.retired_at.is_(None)))
        accounts = {name: Role.COORDINATOR.value in roles.split() for name, roles in users}
    names = {case.coordinator for case in cases}
    names |= {name for name, coordinates in accounts.items() if coordinates}
    found = [
        _load(name, [c for c in cases if c.coordinator == name], today, limit, name in accounts)
        for name in names
    ]
    return sorted(found, key=lambda row: (-row.plans, sort_key(row.name)))


@needs("plans.see")
def over_limit(office: Office, session: Session) -> list[tuple[str, int, int]]:
    """Return (coordinator, plans, limit) of who carries more than the limit, most first."""
    limit = setting(session, LIMIT)
    if not isinstance(limit, int) or limit < 1:
        return []
    users = list(session.scalars(select(User.name).where(User.retired_at.is_(None))))
    query = (
        select(Plan.coordinator, func.count())
        .where(Plan.status.in_(OPEN), Plan.retired_at.is_(None), Plan.coordinator != "")
        .group_by(Plan.coordinator)
    )
    counts: Counter[str] = Counter()
    for name, plans in session.execute(query):
        counts[named(name, users)] += plans
    return [(name, plans, limit) for name, plans in counts.most_common() if plans > limit]


@needs("plans.see")
def loads_by_programme(office: Office, cases: list[CaseRow] | None = None) -> list[LoadRow]:
    """Return what every programme carries, the largest first."""
    cases = list_cases(office) if cases is None else cases
    cases = [case for case in cases if case.feature == "plans"]
    today = office.clock.today()
    names = {case.programme for case in cases}
    found = [
        _load(name, [c for c in cases if c.programme == name], today, None, bool(name))
        for name in names
    ]
    return sorted(found, key=lambda row: (-row.plans, sort_key(row.name)))


def _load(
    name: str, cases: list[CaseRow], today: dt.date, limit: int | None, has_account: bool
) -> LoadRow:
    plans = [case for case in cases if case.feature == "plans"]
    soon = today + dt.timedelta(days=RECENT_DAYS)
    limit = limit if name else None
    return LoadRow(
        starter_id("caseload", person_key(name)),
        name,
        has_account,
        len(plans),
        sum(case.status is PlanStatus.DRAFT for case in plans),
        len(cases) - len(plans),
        sum(case.is_late for case in cases),
        sum(
            case.status is PlanStatus.APPROVED
            and case.valid_to is not None
            and case.valid_to <= soon
            for case in plans
        ),
        sum(is_recent(case, today) for case in cases),
        sum(case.minutes for case in cases),
        limit,
        load_of(len(plans), limit),
    )
