from __future__ import annotations

import datetime as dt

import pytest

from cusdesk.domain.planned import planned_in_month

JUNE = dt.date(2026, 6, 15)


@pytest.mark.parametrize(
    ("amount", "per", "valid_from", "valid_to", "expected"),
    [
        (120, "week", None, None, 514),  # 30 days are 4 2/7 weeks
        (600, "month", None, None, 600),
        (600, "month", dt.date(2026, 6, 16), None, 300),
        (600, "month", None, dt.date(2026, 6, 10), 200),
        (120, "week", dt.date(2026, 6, 1), dt.date(2026, 6, 7), 120),
        (600, "total", None, None, None),
        (600, "month", dt.date(2026, 7, 1), None, None),
    ],
)
def test_planned_in_month(
    amount: int,
    per: str,
    valid_from: dt.date | None,
    valid_to: dt.date | None,
    expected: int | None,
) -> None:
    assert planned_in_month(amount, per, valid_from, valid_to, JUNE) == expected
