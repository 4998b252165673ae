"""A fee rule as a resolution of the council or the programme reads.

Per cents are whole hundredths of a per cent (350 is 3,5 %), money is whole grosze: both are exact,
and both are typed with two decimals.
"""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
import enum
from dataclasses import dataclass

WHOLE = 10_000
"""100 % in hundredths of a per cent."""


class CriterionBase(enum.StrEnum):
    """Which income criterion the bands are counted from."""

    OWN = "own"
    """A single person by the criterion of a single person, a family by that of a family."""
    SINGLE = "single"
    FAMILY = "family"


class FeeUnit(enum.StrEnum):
    """What the fee is counted for."""

    HOUR = "hour"
    MEETING = "meeting"
    DAY = "day"
    MONTH = "month"


class BandKind(enum.StrEnum):
    """Whether a band says a share of the price or an amount for one unit."""

    PERCENT = "percent"
    AMOUNT = "amount"


class ReliefKind(enum.StrEnum):
    """What a relief takes away."""

    PERCENT = "percent"
    AMOUNT = "amount"
    FREE_UNITS = "free_units"
    CAP = "cap"
    EXEMPT = "exempt"


class Combination(enum.StrEnum):
    """What becomes of several reliefs of one person; a cap holds whatever is chosen."""

    BEST = "best"
    """Only the one that leaves the least to pay."""
    SUCCESSIVE = "successive"
    """Each from what the one before has left."""
    ADDED = "added"
    """Shares are added up, to the whole fee at most."""


class RoundingStage(enum.StrEnum):
    """Where the fee is rounded: the rate of one unit, or only the month's sum."""

    RATE = "rate"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class FeeBand:
    """One line of the table of a resolution.

    Attributes:
        upto: upper end, inclusive, in hundredths of a per cent of the criterion; the lower end is
            the upper end of the line before, exclusive. None for "above".
        kind: what the two values are.
        single, family: hundredths of a per cent of the price, or grosze for one unit.
        paragraph: where the resolution says so.
    """

    upto: int | None = None
    kind: BandKind = BandKind.PERCENT
    single: int = 0
    family: int = 0
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class FeePrice:
    """The full price of one unit from a day on.

    Attributes:
        service_id: the service it is the price of; None for every service of the rule.
        market_gr: what the same costs on the market; None when not known.
    """

    valid_from: dt.date | None = None
    price_gr: int | None = None
    market_gr: int | None = None
    service_id: bytes | None = None
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class FeeRelief:
    """A relief or exemption the resolution knows.

    Attributes:
        id: None until it is stored.
        value: hundredths of a per cent, grosze, or hundredths of a unit, by `kind`.
        is_for_all: everybody has it; others get it by their decision.
        valid_from, valid_to: inclusive; None is open.
    """

    id: bytes | None = None
    name: str = ""
    kind: ReliefKind = ReliefKind.PERCENT
    value: int = 0
    is_for_all: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    paragraph: str = ""

    def holds_on(self, day: dt.date) -> bool:
        """Tell whether it is in force on a day."""
        return (self.valid_from or day) <= day <= (self.valid_to or day)


@dataclass(frozen=True, slots=True)
class FeeRule:
    """A whole rule.

    Attributes:
        number, resolved_on: of the resolution or the programme.
        valid_from, valid_to: inclusive; the days of use it counts for.
        unit_minutes: length of one hour as the resolution counts it: 60, or 45 for lessons.
        charges_absent, charges_excused: whether an absence without notice, or an excused one, is
            paid for.
        full_without_income: who shows no income pays the whole price; otherwise nothing is charged
            until it is known.
        minimum_gr: a smaller sum of a month is not collected; 0 collects everything.
        due_day: day of the next month; None sets no term.
        is_due_shifted: a term on a day off moves to the next working day.
        income_threshold: change of income that leaves the fee unchanged, in hundredths of a per
            cent of the criterion; None when the rule knows no such thing.
    """

    name: str = ""
    number: str = ""
    resolved_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    base: CriterionBase = CriterionBase.OWN
    unit: FeeUnit = FeeUnit.HOUR
    unit_minutes: int = 60
    bands: tuple[FeeBand, ...] = ()
    prices: tuple[FeePrice, ...] = ()
    reliefs: tuple[FeeRelief, ...] = ()
    combination: Combination = Combination.BEST
    charges_absent: bool = False
    charges_excused: bool = False
    full_without_income: bool = False
    rounding_stage: RoundingStage = RoundingStage.TOTAL
    rounding_unit_gr: int = 1
    minimum_gr: int = 0
    due_day: int | None = 15
    is_due_shifted: bool = True
    income_threshold: int | None = None
    paragraph_base: str = ""
    paragraph_price: str = ""
    paragraph_absence: str = ""
    paragraph_rounding: str = ""
    paragraph_minimum: str = ""
    paragraph_due: str = ""
    services: tuple[bytes, ...] = ()
    notes: str = ""

    @property
    def needs_income(self) -> bool:
        """Whether the fee depends on income at all."""
        return len(self.bands) > 1

    def price_on(self, day: dt.date, service_id: bytes | None = None) -> FeePrice | None:
        """Return the price of a service on a day; its own price wins over that of all services."""
        known = [
            price
            for price in self.prices
            if price.valid_from is not None
            and price.valid_from <= day
            and price.service_id in (None, service_id)
        ]
        own = [price for price in known if price.service_id is not None]
        return max(own or known, key=_first_day, default=None)

    def band_places(self) -> list[tuple[int, int | None]]:
        """Return (above, up to) of every band, in hundredths of a per cent."""
        lows = [0, *(band.upto or 0 for band in self.bands)]
        return [(low, band.upto) for low, band in zip(lows, self.bands, strict=False)]


def _first_day(price: FeePrice) -> dt.date:
    assert price.valid_from is not None  # noqa: S101 (chosen above)
    return price.valid_from
