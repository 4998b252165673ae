"""How pools and limits stand, from the one count of what was given."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.pools import Balance, PoolKey, usual_warn_percent
from cusdesk.services.contracts.pool_book import PoolBook
from cusdesk.services.contracts.pool_reasons import explained
from cusdesk.services.contracts.pool_rules import Asked
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.attendance.delivered import Delivered
    from cusdesk.services.office import Office

WARN_PERCENT = "contracts.warn_percent"
_MOST_PERCENT = 100


@dataclass(frozen=True, slots=True)
class Pools:
    """Every pool of the office on a day.

    Attributes:
        warn_percent: from which share the office is warned.
    """

    on: dt.date
    warn_percent: int
    balances: tuple[Balance, ...]


@needs("attendance.see")
def pools(office: Office, on: dt.date | None = None) -> Pools:
    """Return every pool and limit: contracts and sources first, then services, plans, people.

    Contracts and sources are left out for whoever may not see contracts.
    """
    asked = Asked(on or office.clock.today())
    with office.read() as session:
        book = PoolBook(session, asked)
        found = [
            *([*book.contract_balances(), *book.source_balances()] if _sees(office) else []),
            *book.limit_balances(),
            *book.plan_balances(),
        ]
        percent = warn_percent_of(session)
        return Pools(asked.on, percent, tuple(explained(session, found)))


@needs("attendance.see")
def balance_for(
    office: Office,
    service_id: bytes,
    *,
    resident_id: bytes | None = None,
    provider_id: bytes | None = None,
    on: dt.date | None = None,
) -> Pools:
    """Return the pools that hours of a service draw from on a day, for where they are typed.

    Args:
        office: the open office.
        service_id: what is given.
        resident_id: to whom; without a person only the pools of the service and of contracts.
        provider_id: by whom, where it is known.
        on: when; today when left out.
    """
    asked = Asked(on or office.clock.today(), service_id, resident_id, provider_id)
    with office.read() as session:
        book = PoolBook(session, asked)
        found = [
            *(book.plan_balances() if resident_id is not None else []),
            *book.limit_balances(),
            *(book.contract_balances() if _sees(office) else []),
        ]
        return Pools(asked.on, warn_percent_of(session), tuple(explained(session, found)))


@needs("attendance.see")
def given_from(office: Office, key: PoolKey, on: dt.date | None = None) -> list[Delivered]:
    """Return the presences and visits that a pool counted, by day.

    Raises:
        RuleError: the pool is gone.
    """
    asked = Asked(on or office.clock.today())
    with office.read() as session:
        book = PoolBook(session, asked)
        rules = book.rules_of(key)
        if not rules:
            raise RuleError("contracts.pools.gone")
        rows = [row for rule in rules for row in book.rows(rule)]
    return sorted(rows, key=lambda row: (row.date, row.source_id, row.resident_id))


@needs("attendance.see")
def get_warn_percent(office: Office) -> int:
    """Return the share of a pool from which the office is warned."""
    with office.read() as session:
        return warn_percent_of(session)


@needs("office.settings")
def set_warn_percent(office: Office, percent: int) -> Changes:
    """Set the share of a pool from which the program warns.

    Raises:
        ValidationError: it is not between 1 and 100.
    """
    if not 1 <= percent <= _MOST_PERCENT:
        raise ValidationError([Problem("warn_percent", "contracts.pools.warn_range")])
    with office.write("office.setting") as work:
        put_setting(work.session, WARN_PERCENT, percent)
    return work.changes


def warn_percent_of(session: Session) -> int:
    """Return the share of a pool from which the office is warned."""
    value = setting(session, WARN_PERCENT)
    return value if isinstance(value, int) else usual_warn_percent()


def _sees(office: Office) -> bool:
    return office.may("contracts.see")
