"""How pools and limits stand, from the one count of what was given."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem, RuleError, ValidationError
from cusdesk.domain.access import needs
from cusdesk.domain.pools import Balance, PoolKey, usual_warn_percent
from cusdesk.services.contracts.given import named
from cusdesk.services.contracts.pool_book import PoolBook
from cusdesk.services.contracts.pool_reasons import explained
from cusdesk.services.contracts.pool_rules import Asked
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.contracts import ContractUnit
    from cusdesk.services.contracts.given import GivenRow
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
def given_from(office: Office, key: PoolKey, on: dt.date | None = None) -> list[GivenRow]:
    """Return the presences and visits that a pool counted, by day; meetings where those count.

    Raises:
        RuleError: the pool is gone.
    """
    asked = Asked(on or office.clock.today())
    with office.read() as session:
        book = PoolBook(session, asked)
        rules = book.rules_of(key)
        if not rules:
            raise RuleError("contracts.pools.gone")
        return [row for rule in rules for row in named(session, book.rows(rule), rule.counting)]


@dataclass(frozen=True, slots=True)
class SourcePart:
    """What one service of one contract took from a source of money."""

    contract_id: bytes
    contract: str
    service: str
    unit: ContractUnit
    delivered: int
    value_gr: int


@needs("contracts.see")
def source_parts(office: Office, key: PoolKey, on: dt.date | None = None) -> list[SourcePart]:
    """Return what makes the figure of a source of money; the values add up to it."""
    with office.read() as session:
        book = PoolBook(session, Asked(on or office.clock.today()))
        return [
            SourcePart(
                rule.key.record_id,
                rule.name,
                rule.service,
                rule.unit,
                book.balance(rule).delivered,
                book.given_value(rule),
            )
            for rule in book.rules_of(key)
        ]


@needs("attendance.see")
def pool_json(office: Office) -> list[dict[str, Any]]:
    """Return every pool as plain data: thousandths of a unit, of a source of money grosze."""
    found = pools(office)
    return [
        {
            "kind": each.key.kind.value,
            "name": each.name,
            "service": each.service or None,
            "unit": each.unit.value if each.unit is not None else "grosz",
            "planned": each.planned,
            "delivered": each.delivered,
            "left": each.left,
            "percent": each.percent,
            "state": each.state(found.warn_percent).value,
            "valid_to": each.valid_to.isoformat() if each.valid_to else None,
        }
        for each in found.balances
    ]


@needs("contracts.see")
def use_of_contracts(office: Office, on: dt.date | None = None) -> dict[bytes, Balance]:
    """Return contract -> its pool that is used most; those without a pool are missing."""
    with office.read() as session:
        found = PoolBook(session, Asked(on or office.clock.today())).contract_balances()
        worst: dict[bytes, Balance] = {}
        for each in explained(session, found):
            known = worst.get(each.key.record_id)
            if each.percent is not None and (known is None or each.percent > (known.percent or 0)):
                worst[each.key.record_id] = each
        return worst


@needs("contracts.see")
def pools_of_contract(office: Office, contract_id: bytes) -> Pools:
    """Return how the services of one contract stand today."""
    asked = Asked(office.clock.today())
    with office.read() as session:
        book = PoolBook(session, asked)
        mine = [b for b in book.contract_balances() if b.key.record_id == contract_id]
        return Pools(asked.on, warn_percent_of(session), tuple(explained(session, mine)))


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
