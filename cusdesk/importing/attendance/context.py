"""What a sheet as a whole says about its marks: legend, length of a meeting, meaning of numbers."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from cusdesk.domain.polish_text import fold
from cusdesk.importing.attendance.legend import (
    Legend,
    has_legend_title,
    mark_of_meaning,
    minutes_in,
    read_legend,
)
from cusdesk.importing.attendance.marks import (
    HOUR,
    MarkContext,
    NumberMeaning,
    dashes,
    read_mark,
    sign_of,
)
from cusdesk.importing.clock_times import read_intervals

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.attendance.model import AttendanceOptions, Mark
    from cusdesk.importing.grid import Grid
    from cusdesk.importing.workbook import CellValue, Sheet

_MOST_HOURS = 24
_LONGEST_MEETING = 6 * HOUR
_LEAST_MINUTES = 10
_STRETCH = re.compile(
    r"(?:godz\w*\.?|w godzinach|czas\w*)\s*:?\s*"
    r"((?:od\s+)?\d{1,2}(?:[:.]\d\d)?\s*(?:-|–|—|do)\s*\d{1,2}(?:[:.]\d\d)?)(?![\d.:/])"
)
_LENGTH_SAID = re.compile(r"min|czas trwania|czas zajec|po \d|spotkani\w* \d|x ?=|lekcyjn")


def legend_texts(grid: Grid, skipped: set[int]) -> list[str]:
    """Return the texts that may be a legend: cells beside the rows of people, pairs of cells."""
    texts: list[str] = []
    for row in range(1, grid.height + 1):
        if row in skipped:
            continue
        filled = [c for c in range(1, grid.width + 1) if isinstance(grid.at(row, c), str | int)]
        values = [str(grid.at(row, c)) for c in filled]
        texts += [text for text in values if len(text) > 1]
        for sign, meaning in pairwise(values):
            if len(sign.strip()) <= 6 and mark_of_meaning(meaning):
                texts.append(f'"{sign.strip()}" = {meaning}')
    return texts


def is_legend_sheet(sheet: Sheet) -> bool:
    """Return True for a sheet that only explains signs."""
    texts = [str(v) for row in sheet.rows[:5] for v in row if isinstance(v, str)]
    return has_legend_title(sheet.name) or any(has_legend_title(text) for text in texts[:2])


def make_context(
    values: Sequence[CellValue],
    texts: Iterable[str],
    total_headings: Iterable[str],
    options: AttendanceOptions,
) -> MarkContext:
    """Return what the sheet says about its marks.

    Args:
        values: all cells of marks in the sheet.
        texts: the cells outside the tables: titles, legends, footers.
        total_headings: folded headings of columns of totals.
        options: what the person said.
    """
    said = list(texts)
    signs = frozenset(sign_of(value) for value in values if value is not None)
    legend = read_legend(said, signs)
    about_hours = any("godz" in text for text in total_headings)
    plain = options.default_minutes or legend.plain_minutes or length_in_titles(said)
    all_text = not any(isinstance(v, int | float) and not isinstance(v, bool) for v in values)
    return MarkContext(
        legend=legend,
        chosen=options.legend,
        plain_minutes=plain,
        numbers=_meaning_of_numbers(values, legend, about_hours=about_hours),
        dash=_meaning_of_dash(signs, legend),
        all_text=all_text,
    )


def length_in_titles(texts: Iterable[str]) -> int | None:
    """Return the length of a meeting said by the titles ("zajęcia 45 min"), if only one is."""
    texts = list(texts)
    lengths = set()
    for text in texts:
        if _LENGTH_SAID.search(fold(text)):
            minutes = minutes_in(text)
            if minutes and minutes <= _LONGEST_MEETING:
                lengths.add(minutes)
    if not lengths:
        lengths = {minutes for text in texts for minutes in _stretches(text)}
    return lengths.pop() if len(lengths) == 1 else None


def _stretches(text: str) -> list[int]:
    """Return the lengths of the stretches a title names: `godz. 10:00 – 12:00`."""
    found = []
    for match in _STRETCH.finditer(fold(text)):
        for start, end in read_intervals(match[1]) or []:
            if 0 < end - start <= _LONGEST_MEETING:
                found.append(end - start)
    return found


def _numbers(values: Iterable[CellValue]) -> list[float]:
    found = []
    for value in values:
        if isinstance(value, int | float) and not isinstance(value, bool):
            found.append(float(value))
        elif isinstance(value, str) and re.fullmatch(r"\s*\d+(?:[.,]\d+)?\s*", value):
            found.append(float(value.strip().replace(",", ".")))
    return found


def _meaning_of_numbers(
    values: Iterable[CellValue], legend: Legend, *, about_hours: bool
) -> NumberMeaning:
    """Return what numbers count: said by the legend, else by the numbers themselves.

    Only ones (and zeros) mean "was there" unless a total counts hours; numbers that no day can hold
    as hours are minutes.
    """
    if legend.numbers:
        return legend.numbers
    found = _numbers(values)
    if found and max(found) > _MOST_HOURS and min(n for n in found if n) >= _LEAST_MINUTES:
        return "minutes"
    if found and set(found) <= {0.0, 1.0} and not about_hours:
        return "presence"
    return "hours"


def _meaning_of_dash(signs: frozenset[str], legend: Legend) -> Mark:
    """Return what a lone dash means: "not there", unless another sign already says that."""
    default = MarkContext(legend=legend)
    others = [read_mark(sign, default, None) for sign in signs - dashes()]
    absent = any(reading and reading.mark == "absent" for reading in others)
    return "not_applicable" if absent else "absent"


def dash_is_assumed(context: MarkContext, signs: frozenset[str]) -> bool:
    """Return True when dashes stand in the sheet and nothing explains them (a "+" does)."""
    used = signs & dashes()
    explained = all(context.legend.find(sign) or context.chosen.get(sign) for sign in used)
    return bool(used) and not explained and "+" not in signs
