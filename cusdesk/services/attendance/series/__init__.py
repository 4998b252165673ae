"""Series of meetings: seen before they are made, changed from a day on, repeated in a year."""

from __future__ import annotations

from cusdesk.services.attendance.series.breaks import (
    BreakDraft,
    BreakRow,
    add_break,
    list_breaks,
    retire_break,
)
from cusdesk.services.attendance.series.commands import (
    AddedSeries,
    add_series,
    change_series,
    next_year,
    preview_change,
    preview_series,
)
from cusdesk.services.attendance.series.drafts import (
    ChangePreview,
    ClashRow,
    SeriesDraft,
    SeriesPreview,
    SeriesRow,
)
from cusdesk.services.attendance.series.queries import list_series

__all__ = [
    "AddedSeries",
    "BreakDraft",
    "BreakRow",
    "ChangePreview",
    "ClashRow",
    "SeriesDraft",
    "SeriesPreview",
    "SeriesRow",
    "add_break",
    "add_series",
    "change_series",
    "list_breaks",
    "list_series",
    "next_year",
    "preview_change",
    "preview_series",
    "retire_break",
]
