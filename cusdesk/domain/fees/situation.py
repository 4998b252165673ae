"""Who pays, for which uses: what a fee is counted from."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import enum
from dataclasses import dataclass

from cusdesk.domain.fees.rule import FeeRelief  # noqa: TC001 (dataclass fields)


class ChargeProblem(enum.StrEnum):
    """Why nothing can be charged yet."""

    NO_INCOME = "no_income"
    NO_PRICE = "no_price"
    NO_BAND = "no_band"


@dataclass(frozen=True, slots=True)
class Usage:
    """One use of a service.

    Attributes:
        minutes: how long; for meetings and days only the day counts.
        is_excused: with `is_absence`: the absence was notified.
    """

    date: dt.date
    minutes: int
    is_absence: bool = False
    is_excused: bool = False


@dataclass(frozen=True, slots=True)
class GrantedRelief:
    """A relief somebody was given, for a time."""

    relief: FeeRelief
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it counts on a day: granted, and still in the resolution."""
        granted = (self.valid_from or day) <= day <= (self.valid_to or day)
        return granted and self.relief.holds_on(day)


@dataclass(frozen=True, slots=True)
class Situation:
    """Who pays.

    Attributes:
        income_gr: of the whole household in a month; None when not shown.
        persons: of the household who share it.
        is_single: keeps house alone.
        fixed_percent: share of the price a decision fixed, instead of the band; None without.
        fixed_rate_gr: rate of one unit a decision fixed, instead of band and price.
    """

    income_gr: int | None = None
    persons: int = 1
    is_single: bool = True
    reliefs: tuple[GrantedRelief, ...] = ()
    fixed_percent: int | None = None
    fixed_rate_gr: int | None = None
