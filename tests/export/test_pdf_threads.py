"""Two papers drawn at once are the same as one after the other."""

from __future__ import annotations

import datetime as dt
import io
from concurrent.futures import ThreadPoolExecutor

from cusdesk.domain.reports import RecoverySheet
from cusdesk.export.pdf.recovery import render_recovery_sheet


def sheet(number: int) -> bytes:
    document = RecoverySheet(
        office_name=f"Centrum {chr(0x104 + number)} {number}",
        groups=("ABCDE",) * 7,
        created_on=dt.date(2026, 6, 15),
    )
    out = io.BytesIO()
    render_recovery_sheet(document, out)
    return out.getvalue()


def test_papers_drawn_at_once_are_the_same() -> None:
    alone = [sheet(number) for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(sheet, range(12)))

    assert together == alone
