"""A rule without bands or reliefs and five hours of March, for tests of what is added to it."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.fees.rule import BandKind, FeeBand, FeePrice, FeeRule
from cusdesk.domain.fees.situation import Usage

MARCH = dt.date(2026, 3, 1)
RULE = FeeRule(
    bands=(FeeBand(None, BandKind.PERCENT, 10_000, 10_000),),
    prices=(FeePrice(dt.date(2026, 1, 1), 2_000),),
)
USAGES = tuple(Usage(dt.date(2026, 3, day), 60) for day in (2, 9, 16, 23, 30))
