"""Pools and limits: how much was planned, how much was given, what is left, and when to warn.

Quantities are thousandths of a unit (`quantities`), of a source of money grosze.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Protocol

from cusdesk.domain.contracts import ContractUnit, Counting
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.quantities import MILLI, quantity_of_minutes
from cusdesk.domain.rounding import half_up

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

_WHOLE = 100


class PoolKind(enum.StrEnum):
    """Whose pool it is."""

    PERSON = "person"
    PLAN = "plan"
    SERVICE = "service"
    CONTRACT = "contract"
    SOURCE = "source"


class PoolState(enum.StrEnum):
    """How a pool stands; an excess somebody explained in writing is a state of its own."""

    OPEN = "open"
    FREE = "free"
    NEAR = "near"
    OVER = "over"
    EXPLAINED = "explained"


@dataclass(frozen=True, slots=True)
class PoolKey:
    """Which pool: the record it belongs to, the service, and for people the person.

    Attributes:
        record_id: contract, service, source, planned service of a plan; of a person's limit the
            person.
        valid_from: first day of the period it holds for; None for all time.
    """

    kind: PoolKind
    record_id: bytes
    service_id: bytes | None = None
    resident_id: bytes | None = None
    valid_from: dt.date | None = None


@dataclass(frozen=True, slots=True)
class Balance:
    """One pool on a day.

    Attributes:
        name: whose it is, in words.
        service: name of the service, "" for a source.
        unit: what is counted; None for money in grosze.
        planned: None without a limit.
        explained: how much over was explained in writing.
        valid_to: last day of its period.
    """

    key: PoolKey
    name: str
    service: str
    unit: ContractUnit | None
    planned: int | None
    delivered: int
    explained: int = 0
    valid_to: dt.date | None = None

    @property
    def left(self) -> int | None:
        """What is left; below zero when more was given than planned; None without a limit."""
        return None if self.planned is None else self.planned - self.delivered

    @property
    def over(self) -> int:
        """How much more was given than planned; 0 when there is something left."""
        return max(0, -(self.left or 0))

    @property
    def percent(self) -> int | None:
        """What share was used, in whole percent, half up; None where nothing was planned."""
        if not self.planned:
            return None
        share = Decimal(self.delivered) * _WHOLE / self.planned
        return half_up(share)

    def state(self, warn_percent: int) -> PoolState:
        """Return how it stands when the office is warned from a share on."""
        if self.planned is None:
            return PoolState.OPEN
        if self.over:
            return PoolState.EXPLAINED if self.over <= self.explained else PoolState.OVER
        if Decimal(self.delivered) * _WHOLE >= Decimal(self.planned) * warn_percent > 0:
            return PoolState.NEAR
        return PoolState.FREE

    @property
    def needs_reason(self) -> bool:
        """Whether more was given than planned and explained."""
        return self.over > self.explained


def usual_warn_percent() -> int:
    """Return the share from which a pool warns until the office sets its own."""
    return int(dictionary("pools")["warn_percent"])


class Given(Protocol):
    """One presence or visit."""

    @property
    def resident_id(self) -> bytes:
        """Who was served."""
        ...

    @property
    def date(self) -> dt.date:
        """When."""
        ...

    @property
    def minutes(self) -> int:
        """How long."""
        ...

    @property
    def source_id(self) -> bytes:
        """The meeting or the visit."""
        ...


def quantity_given(
    rows: Iterable[Given], unit: ContractUnit, counting: Counting, day: dt.date
) -> int:
    """Return presences and visits in thousandths of a unit.

    Counted by the person, everybody's hours, presences, days or months add up. Counted by the
    meeting, a meeting is one, as long as who stayed longest in it; so is a day or a month.

    Args:
        rows: presences and visits.
        unit: what is counted.
        counting: for every person, or for the meeting.
        day: on which the length of a unit is asked for; it is dated data.
    """
    each = counting is Counting.PERSON
    if unit.is_time:
        minutes: dict[object, int] = {}
        for row in rows:
            key = (row.source_id, row.resident_id if each else b"")
            minutes[key] = max(minutes.get(key, 0), row.minutes)
        return quantity_of_minutes(sum(minutes.values()), unit.minutes_on(day) or 1)
    keys = {(row.resident_id if each else b"", *_place(row, unit)) for row in rows}
    return len(keys) * MILLI


def _place(row: Given, unit: ContractUnit) -> tuple[object, ...]:
    """Return what tells two units apart: the meeting, the day or the month."""
    if unit is ContractUnit.DAY:
        return (row.date,)
    if unit is ContractUnit.MONTH:
        return (row.date.year, row.date.month)
    return (row.source_id,)
