"""Visits beside each other: written twice, at the same time, and the totals of a card.

The importer compares names as written; the service calls `mark_repeats` and `mark_overlaps` again
with the people it has matched.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from cusdesk.importing.attendance.totals import as_number
from cusdesk.importing.grid import problem_at

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from cusdesk.importing.grid import Grid
    from cusdesk.importing.hours.model import Visit
    from cusdesk.importing.problems import CellProblem
    from cusdesk.importing.workbook import CellValue

    Who = Callable[[Visit], Hashable | None]

HOUR = 60
_SERIAL_BASE = dt.datetime(1899, 12, 31)  # noqa: DTZ001 (a spreadsheet's day zero has no zone)


def written_worker(visit: Visit) -> Hashable | None:
    """Return the folded name of the worker, None when nobody is written."""
    return visit.worker.key if visit.worker.readings else None


def written_resident(visit: Visit) -> Hashable | None:
    """Return the PESEL or folded name of the resident, None when nobody is written."""
    return (visit.pesel or visit.resident.key) if visit.resident.readings else None


def mark_repeats(
    visits: Iterable[Visit], worker: Who = written_worker, resident: Who = written_resident
) -> list[Visit]:
    """Return the visits with each one that was already written pointing at the first row.

    Same worker, resident, day and times: counts once. Without times it may be two visits of one
    day, so the second one is only put in doubt.
    """
    seen: dict[tuple[object, ...], Visit] = {}
    done = []
    for visit in visits:
        who = resident(visit)
        key = (worker(visit), who, visit.date, visit.start, visit.end, visit.minutes)
        if who is None or visit.date is None or key not in seen:
            seen.setdefault(key, visit)
            done.append(visit)
            continue
        first = seen[key].place
        where: dict[str, object] = {"row": first.row, "sheet": first.sheet}
        kind = "visit_written_twice" if visit.start is not None else "visit_maybe_twice"
        note = problem_at(visit.place, kind, "error", **where)
        problems = (*visit.problems, note)
        if visit.start is not None:
            done.append(replace(visit, repeats=first, problems=problems))
        else:
            done.append(replace(visit, problems=problems, doubts=(*visit.doubts, kind)))
    return done


def mark_overlaps(
    visits: Sequence[Visit], worker: Who = written_worker, resident: Who = written_resident
) -> list[Visit]:
    """Return the visits with a warning on all that overlap for one worker or for one resident."""
    notes: dict[int, list[CellProblem]] = defaultdict(list)
    for kind, who in (("overlap_same_worker", worker), ("overlap_same_resident", resident)):
        for a, b in _overlapping(visits, who):
            if kind == "overlap_same_resident" and worker(visits[a]) == worker(visits[b]):
                continue
            for one, other in ((a, b), (b, a)):
                place, beside = visits[one].place, visits[other].place
                notes[one].append(
                    problem_at(place, kind, "warning", row=beside.row, sheet=beside.sheet)
                )
    return [
        replace(v, problems=(*v.problems, *notes[n])) if n in notes else v
        for n, v in enumerate(visits)
    ]


def _overlapping(visits: Sequence[Visit], who: Who) -> list[tuple[int, int]]:
    by_person: dict[Hashable, list[tuple[int, int, int]]] = defaultdict(list)
    for number, visit in enumerate(visits):
        person = who(visit)
        if (
            person is None
            or visit.repeats
            or not visit.date
            or visit.start is None
            or not visit.end
        ):
            continue
        midnight = visit.date.toordinal() * 24 * HOUR
        by_person[person].append((midnight + visit.start, midnight + visit.end, number))
    pairs = []
    for stretches in by_person.values():
        open_ones: list[tuple[int, int]] = []
        for start, end, number in sorted(stretches):
            open_ones = [(e, n) for e, n in open_ones if e > start]
            pairs += [(n, number) for _e, n in open_ones]
            open_ones.append((end, number))
    return pairs


def hours_of_total(value: CellValue) -> float | None:
    """Return a total in hours; a sum of times past a day comes as a date of January 1900."""
    if isinstance(value, dt.datetime) and value.year in (1899, 1900):
        return max((value - _SERIAL_BASE).total_seconds() / 3600, 0) % (366 * 24)
    return as_number(value)


def check_card_total(  # noqa: PLR0911 (one return a case)
    grid: Grid, row: int, column: int, visits: Sequence[Visit], shown_rows: Sequence[CellValue]
) -> CellProblem | None:
    """Return what is wrong with a total under the visits of a card, None when it is right.

    Args:
        grid: the sheet.
        row: row of the total.
        column: its column.
        visits: the visits it should cover.
        shown_rows: the cells above it in its own column, in order.
    """
    value = grid.at(row, column)
    shown = hours_of_total(value)
    if shown is None:
        return None
    style = grid.style(row, column)
    written = (style.number_format or "") if style else ""
    place = grid.place(row, column)
    sums = [_sum(visits), _sum([v for v in visits if v.counted])]
    params: dict[str, object] = {"shown": round(shown, 4), "expected": round(sums[0] / HOUR, 4)}
    for minutes in sums:
        if _near(shown * HOUR, minutes) or _near(shown, minutes):
            if "h" in written.lower() and "[" not in written and shown >= 24:
                params["shown"] = round(shown % 24, 4)
                return problem_at(place, "total_time_wraps", "error", **params)
            return None
        if "h" in written.lower() and _near(shown * 24 * HOUR, minutes):
            return None
        if isinstance(value, dt.time) and _near(shown * HOUR, minutes % (24 * HOUR)):
            return problem_at(place, "total_time_wraps", "error", **params)
    if _is_sum_of_first(shown, shown_rows):
        return problem_at(place, "total_range_too_short", "error", **params)
    formula = grid.is_formula(row, column)
    return problem_at(
        place, "formula_total_wrong" if formula else "formula_overwritten", "error", **params
    )


def _sum(visits: Iterable[Visit]) -> int:
    return sum(visit.minutes or 0 for visit in visits)


def _near(one: float, other: float) -> bool:
    return abs(one - other) <= 1


def _is_sum_of_first(shown: float, rows: Sequence[CellValue]) -> bool:
    """Return True if the total is the sum of the first rows above it, but not of all."""
    numbers = [hours_of_total(value) or 0.0 for value in rows]
    running = 0.0
    for number in numbers[:-1]:
        running += number
        if running and abs(running - shown) < 0.001 and running != sum(numbers):
            return True
    return False
