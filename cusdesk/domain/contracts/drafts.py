"""What stands in a contract with a provider, and what it says of a service on a day."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cusdesk.domain.catalogue import ServiceUnit, unit_minutes
from cusdesk.domain.dictionaries import dictionary

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.domain.providers import ProcurementMode


class ContractUnit(enum.StrEnum):
    """What one unit of a contract is."""

    HOUR = "hour"
    LESSON_HOUR = "lesson_hour"
    MEETING = "meeting"
    DAY = "day"
    MONTH = "month"

    @property
    def is_time(self) -> bool:
        """Whether delivered minutes make its units; otherwise entries are counted."""
        return self in {ContractUnit.HOUR, ContractUnit.LESSON_HOUR}

    def minutes_on(self, day: dt.date) -> int | None:
        """Return the minutes of one unit on a day; None for what has no length of its own."""
        return unit_minutes(ServiceUnit(self.value), day) if self.is_time else None


class Counting(enum.StrEnum):
    """What is paid: the hours of every person served, or the meeting, whoever came to it."""

    PERSON = "person"
    MEETING = "meeting"


@dataclass(frozen=True, slots=True)
class ContractServiceDraft:
    """One service of a contract.

    Attributes:
        id: the row it is kept in; None for a new one.
        rate_gr: gross price of one unit in grosze.
        pool_milli: units ordered, in thousandths; None when the contract sets no number.
    """

    service_id: bytes | None = None
    unit: ContractUnit = ContractUnit.HOUR
    counting: Counting = Counting.PERSON
    rate_gr: int | None = None
    pool_milli: int | None = None
    id: bytes | None = None


@dataclass(frozen=True, slots=True)
class AnnexDraft:
    """One change by an annex; what is None stays as it was.

    Attributes:
        valid_from: first day of the change.
        service_id: whose rate or pool changes.
        pool_milli: the whole pool from then on, not what is added.
        ends_on: new last day of the contract.
    """

    number: str = ""
    signed_on: dt.date | None = None
    valid_from: dt.date | None = None
    service_id: bytes | None = None
    rate_gr: int | None = None
    pool_milli: int | None = None
    ends_on: dt.date | None = None
    note: str = ""
    id: bytes | None = None


@dataclass(slots=True)
class ContractDraft:
    """A contract as forms edit and services store it."""

    number: str = ""
    provider_id: bytes | None = None
    mode: ProcurementMode | None = None
    legal_basis: str = ""
    subject: str = ""
    signed_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    value_gr: int | None = None
    funding_source_id: bytes | None = None
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    keeper: str = ""
    notes: str = ""
    services: tuple[ContractServiceDraft, ...] = ()
    annexes: tuple[AnnexDraft, ...] = ()


@dataclass(frozen=True, slots=True)
class Terms:
    """What a contract says of one service on a day."""

    unit: ContractUnit
    counting: Counting
    rate_gr: int | None
    pool_milli: int | None


class HasTerms(Protocol):
    """A contract with its services and annexes: a draft, or one read from the office."""

    @property
    def valid_to(self) -> dt.date | None:
        """The last day as it was signed."""
        ...

    @property
    def services(self) -> Sequence[ContractServiceDraft]:
        """Its services."""
        ...

    @property
    def annexes(self) -> Sequence[AnnexDraft]:
        """Its annexes."""
        ...


def terms_on(contract: HasTerms, service_id: bytes, day: dt.date) -> Terms | None:
    """Return rate and pool of a service on a day, with the annexes in force; None if not in it."""
    base = next((one for one in contract.services if one.service_id == service_id), None)
    if base is None:
        return None
    rate, pool = base.rate_gr, base.pool_milli
    for annex in _in_force(contract.annexes, day):
        if annex.service_id == service_id:
            rate = annex.rate_gr if annex.rate_gr is not None else rate
            pool = annex.pool_milli if annex.pool_milli is not None else pool
    return Terms(base.unit, base.counting, rate, pool)


def last_day(contract: HasTerms, day: dt.date | None = None) -> dt.date | None:
    """Return the last day of a contract with the annexes in force on a day; all without one."""
    end = contract.valid_to
    for annex in _in_force(contract.annexes, day or dt.date.max):
        end = annex.ends_on if annex.ends_on is not None else end
    return end


def _in_force(annexes: Iterable[AnnexDraft], day: dt.date) -> list[AnnexDraft]:
    begun = [one for one in annexes if one.valid_from is not None and one.valid_from <= day]
    return sorted(begun, key=lambda one: one.valid_from or day)


def legal_basis(mode: ProcurementMode, on: dt.date) -> str:
    """Return the legal basis of a mode in force on a day; "" for a mode that has none.

    The wordings are dated data an office checks before it relies on them.
    """
    rows = [
        row
        for row in dictionary("procurement_modes")["modes"]
        if row["mode"] == mode and row["valid_from"] <= on
    ]
    latest = max(rows, key=lambda row: row["valid_from"], default=None)
    return str(latest["legal_basis"]) if latest else ""
