"""The catalogue of services: areas, units, modes, limits."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from cusdesk.domain.checks import (
    check_dates,
    check_lengths,
    check_not_negative,
    error,
    warning,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from cusdesk.core.errors import Problem


class ServiceArea(enum.StrEnum):
    """The 14 areas of social services in the order of art. 2(1) of the CUS act."""

    FAMILY_POLICY = "family_policy"
    FAMILY_SUPPORT = "family_support"
    FOSTER_CARE = "foster_care"
    SOCIAL_ASSISTANCE = "social_assistance"
    HEALTH = "health"
    DISABILITY_SUPPORT = "disability_support"
    PUBLIC_EDUCATION = "public_education"
    UNEMPLOYMENT = "unemployment"
    CULTURE = "culture"
    SPORT_TOURISM = "sport_tourism"
    CIVIC_ACTIVITY = "civic_activity"
    HOUSING = "housing"
    ENVIRONMENT = "environment"
    REINTEGRATION = "reintegration"


class ServiceUnit(enum.StrEnum):
    """What one unit of a service is."""

    HOUR = "hour"
    LESSON_HOUR = "lesson_hour"
    MEETING = "meeting"
    DAY = "day"

    @property
    def is_time(self) -> bool:
        """Whether amounts of this unit are kept in minutes (else in whole units)."""
        return counts_time(self)

    @property
    def usual_minutes(self) -> int | None:
        """Minutes of one unit by the latest rule where the office says nothing else."""
        return unit_minutes(self, dt.date.max)


class ServiceMode(enum.StrEnum):
    """For one person, for a fixed group, or for whoever comes."""

    INDIVIDUAL = "individual"
    GROUP = "group"
    MASS = "mass"


class ServiceStatus(enum.StrEnum):
    """Life of a service from an idea to its end."""

    CONCEPT = "concept"
    PILOT = "pilot"
    REGULAR = "regular"
    SUSPENDED = "suspended"
    ENDED = "ended"


class ServiceGroup(enum.StrEnum):
    """A strengthens the person; B1 are universal services, B2 services made to measure."""

    A = "A"
    B1 = "B1"
    B2 = "B2"


class LimitScope(enum.StrEnum):
    """For whom and how long a limit of a service counts."""

    PERSON_YEAR = "person_year"
    PERSON_MONTH = "person_month"
    PERSON_TOTAL = "person_total"
    SERVICE_YEAR = "service_year"


@dataclass(slots=True)
class ServiceDraft:
    """A service as forms edit and services store it.

    Attributes:
        unit_minutes: length of one unit where the office sets it itself; None for the usual one.
        price_gr: fee for one unit in grosze; None when not set, 0 when free.
        limit_minutes: limit for units counted in hours.
        limit_units: limit for meetings and days.
        aliases: other names under which people know the service.
    """

    name: str = ""
    area: ServiceArea | None = None
    unit: ServiceUnit = ServiceUnit.HOUR
    unit_minutes: int | None = None
    mode: ServiceMode = ServiceMode.INDIVIDUAL
    group: ServiceGroup | None = None
    addressees: str = ""
    age_from: int | None = None
    age_to: int | None = None
    group_min: int | None = None
    group_max: int | None = None
    place: str = ""
    description: str = ""
    price_gr: int | None = None
    price_note: str = ""
    market_price_gr: int | None = None
    market_price_date: dt.date | None = None
    market_price_source: str = ""
    limit_minutes: int | None = None
    limit_units: int | None = None
    limit_scope: LimitScope | None = None
    funding: str = ""
    funding_until: dt.date | None = None
    status: ServiceStatus = ServiceStatus.CONCEPT
    aliases: list[str] = field(default_factory=list)
    provider_ids: list[bytes] = field(default_factory=list)


def unit_minutes(unit: ServiceUnit, on: dt.date, *, own: int | None = None) -> int | None:
    """Return the minutes of one unit on a day; None for units that have no length of their own.

    Args:
        unit: unit of the service.
        on: day the service was given; the usual lengths are dated data.
        own: length the office set for this service, if any.
    """
    if own is not None:
        return own
    rows = dictionary("units")["units"]
    valid = [row for row in rows if row["unit"] == unit and row["valid_from"] <= on]
    latest = max(valid, key=lambda row: row["valid_from"], default=None)
    return latest.get("minutes") if latest else None


def counts_time(unit: ServiceUnit) -> bool:
    """Return True when amounts of this unit are kept in minutes, False when in whole units."""
    return unit in {ServiceUnit.HOUR, ServiceUnit.LESSON_HOUR}


_OLDEST_AGE = 120


def check_service(draft: ServiceDraft, today: dt.date) -> list[Problem]:
    """Return what is wrong with a service; only blocking problems stop the save."""
    found = []
    if not draft.name.strip():
        found.append(error("name", "service.name_missing"))
    if draft.area is None:
        found.append(warning("area", "service.area_missing"))
    amounts = ("age_from", "age_to", "group_min", "group_max", "unit_minutes", "price_gr",
               "market_price_gr", "limit_minutes", "limit_units")  # fmt: skip
    return [
        *found,
        *check_not_negative(draft, amounts),
        *_check_ages_and_groups(draft),
        *_check_market_price(draft),
        *_check_limit(draft),
        *_check_running(draft, today),
        *_check_aliases(draft.aliases),
        *check_lengths(draft, {"description", "addressees", "price_note"}),
        *check_dates(draft),
    ]


def _check_ages_and_groups(draft: ServiceDraft) -> list[Problem]:
    found = []
    low, high = draft.age_from, draft.age_to
    if low is not None and high is not None and low > high:
        found.append(error("age_to", "service.age_order", low=low, high=high))
    for field_name, age in (("age_from", low), ("age_to", high)):
        if age is not None and age > _OLDEST_AGE:
            found.append(error(field_name, "service.age_too_high", age=age))
    low, high = draft.group_min, draft.group_max
    if low is not None and high is not None and low > high:
        found.append(error("group_max", "service.group_order", low=low, high=high))
    if draft.mode is ServiceMode.INDIVIDUAL and (low or high):
        found.append(warning("group_max", "service.group_of_one"))
    return found


def _check_market_price(draft: ServiceDraft) -> list[Problem]:
    """Ask for the day and source of a market price: without them it proves nothing later."""
    if draft.market_price_gr is None:
        return []
    found = []
    if draft.market_price_date is None:
        found.append(warning("market_price_date", "service.market_price_without_date"))
    if not draft.market_price_source.strip():
        found.append(warning("market_price_source", "service.market_price_without_source"))
    return found


def _check_limit(draft: ServiceDraft) -> list[Problem]:
    timed = counts_time(draft.unit)
    found = []
    if timed and draft.limit_units is not None:
        found.append(error("limit_units", "service.limit_of_time"))
    if not timed and draft.limit_minutes is not None:
        found.append(error("limit_minutes", "service.limit_of_units"))
    limited = draft.limit_minutes is not None or draft.limit_units is not None
    if limited and draft.limit_scope is None:
        found.append(error("limit_scope", "service.limit_without_scope"))
    return found


def _check_running(draft: ServiceDraft, today: dt.date) -> list[Problem]:
    if draft.status not in {ServiceStatus.PILOT, ServiceStatus.REGULAR}:
        return []
    found = []
    until = draft.funding_until
    if until is not None and until < today and draft.status is ServiceStatus.REGULAR:
        found.append(warning("funding_until", "service.funding_ended", date=format_date(until)))
    if not draft.provider_ids:
        found.append(warning("provider_ids", "service.no_provider"))
    return found


def _check_aliases(aliases: list[str]) -> list[Problem]:
    seen: set[str] = set()
    found = []
    for place, alias in enumerate(aliases):
        if fold(alias) in seen:
            found.append(warning(f"aliases.{place}", "service.alias_twice", alias=alias))
        seen.add(fold(alias))
    return found
