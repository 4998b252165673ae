"""Contracts with providers: services with rate and pool, annexes that change them from a day on."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from cusdesk.domain.catalogue import ServiceUnit, unit_minutes
from cusdesk.domain.checks import (
    check_dates,
    check_email,
    check_lengths,
    check_not_negative,
    check_order,
    check_phone,
    error,
    warning,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.periods import Period

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.core.errors import Problem
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


def check_contract(draft: ContractDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a contract; only blocking problems stop the save."""
    found = []
    if not draft.number.strip():
        found.append(error("number", "contract.number_missing"))
    if draft.provider_id is None:
        found.append(error("provider_id", "contract.provider_missing"))
    if draft.mode is None:
        found.append(warning("mode", "contract.mode_missing"))
    if draft.valid_from is None:
        found.append(warning("valid_from", "contract.start_missing"))
    end = last_day(draft)
    if end is not None and end < today:
        found.append(warning("valid_to", "contract.ended", date=format_date(end)))
    if not any(one.service_id for one in draft.services):
        found.append(warning("services", "contract.no_services"))
    return [
        *found,
        *check_order("valid_to", draft.valid_from, draft.valid_to),
        *check_not_negative(draft, ("value_gr",)),
        *check_phone("contact_phone", draft.contact_phone),
        *check_email("contact_email", draft.contact_email),
        *check_lengths(draft, {"notes", "subject", "legal_basis"}),
        *check_dates(draft),
        *_check_services(draft.services),
        *_check_annexes(draft),
    ]


def _check_services(services: Sequence[ContractServiceDraft]) -> list[Problem]:
    found, seen = [], set()
    for number, one in enumerate(services, 1):
        if one.service_id is None:
            found.append(error("services", "contract.service_missing", n=number))
        elif one.service_id in seen:
            found.append(error("services", "contract.service_twice", n=number))
        seen.add(one.service_id)
        if one.rate_gr is None:
            found.append(warning("services", "contract.rate_missing", n=number))
        elif one.rate_gr < 0:
            found.append(error("services", "number.negative"))
    return found


def _check_annexes(draft: ContractDraft) -> list[Problem]:
    found = []
    known = {one.service_id for one in draft.services}
    for number, annex in enumerate(draft.annexes, 1):
        if annex.valid_from is None:
            found.append(error("annexes", "contract.annex_start", n=number))
        elif draft.valid_from is not None and annex.valid_from < draft.valid_from:
            found.append(warning("annexes", "contract.annex_early", n=number))
        if annex.service_id is not None and annex.service_id not in known:
            found.append(error("annexes", "contract.annex_service", n=number))
        changes = (annex.rate_gr, annex.pool_milli)
        if annex.service_id is None and any(value is not None for value in changes):
            found.append(error("annexes", "contract.annex_whose", n=number))
        found.extend(check_dates(annex))
        found.extend(check_not_negative(annex, ("rate_gr",)))
        found.extend(check_lengths(annex, ()))
    return [problem if problem.field == "annexes" else _at_annexes(problem) for problem in found]


def _at_annexes(problem: Problem) -> Problem:
    """Return a problem of an annex at the field that holds the annexes."""
    from dataclasses import replace

    return replace(problem, field="annexes")


# --- which contract a delivered hour belongs to


class Delivery(Protocol):
    """One presence or visit."""

    @property
    def service_id(self) -> bytes:
        """What was given."""
        ...

    @property
    def provider_id(self) -> bytes | None:
        """Who gave it, where it was written down."""
        ...

    @property
    def date(self) -> dt.date:
        """When."""
        ...


@dataclass(frozen=True, slots=True)
class Contract:
    """A contract as the counting of pools and the check of invoices know it."""

    id: bytes
    number: str
    provider_id: bytes
    provider_name: str
    valid_from: dt.date | None
    valid_to: dt.date | None
    funding_source_id: bytes | None
    services: tuple[ContractServiceDraft, ...]
    annexes: tuple[AnnexDraft, ...]

    @property
    def period(self) -> Period:
        """Its days, as the annexes left them."""
        return Period(self.valid_from, last_day(self))

    def has(self, service_id: bytes) -> bool:
        """Whether it orders the service."""
        return any(one.service_id == service_id for one in self.services)


def contract_of(delivery: Delivery, contracts: Iterable[Contract]) -> Contract | None:
    """Return the contract a presence or visit counts for; None when there is none.

    It is the provider's contract for the service on that day. Where nobody wrote down who gave it,
    the only contract for the service counts. Of two, the one that began later does.
    """
    fitting = [
        each
        for each in contracts
        if each.has(delivery.service_id) and each.period.contains(delivery.date)
    ]
    if delivery.provider_id is not None:
        fitting = [each for each in fitting if each.provider_id == delivery.provider_id]
    elif len({each.provider_id for each in fitting}) > 1:
        return None
    return max(fitting, key=lambda each: (each.valid_from or dt.date.min, each.id), default=None)
