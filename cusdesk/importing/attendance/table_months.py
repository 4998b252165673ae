"""Which month a table is of, by its dates, its titles, the sheet and the whole file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.blocks import Block, weekday_pairs
from cusdesk.importing.months import MonthClues, MonthDoubt, MonthFinding, find_month

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.importing.attendance.sheet import FileClues
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.layout import TableFix
    from cusdesk.importing.titles import Titles


def month_of(
    grid: Grid, file: FileClues, titles: Sequence[str], clues: MonthClues, fix: TableFix | None
) -> MonthFinding:
    """Return the month of a table; what the person said wins."""
    said = (fix.month if fix else None) or file.options.month
    if said:
        return MonthFinding(*said, "default")
    return find_month(
        replace(
            clues,
            sheet_name=grid.sheet.name,
            titles=titles,
            file_name=file.name,
            siblings=file.years,
            many_sheets=file.many_sheets,
            default_year=file.options.default_year,
        )
    )


def months_of(
    grid: Grid, block: Block, file: FileClues, titles: Titles, fix: TableFix | None
) -> dict[int, MonthFinding]:
    """Return the month of each part of a table's heading; parts written side by side follow on."""
    dates = [(d.token.year, d.token.month) for d in block.days if d.token.month and not d.part]
    clues = MonthClues(dates=dates, weekdays=weekday_pairs(grid, block))
    main = month_of(grid, file, titles.texts, clues, fix)
    found = {0: main}
    for day in block.days:
        if day.month:
            year = day.year or main.year
            doubts: tuple[MonthDoubt, ...] = () if year else ("year_missing",)
            found[day.part] = MonthFinding(year, day.month, "title", doubts)
        elif day.part and day.part not in found:
            before = found.get(day.part - 1, main)
            found[day.part] = _next_month(before)
    return found


def _next_month(before: MonthFinding) -> MonthFinding:
    if before.month is None:
        return before
    year = before.year + (before.month == 12) if before.year else None
    doubts: tuple[MonthDoubt, ...] = (*before.doubts, "month_assumed")
    return MonthFinding(year, before.month % 12 + 1, "siblings", tuple(dict.fromkeys(doubts)))
