"""Visits out of one table of a work card."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.domain.person_names import PersonName, parse_person_name
from cusdesk.importing.attendance.marks import MarkFinding, doubtful
from cusdesk.importing.clock_times import ClockMode, clock_mode, read_clock, read_intervals
from cusdesk.importing.days import day_token, is_unlikely
from cusdesk.importing.grid import Grid, key_of, problem_at, text_of
from cusdesk.importing.headings import Headings, is_footer, is_sure_name, is_total
from cusdesk.importing.hours.checks import check_card_total
from cusdesk.importing.hours.model import Visit
from cusdesk.importing.hours.times import Length, VisitTimes, read_length, settle
from cusdesk.importing.months import with_row_month
from cusdesk.importing.titles import labelled_values

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.hours.columns import Columns
    from cusdesk.importing.months import MonthFinding
    from cusdesk.importing.problems import CellProblem
    from cusdesk.importing.workbook import CellValue

DITTO = {'"', "''", "„", "”", "jw", "j.w", "-''-", '-"-', "-„-", "do."}
_TIMES = ("start", "end", "interval")
_LENGTHS = ("hours", "minutes")


@dataclass(frozen=True, slots=True)
class CardTask:
    """One table to read, with what its titles say."""

    grid: Grid
    headings: Headings
    last_row: int
    columns: Columns
    month: MonthFinding
    worker: str = ""
    person: str = ""
    provider: str = ""
    doubts: tuple[str, ...] = ()


@dataclass(slots=True)
class CardResult:
    """Visits of a table, and problems that belong to no visit."""

    visits: list[Visit] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)


@dataclass(slots=True)
class _Now:
    """What goes down from row to row: written once, meant for those below."""

    date: CellValue = None
    worker: str = ""
    person: str = ""
    mode: ClockMode = ClockMode.DECIMAL
    sure: bool = True


def read_card(task: CardTask) -> CardResult:
    """Return the visits of a table and what is wrong with its totals."""
    result = CardResult()
    grid, columns = task.grid, task.columns
    rows = range(task.headings.last_row + 1, task.last_row + 1)
    times = [grid.at(r, columns.roles[c]) for r in rows for c in ("start", "end") if c in columns]
    mode, sure = clock_mode(times)
    now = _Now(None, task.worker, task.person, mode, sure)
    first_of_part, total_rows = 0, []
    for row in rows:
        if _is_total_row(task, row):
            total_rows.append((row, first_of_part, len(result.visits)))
            first_of_part = len(result.visits)
            continue
        if not _is_visit(task, row):
            _take_labels(task, row, now)
            continue
        result.visits += _visits(task, row, now)
    for row, first, last in total_rows:
        result.problems += _check_totals(task, row, result.visits[first:last], result.visits[:last])
    return result


def _is_total_row(task: CardTask, row: int) -> bool:
    grid, roles = task.grid, task.columns.roles
    if any(
        grid.at(row, roles[role]) is not None and not _is_label(grid, row, roles[role])
        for role in ("start", "interval")
        if role in roles
    ):
        return False
    free = {roles.get("activities"), roles.get("remarks")}
    keys = (grid.key(row, c) for c in range(1, grid.width + 1) if c not in free)
    return any(is_total(key) for key in keys)


def _is_label(grid: Grid, row: int, column: int) -> bool:
    return is_total(grid.key(row, column))


def _filled(task: CardTask, row: int, role: str) -> bool:
    return role in task.columns and task.grid.at(row, task.columns.roles[role]) is not None


def _is_visit(task: CardTask, row: int) -> bool:
    """Return True for a row with times or hours; a row printed ahead with 0 hours is none."""
    if _is_labelled(task, row):
        return False
    if any(_filled(task, row, role) for role in _TIMES):
        return not _is_heading_again(task, row)
    for role in _LENGTHS:
        if _filled(task, row, role):
            value = task.grid.at(row, task.columns.roles[role])
            return value != 0 and not _is_heading_again(task, row)
    named = any(_filled(task, row, role) for role in ("person", "surname"))
    name = text_of(task.grid.at(row, task.columns.roles.get("person", 0) or 1))
    dated = _filled(task, row, "date") and day_token(task.grid.at(row, task.columns.roles["date"]))
    return bool(named and dated) and not is_footer(key_of(name))


def _is_labelled(task: CardTask, row: int) -> bool:
    """Return True for a row such as "Opiekunka: | Wanda Sęk", titles of what follows."""
    texts = [task.grid.at(row, c) for c in range(1, task.grid.width + 1)]
    filled = [value for value in texts if value is not None]
    labelled = any(isinstance(v, str) and ":" in v and labelled_values(v, "x") for v in filled)
    return labelled and len(filled) <= 4


def _is_heading_again(task: CardTask, row: int) -> bool:
    """Return True for a heading repeated on a further page."""
    keys = [task.grid.key(row, column) for column in task.headings.texts]
    return (
        sum(key == text for key, text in zip(keys, task.headings.texts.values(), strict=True)) > 1
    )


def _take_labels(task: CardTask, row: int, now: _Now) -> None:
    """Take a worker or resident from a row that only says whose visits follow."""
    grid = task.grid
    texts = [grid.at(row, c) for c in range(1, grid.width + 1)]
    written = [value for value in texts if isinstance(value, str)]
    taken = False
    for place, label in enumerate(written):
        following = written[place + 1] if place + 1 < len(written) else ""
        for role, value in labelled_values(label, following):
            taken = True
            if role == "worker":
                now.worker = value
            elif role == "person":
                now.person = value
    if (
        not taken
        and len(written) == 1
        and is_sure_name(written[0])
        and "person" not in task.columns
    ):
        now.person = written[0]
    column = task.columns.roles.get("date")
    if column and day_token(grid.at(row, column)):
        now.date = grid.at(row, column)


def _visits(task: CardTask, row: int, now: _Now) -> list[Visit]:
    grid, roles = task.grid, task.columns.roles
    findings: list[MarkFinding] = []
    resident = _resident(task, row, now)
    worker = _worker(task, row, now)
    date, date_doubts, other_month = _date(task, row, now)
    first = next((roles[r] for r in (*_TIMES, *_LENGTHS) if _filled(task, row, r)), 1)
    place = grid.place(row, first)
    if not resident.readings:
        findings.append(doubtful("person_missing"))
    if "several_people" in resident.traits:
        findings.append(doubtful("several_people"))
    if not worker.readings:
        findings.append(MarkFinding("worker_missing"))
    findings += [doubtful(kind) for kind in (*date_doubts, *task.doubts)]
    done = []
    for times in _times(task, row, now):
        found = (*findings, *times.findings)
        done.append(
            Visit(
                worker,
                resident,
                date,
                times.start,
                times.end,
                times.minutes,
                place,
                activities=_text(task, row, "activities"),
                service=_text(task, row, "service"),
                provider=_text(task, row, "provider") or task.provider,
                pesel=_text(task, row, "pesel"),
                raw=" – ".join(
                    _text(task, row, r) for r in (*_TIMES, *_LENGTHS) if _filled(task, row, r)
                ),
                other_month=other_month,
                doubts=tuple(dict.fromkeys(f.kind for f in found if f.doubt)),
                problems=tuple(problem_at(place, f.kind, f.severity, **f.params) for f in found),
            )
        )
    return done


def _text(task: CardTask, row: int, role: str) -> str:
    column = task.columns.roles.get(role)
    return text_of(task.grid.spread(row, column)).strip() if column else ""


def _resident(task: CardTask, row: int, now: _Now) -> PersonName:
    roles = task.columns.roles
    if "surname" in roles and "given" in roles:
        written = f"{_text(task, row, 'surname')} {_text(task, row, 'given')}"
    elif "person" in roles or "surname" in roles:
        written = text_of(task.grid.spread(row, roles.get("person") or roles["surname"]))
    else:
        written = now.person
    if key_of(written) in DITTO or written.strip() in DITTO:
        written = now.person
    now.person = written or now.person
    return parse_person_name(written)


def _worker(task: CardTask, row: int, now: _Now) -> PersonName:
    written = _text(task, row, "worker")
    if written and key_of(written) not in DITTO and written not in DITTO:
        now.worker = written
    return parse_person_name(now.worker)


def _date(task: CardTask, row: int, now: _Now) -> tuple[dt.date | None, list[str], bool]:
    """Return the date, its doubts, and whether it lies outside the month of the card."""
    column = task.columns.roles.get("date")
    value = task.grid.spread(row, column) if column else None
    if value is not None and str(value).strip() not in DITTO and key_of(value) not in DITTO:
        now.date = value
    if now.date is None:
        return None, ["date_missing"], False
    token = day_token(now.date)
    if token is None:
        return None, ["date_unreadable"], False
    month = task.month
    token = with_row_month(token, task.grid, row, task.columns.roles.get("month"))
    date = token.date(month.year, month.month)
    if token.impossible or (date is None and month.year and (month.month or token.month)):
        return None, ["day_not_in_month"], False
    if date is None:
        return None, list(month.doubts) or ["month_missing"], False
    doubts: list[str] = []
    if not token.month:
        doubts += month.doubts
    elif not token.year:
        doubts += [d for d in month.doubts if d.startswith("year")]
    outside = _is_outside(date, month)
    if is_unlikely(date):
        doubts.append("date_unlikely")
    return date, [*doubts, "other_month"] if outside else doubts, outside


def _is_outside(date: dt.date, month: MonthFinding) -> bool:
    if month.source in (None, "dates") or not month.month:
        return False
    return (date.year, date.month) != (month.year or date.year, month.month)


def _times(task: CardTask, row: int, now: _Now) -> list[VisitTimes]:
    """Return the times of a row: one visit, or one for each stretch (`8-10, 14-16`)."""
    grid, columns = task.grid, task.columns
    stated = _stated(task, row)
    column = columns.roles.get("interval") or columns.roles.get("start")
    stretches = read_intervals(grid.at(row, column)) if column else None
    if stretches and (column == columns.roles.get("interval") or not _filled(task, row, "end")):
        if len(stretches) == 1:
            return [settle(*stretches[0], stated)]
        parts = [settle(start, end, None) for start, end in stretches]
        total = sum(part.minutes or 0 for part in parts)
        if stated and stated.minutes is not None and abs(stated.minutes - total) > 1:
            clash = doubtful("minutes_disagree", stated=stated.minutes, computed=total)
            parts = [replace(part, findings=(*part.findings, clash)) for part in parts]
        return parts
    start, bad_start = _clock(task, row, "start", now)
    end, bad_end = _clock(task, row, "end", now)
    if _filled(task, row, "interval") and start is None:
        bad_start = True
    if bad_start or bad_end:
        minutes = stated.minutes if stated else None
        raw = " – ".join(_text(task, row, role) for role in _TIMES if _filled(task, row, role))
        return [VisitTimes(start, end, minutes, (doubtful("time_unreadable", raw=raw),))]
    return [_with_sureness(settle(start, end, stated), start, end, stated, now)]


def _with_sureness(
    times: VisitTimes, start: int | None, end: int | None, stated: Length | None, now: _Now
) -> VisitTimes:
    """Put times typed as 8.5 in doubt unless the stated length confirms them."""
    halves = any(t is not None and t % 60 for t in (start, end))
    if now.sure or not halves or (stated and stated.minutes == times.minutes):
        return times
    return replace(times, findings=(*times.findings, doubtful("times_as_numbers")))


def _clock(task: CardTask, row: int, role: str, now: _Now) -> tuple[int | None, bool]:
    """Return a time and whether something unreadable stands there."""
    column = task.columns.roles.get(role)
    value = task.grid.at(row, column) if column else None
    if value is None:
        return None, False
    minutes = read_clock(value, now.mode)
    return minutes, minutes is None


def _stated(task: CardTask, row: int) -> Length | None:
    columns = task.columns
    for role in _LENGTHS:
        column = columns.roles.get(role)
        if column:
            grid = task.grid
            return read_length(
                grid.at(row, column),
                grid.style(row, column),
                columns.unit,
                minutes=columns.in_minutes,
            )
    return None


def _check_totals(
    task: CardTask, row: int, part: list[Visit], all_above: list[Visit]
) -> list[CellProblem]:
    """Compare a total row with the visits since the total before it, or with all above it."""
    grid = task.grid
    column = next((task.columns.roles[r] for r in _LENGTHS if r in task.columns), None)
    if column is None or grid.at(row, column) is None:
        return []
    rows = [v.place.row for v in all_above]
    shown = [grid.at(r, column) for r in dict.fromkeys(rows)]
    problem = check_card_total(grid, row, column, all_above, shown)
    if problem is None or (part and check_card_total(grid, row, column, part, []) is None):
        return []
    return [problem]
