"""Work cards of any office: `read_hours`."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from cusdesk.domain.person_names import parse_person_name
from cusdesk.domain.polish_text import fold
from cusdesk.importing.attendance.model import AttendanceOptions
from cusdesk.importing.attendance.reader import read_attendance
from cusdesk.importing.clock_times import DAY, read_intervals
from cusdesk.importing.days import day_token
from cusdesk.importing.grid import Grid, problem_at
from cusdesk.importing.headings import is_sure_name, role_of
from cusdesk.importing.hours.card import CardTask, read_card
from cusdesk.importing.hours.checks import mark_overlaps, mark_repeats
from cusdesk.importing.hours.laying import corrected_cards, describe_card
from cusdesk.importing.hours.model import CardReport, HoursFile, HoursOptions, Visit
from cusdesk.importing.hours.workers import unify_workers
from cusdesk.importing.layout import DAYS, table_key, unread_table
from cusdesk.importing.months import MonthClues, MonthFinding, find_month
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.titles import Titles, read_titles, service_of_trade, service_texts
from cusdesk.importing.weeks import with_dates
from cusdesk.importing.whole_file import years_told
from cusdesk.importing.workbook import Workbook

if TYPE_CHECKING:
    from cusdesk.importing.attendance.model import AttendanceEntry, SheetReport
    from cusdesk.importing.headings import Headings
    from cusdesk.importing.layout import FoundTable
    from cusdesk.importing.workbook import Sheet


_LOOK_AT_ROWS = 12
_LEAST_DAYS = 3


@dataclass(frozen=True, slots=True)
class _File:
    """What one sheet may learn from the whole file."""

    name: str
    years: frozenset[tuple[int, int | None]]
    many_sheets: bool


@dataclass(slots=True)
class _Read:
    visits: list[Visit] = field(default_factory=list)
    cards: list[CardReport] = field(default_factory=list)
    problems: list[CellProblem] = field(default_factory=list)
    tables: list[FoundTable] = field(default_factory=list)


def read_hours(workbook: Workbook, options: HoursOptions | None = None) -> HoursFile:
    """Read the visits of a workbook of work cards.

    A sheet for each worker, or one list; times as cells, texts or stretches, or only hours; the
    date at each visit or only at the first of a day. A grid of people and days with hours is read
    too.

    Args:
        workbook: the cells as read.
        options: what a person said before reading.

    Returns:
        Visits with date, times and minutes, each with its cell, problems and doubts. Never raises
        for what stands in cells; a sheet without visits gives the problem `no_hours`.
    """
    chosen = options or HoursOptions()
    sheets = [s for s in workbook.sheets if chosen.sheets is None or s.name in chosen.sheets]
    many = sum(sheet.is_filled for sheet in workbook.sheets) > 1
    file = _File(workbook.file_name, years_told(workbook), many)
    done = [_read_sheet(with_dates(s), file, chosen) for s in sheets if s.is_filled]
    visits = mark_overlaps(mark_repeats(unify_workers([v for read in done for v in read.visits])))
    return HoursFile(
        workbook.file_name,
        tuple(visits),
        tuple(card for read in done for card in read.cards),
        (*(p for v in visits for p in v.problems), *(p for read in done for p in read.problems)),
        tuple(table for read in done for table in read.tables),
    )


def _read_sheet(sheet: Sheet, file: _File, options: HoursOptions) -> _Read:
    said = options.tables.get(table_key(sheet.name, 1))
    if said is not None and said.layout == "skip":
        return _Read(tables=[unread_table(sheet, said)])
    if said is not None and said.layout in DAYS:
        return _from_grid(sheet, file.name, options)
    read = _Read()
    top = Titles()
    grid = Grid(sheet)
    for number, table in enumerate(corrected_cards(grid, options.tables), 1):
        titles = read_titles(grid, _rows_above(grid, table[0], read))
        top = top if number > 1 else titles
        _read_table(read, grid, (number, table), (titles, top), (file, options))
    listed = said is not None and said.layout in {"list", "meeting"}
    if not read.visits and not listed:
        return _from_grid(sheet, file.name, options)
    if not read.visits:
        read.problems.append(CellProblem("no_hours", sheet.name, None, None, "warning"))
    return read


def _read_table(
    read: _Read,
    grid: Grid,
    numbered: tuple[int, tuple[Headings, int]],
    said: tuple[Titles, Titles],
    known: tuple[_File, HoursOptions],
) -> None:
    """Read one table of a card; `said`: its own titles and those of the sheet."""
    number, (headings, end) = numbered
    (titles, top), (file, options), sheet = said, known, grid.sheet
    joined = _joined(titles, top)
    fix = options.tables.get(table_key(sheet.name, number))
    columns, table = describe_card(grid, number, (headings, end), fix)
    if fix is not None:
        headings = replace(headings, roles=columns.roles)
        options = replace(options, month=fix.month or options.month)
    month = _month(grid, headings, end, joined, file, options)
    worker, doubts = _worker(titles, top, sheet.name)
    if fix is not None and fix.worker:
        worker, doubts = fix.worker, ()
    provider = titles.values.get("provider", "") or top.values.get("provider", "")
    task = CardTask(
        grid, headings, end, columns, month, worker, _person(titles), provider, doubts
    )  # fmt: skip
    result = read_card(task)
    trade = service_of_trade([*titles.texts, *top.texts, *headings.texts.values()])
    for warning in month.warnings:
        read.problems.append(CellProblem(warning, sheet.name, None, None, "warning"))
    read.problems += _by_trade(joined, sheet, trade)
    read.visits += result.visits
    read.problems += result.problems
    services = _services(joined, sheet, file.name, trade)
    read.cards.append(CardReport(sheet.name, "list", month, worker, services, provider))
    whole = (month.year, month.month) if month.year and month.month else None
    read.tables.append(replace(table, month=whole, worker=worker))


def _services(titles: Titles, sheet: Sheet, file_name: str, trade: str) -> tuple[str, ...]:
    """Return what may name the service; a sheet named after a person names none."""
    name = "" if is_sure_name(sheet.name) else sheet.name
    return service_texts(titles, name, file_name, trade)


def _by_trade(titles: Titles, sheet: Sheet, trade: str) -> list[CellProblem]:
    """Say that only the trade of the worker tells the service, if so."""
    said = service_texts(titles, "" if is_sure_name(sheet.name) else sheet.name, "")
    if not trade or said:
        return []
    return [CellProblem("service_by_trade", sheet.name, None, None, "warning", {"raw": trade})]


def _rows_above(grid: Grid, headings: Headings, read: _Read) -> range:
    last = max((v.place.row for v in read.visits), default=0)
    return range(last + 1, headings.first_row)


def _joined(first: Titles, second: Titles) -> Titles:
    texts = [*first.texts, *(text for text in second.texts if text not in first.texts)]
    return Titles(texts, {**second.values, **first.values})


def _month(
    grid: Grid,
    headings: Headings,
    end: int,
    titles: Titles,
    file: _File,
    options: HoursOptions,
) -> MonthFinding:
    if options.month:
        return MonthFinding(*options.month, "default")
    column = headings.roles.get("date")
    rows = range(headings.last_row + 1, end + 1) if column else ()
    tokens = [t for r in rows if (t := day_token(grid.at(r, column or 0)))]
    return find_month(
        MonthClues(
            sheet_name="" if is_sure_name(grid.sheet.name) else grid.sheet.name,
            titles=titles.texts,
            file_name=file.name,
            dates=[(t.year, t.month) for t in tokens if t.month],
            siblings=file.years,
            many_sheets=file.many_sheets,
            default_year=options.default_year,
        )
    )


def _worker(titles: Titles, top: Titles, sheet_name: str) -> tuple[str, tuple[str, ...]]:
    """Return the worker by title or sheet name; a doubt when the two name different people."""
    values = {**top.values, **titles.values}
    written = values.get("worker") or values.get("name") or ""
    if "several_people" in parse_person_name(written).traits or written.count(",") > 0:
        return "", ()  # a title that names several workers does not say who came
    by_sheet = sheet_name if is_sure_name(sheet_name) else ""
    if written and by_sheet:
        said = {fold(word) for word in parse_person_name(written).words}
        named = {fold(word) for word in parse_person_name(by_sheet).words if len(word) > 2}
        if not said & named:
            return written, ("worker_disagrees",)
    return written or by_sheet, ()


def _person(titles: Titles) -> str:
    """Return the resident a card is about: by label, or by a name beside the worker's label."""
    values = titles.values
    return values.get("person") or (values.get("name", "") if "worker" in values else "")


def _from_grid(sheet: Sheet, file_name: str, options: HoursOptions) -> _Read:
    """Read a card that is a grid of people and days with hours in the cells."""
    chosen = AttendanceOptions(options.default_year, options.month, tables=options.tables)
    file = read_attendance(Workbook(file_name, [sheet]), chosen)
    titles = read_titles(Grid(sheet), range(1, 8))
    said = options.tables.get(table_key(sheet.name, 1))
    worker = (said.worker if said else "") or _worker(titles, Titles(), sheet.name)[0]
    provider = titles.values.get("provider", "")
    read = _Read(tables=[replace(table, worker=worker) for table in file.tables])
    beside = _worker_column(Grid(sheet))
    for entry in file.entries:
        if entry.mark in ("present", "unclear"):
            own = _worker_of_row(Grid(sheet), entry.place.row, beside) if beside else worker
            read.visits += _as_visits(entry, own, provider)
    if not read.visits:
        read.problems.append(CellProblem("no_hours", sheet.name, None, None, "warning"))
        read.cards.append(CardReport(sheet.name, "none"))
        return read
    read.problems += [p for p in file.problems if p.kind.startswith(("formula", "total", "no_"))]
    trade = service_of_trade(titles.texts)
    said_by_titles = service_texts(Titles(titles.texts), "", "")
    if trade and not any(text in said_by_titles for r in file.sheets for text in r.services):
        problem = CellProblem("service_by_trade", sheet.name, None, None, "warning", {"raw": trade})
        read.problems.append(problem)
    else:
        trade = ""
    read.cards += [_card(report, worker, provider, trade) for report in file.sheets]
    return read


def _worker_column(grid: Grid) -> tuple[int, int] | None:
    """Return (row, column) of a heading `Opiekun` in the row of days of a grid, or beside it."""
    for row in range(1, min(grid.height, _LOOK_AT_ROWS) + 1):
        near = (row, row + 1, row - 1)
        days = max(
            sum(day_token(grid.at(r, c)) is not None for c in range(1, grid.width + 1))
            for r in near
        )
        for column in range(1, grid.width + 1) if days >= _LEAST_DAYS else ():
            if role_of(grid.key(row, column)) == "worker":
                return row, column
    return None


def _worker_of_row(grid: Grid, row: int, heading: tuple[int, int]) -> str:
    """Return the worker written in a row; a merged cell and a ditto repeat the one above."""
    for above in range(row, heading[0], -1):
        text = str(grid.spread(above, heading[1]) or "").strip()
        if any(map(str.isalpha, text)) and fold(text).strip(" .") not in ("jw", "j.w"):
            return text
        if not text:
            return ""
    return ""


def _as_visits(entry: AttendanceEntry, worker: str, provider: str) -> list[Visit]:
    """Return the visit of a cell, or one for each stretch of time it names: `8-10, 16-17`."""
    whole = _as_visit(entry, worker, provider)
    stretches = read_intervals(entry.raw) or []
    lengths = [(end - start) % DAY for start, end in stretches]
    if not lengths or not all(lengths) or sum(lengths) != entry.minutes:
        return [whole]
    return [
        replace(whole, start=start, end=start + length, minutes=length)
        for (start, _end), length in zip(stretches, lengths, strict=True)
    ]


def _as_visit(entry: AttendanceEntry, worker: str, provider: str) -> Visit:
    problems, doubts = list(entry.problems), list(entry.doubts)
    if entry.mark == "present" and entry.minutes is None and not doubts:
        doubts.append("times_missing")
        problems.append(problem_at(entry.place, "times_missing", "error"))
    return Visit(
        parse_person_name(worker),
        entry.person,
        entry.date,
        None,
        None,
        entry.minutes,
        entry.place,
        service=entry.service,
        provider=provider,
        pesel=entry.pesel,
        raw=entry.raw,
        doubts=tuple(doubts),
        problems=tuple(problems),
        repeats=entry.repeats,
    )


def _card(report: SheetReport, worker: str, provider: str, trade: str) -> CardReport:
    """Return the report of a grid; the trade of the worker says more than a name of a sheet."""
    month = report.months[0] if report.months else None
    services = (trade, *report.services) if trade else report.services
    return CardReport(report.name, "grid", month, worker, services, provider)
