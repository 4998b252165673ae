"""What was given, read once a service, and the pools it counts for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.catalogue import LimitScope
from cusdesk.domain.contracts import Contract, contract_of, terms_on, worth_of
from cusdesk.domain.periods import Period
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.pools import Balance, PoolKey, PoolKind, quantity_given
from cusdesk.domain.quantities import priced
from cusdesk.models.budget import FundingSource
from cusdesk.services.attendance.delivered import Delivered, delivered_rows
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.given import resident_names
from cusdesk.services.contracts.pool_rules import (
    Asked,
    Limited,
    PoolRule,
    contract_rules,
    limit_rule,
    limits,
    plan_rules,
)
from cusdesk.services.contracts.store import all_contracts

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

_EARLIEST, _LATEST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
_YEAR = dt.timedelta(days=366)
"""A plan lasts at most a year (the act, art. 40)."""


class PoolBook:
    """What was given, read once a service, and the pools it counts for."""

    def __init__(self, session: Session, asked: Asked) -> None:
        self._session, self._asked = session, asked
        self._contracts = all_contracts(session)
        self._names = service_names(session)
        self._given: dict[bytes, list[Delivered]] = {}
        self._of_contract: dict[bytes, dict[bytes, list[Delivered]]] = {}
        self._of_person: dict[bytes, dict[bytes, list[Delivered]]] = {}

    def contract_balances(self) -> list[Balance]:
        """Return the pools of contracts."""
        rules = contract_rules(self._contracts, self._names, self._asked)
        return [self.balance(rule) for rule in rules]

    def limit_balances(self) -> list[Balance]:
        """Return the limits of services, and of every person who used one or is asked for."""
        found = []
        for limit in limits(self._session, self._asked.service_id):
            if limit.scope is LimitScope.SERVICE_YEAR:
                found.append(self.balance(limit_rule(limit, self._asked.on)))
            else:
                found += [self.balance(rule) for rule in self._people_of(limit)]
        return found

    def plan_balances(self) -> list[Balance]:
        """Return what is left of the plans that run."""
        return [self.balance(rule) for rule in plan_rules(self._session, self._asked)]

    def source_balances(self) -> list[Balance]:
        """Return the sources of money: what contracts ordered from them, and what was given."""
        rules = contract_rules(self._contracts, self._names, self._asked)
        found = []
        query = select(FundingSource.id, FundingSource.name).order_by(FundingSource.sort_key)
        for source_id, name in self._session.execute(query).all():
            mine = [r for r in rules if r.contract and r.contract.funding_source_id == source_id]
            if mine:
                worth = [worth_of(each, self._asked.on) for each in _contracts_of(mine)]
                known = [value for value in worth if value is not None]
                total = sum(known) if len(known) == len(worth) else None
                given = sum(self.given_value(rule) for rule in mine)
                key = PoolKey(PoolKind.SOURCE, source_id)
                found.append(Balance(key, name, "", None, total, given))
        return found

    def rules_of(self, key: PoolKey) -> list[PoolRule]:
        """Return the rule a key stands for; of a source those of its contracts."""
        asked = replace(self._asked, service_id=None)
        if key.kind in {PoolKind.CONTRACT, PoolKind.SOURCE}:
            rules = contract_rules(self._contracts, self._names, asked)
            if key.kind is PoolKind.CONTRACT:
                return [rule for rule in rules if rule.key == key]
            return [
                r for r in rules if r.contract and r.contract.funding_source_id == key.record_id
            ]
        if key.kind is PoolKind.PLAN:
            asked = replace(asked, resident_id=key.resident_id)
            return [rule for rule in plan_rules(self._session, asked) if rule.key == key]
        whose = (key.resident_id, "") if key.resident_id is not None else None
        return [
            limit_rule(limit, self._asked.on, whose)
            for limit in limits(self._session, key.service_id)
        ]

    def rows(self, rule: PoolRule) -> list[Delivered]:
        """Return what counts for a pool."""
        if rule.key.service_id is None:
            return []
        if rule.contract is not None:
            return self._by_contract(rule.key.service_id).get(rule.contract.id, [])
        if rule.key.resident_id is None:
            rows = self._of_service(rule.key.service_id)
        else:
            rows = self._by_person(rule.key.service_id).get(rule.key.resident_id, [])
        return [row for row in rows if rule.period.contains(row.date)]

    def given_value(self, rule: PoolRule) -> int:
        """Return what was given under a contract in grosze, each day at the rate of that day."""
        by_rate: dict[int, list[Delivered]] = defaultdict(list)
        for row in self.rows(rule):
            by_rate[self._rate(rule, row.date) or 0].append(row)
        return sum(
            priced(quantity_given(rows, rule.unit, rule.counting, self._asked.on), rate)
            for rate, rows in by_rate.items()
        )

    @staticmethod
    def _rate(rule: PoolRule, day: dt.date) -> int | None:
        if rule.contract is None or rule.key.service_id is None:
            return None
        terms = terms_on(rule.contract, rule.key.service_id, day)
        return terms.rate_gr if terms else None

    def balance(self, rule: PoolRule) -> Balance:
        """Return how one pool stands; nothing is known of reasons yet."""
        given = quantity_given(self.rows(rule), rule.unit, rule.counting, self._asked.on)
        return Balance(
            rule.key,
            rule.name,
            rule.service,
            rule.unit,
            rule.planned,
            given,
            valid_to=rule.period.end,
        )

    def _people_of(self, limit: Limited) -> list[PoolRule]:
        wanted = self._asked.resident_id
        if wanted is None and self._asked.service_id is not None:
            return []  # where hours are typed for nobody yet, there is no person's limit
        period = limit_rule(limit, self._asked.on).period
        used = {row.resident_id for row in self._of_service(limit.id) if period.contains(row.date)}
        people = _people(self._session, used if wanted is None else {wanted})
        return [limit_rule(limit, self._asked.on, person) for person in people]

    def _of_service(self, service_id: bytes) -> list[Delivered]:
        if service_id not in self._given:
            first = self._since(service_id)
            last = self._asked.until or _LATEST
            self._given[service_id] = delivered_rows(
                self._session, first, last, service_id=service_id
            )
        return self._given[service_id]

    def _since(self, service_id: bytes) -> dt.date:
        """Return the first day that can count for any pool of a service on the day asked."""
        on = self._asked.on
        stretch = Period(dt.date(on.year, 1, 1), dt.date(on.year, 12, 31))
        if any(x.scope is LimitScope.PERSON_TOTAL for x in limits(self._session, service_id)):
            return _EARLIEST
        starts = [
            each.valid_from or _EARLIEST
            for each in self._contracts
            if each.has(service_id) and each.period.overlaps(stretch)
        ]
        return min(dt.date(on.year, 1, 1), on - _YEAR, *starts)

    def _by_contract(self, service_id: bytes) -> dict[bytes, list[Delivered]]:
        """Return contract -> what was given of a service under it."""
        if service_id not in self._of_contract:
            fitting = [each for each in self._contracts if each.has(service_id)]
            self._of_contract[service_id] = _shared_out(self._of_service(service_id), fitting)
        return self._of_contract[service_id]

    def _by_person(self, service_id: bytes) -> dict[bytes, list[Delivered]]:
        """Return resident -> what was given of a service to them."""
        if service_id not in self._of_person:
            found: dict[bytes, list[Delivered]] = defaultdict(list)
            for row in self._of_service(service_id):
                found[row.resident_id].append(row)
            self._of_person[service_id] = found
        return self._of_person[service_id]


def _contracts_of(rules: Iterable[PoolRule]) -> list[Contract]:
    """Return the contracts that pools belong to, each once."""
    found = {rule.contract.id: rule.contract for rule in rules if rule.contract is not None}
    return list(found.values())


def _shared_out(
    rows: Iterable[Delivered], contracts: Sequence[Contract]
) -> dict[bytes, list[Delivered]]:
    found: dict[bytes, list[Delivered]] = defaultdict(list)
    known: dict[tuple[bytes | None, dt.date], Contract | None] = {}
    for row in rows:
        place = (row.provider_id, row.date)
        if place not in known:
            known[place] = contract_of(row, contracts)
        contract = known[place]
        if contract is not None:
            found[contract.id].append(row)
    return found


def _people(session: Session, ids: set[bytes]) -> list[tuple[bytes, str]]:
    names = resident_names(session, ids)
    return sorted(names.items(), key=lambda person: sort_key(person[1]))
