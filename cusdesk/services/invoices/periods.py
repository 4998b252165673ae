"""The days an invoice is for, in words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from cusdesk.domain.dates import format_date

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.invoices import InvoiceLineDraft

Span = tuple[dt.date, dt.date]


def span_of(lines: Sequence[InvoiceLineDraft]) -> Span | None:
    """Return the first and the last day of an invoice's lines; None where they name none."""
    starts = [line.period_from for line in lines if line.period_from]
    ends = [line.period_to for line in lines if line.period_to]
    return (min(starts), max(ends)) if starts and ends else None


def period_words(lines: Sequence[InvoiceLineDraft]) -> str:
    """Return the days of an invoice's lines: `05.2026` for a month, else from and to."""
    span = span_of(lines)
    return span_words(span) if span is not None else ""


def span_words(span: Span) -> str:
    """Return first and last day in words: `05.2026` for a month, else from and to."""
    start, end = span
    next_day = end + dt.timedelta(1)
    if start.day == 1 and next_day.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"{start:%m.%Y}"
    return f"{format_date(start)} – {format_date(end)}"
