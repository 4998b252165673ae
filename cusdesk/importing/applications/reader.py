"""From a workbook to applications, in the order of the list."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from cusdesk.core.clock import SystemClock
from cusdesk.core.collector import paused
from cusdesk.importing.applications.points import check_points
from cusdesk.importing.applications.row_reader import read_row
from cusdesk.importing.applications.rows import ApplicationRow, ApplicationsFile
from cusdesk.importing.applications.terms import Terms, terms_of
from cusdesk.importing.applications.values import DICTIONARY, is_answer
from cusdesk.importing.columns import ColumnMap, guess_columns
from cusdesk.importing.lexicon import lexicon
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.residents.colours import read_legend
from cusdesk.importing.residents.reader import about_table, sense_of
from cusdesk.importing.residents.row_reader import RowReader
from cusdesk.importing.side_by_side import lists_of
from cusdesk.importing.tables import Table, find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.importing.residents.file_sense import FileSense
    from cusdesk.importing.workbook import CellValue, Workbook

_WHO = ("name", "surname")
_OWN = frozenset({"received", "application_number"})
"""A list of people becomes one of applications by one of these."""
_PESEL = 11
_INSTEAD = {"applicant": "name", "applicant_phone": "phone", "applicant_address": "address"}
"""Where a list names nobody but the applicant, the applicant is the person served."""


def guess_maps(workbook: Workbook) -> list[ColumnMap]:
    """Return the guessed column maps of the tables of applications, one a way they are built."""
    return list({columns.signature: columns for _, columns in _tables(workbook, ())}.values())


def read_applications(
    workbook: Workbook, column_maps: Iterable[ColumnMap] = (), today: dt.date | None = None
) -> ApplicationsFile:
    """Read every application of a workbook.

    Args:
        workbook: as `read_workbook` gives it.
        column_maps: maps corrected by a person, used for tables of their signature.
        today: the day against which dates in the future are seen; today by default.

    Returns:
        The applications in the order of the rows; nobody is merged with anybody.
    """
    with paused():
        return _read(workbook, column_maps, today or SystemClock().today())


def _read(workbook: Workbook, column_maps: Iterable[ColumnMap], today: dt.date) -> ApplicationsFile:
    result = ApplicationsFile()
    tables = _tables(workbook, column_maps)
    used = {table.sheet.name for table, _ in tables}
    for sheet in workbook.sheets:
        if sheet.rows and sheet.name not in used:
            result.skipped_sheets.append(sheet.name)
        if sheet.hidden and sheet.rows:
            result.problems.append(CellProblem("hidden_sheet", sheet.name, None, None, "warning"))
    sense = sense_of(tables, today)
    terms = terms_of(workbook, _data_rows(tables))
    for table, columns in tables:
        if all(columns.signature != known.signature for known in result.maps):
            result.maps.append(columns)
        about_table(table, columns, result)
        found = _read_table(table, columns, sense)
        _check_list(found, terms)
        check_points(table, columns, found, terms.criteria)
        result.applications += found
    return result


def _tables(workbook: Workbook, column_maps: Iterable[ColumnMap]) -> list[tuple[Table, ColumnMap]]:
    corrected = {columns.signature: columns for columns in column_maps}
    found = []
    known = lexicon(DICTIONARY)
    for sheet in workbook.sheets:
        lists = [] if sheet.hidden else lists_of(sheet, known)
        for table in [table for one in lists for table in find_tables(one, known)]:
            columns = _with_cells(table, _with_person(guess_columns(table, DICTIONARY)))
            columns = corrected.get(columns.signature, columns)
            fields = {guess.field for guess in columns.guesses}
            if fields & set(_WHO) and fields & _OWN:
                found.append((table, columns))
    return found


def _with_person(columns: ColumnMap) -> ColumnMap:
    """Take the applicant for the person served where the list names nobody else."""
    if any(columns.column_of(name) is not None for name in _WHO):
        return columns
    taken = {guess.field for guess in columns.guesses}
    guesses = tuple(
        replace(guess, field=_INSTEAD[guess.field])
        if guess.field in _INSTEAD and _INSTEAD[guess.field] not in taken
        else guess
        for guess in columns.guesses
    )
    return replace(columns, guesses=guesses)


def _with_cells(table: Table, columns: ColumnMap) -> ColumnMap:
    """Let cells say what headings do not: numbers among dates of birth, bare answers.

    Yes and no under a disability are no degree of it: they stay words of the application.
    """
    meanings: dict[int, str] = {}
    born = columns.column_of("birth_date")
    if born is not None and columns.column_of("pesel") is None:
        digits = [re.sub(r"\D", "", str(cell)) for cell in _cells(table, born)]
        if any(len(number) == _PESEL for number in digits):
            meanings[born] = "pesel"
    for column in columns.columns_of("disability"):
        if all(is_answer(cell) for cell in _cells(table, column)):
            meanings[column] = "kept"
    guesses = tuple(
        replace(guess, field=meanings[guess.column]) if guess.column in meanings else guess
        for guess in columns.guesses
    )
    return replace(columns, guesses=guesses)


def _cells(table: Table, column: int) -> list[CellValue]:
    cells = (table.sheet.cell(row, column) for row in table.rows)
    return [cell for cell in cells if cell is not None and not isinstance(cell, dt.date)]


def _data_rows(tables: Sequence[tuple[Table, ColumnMap]]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for table, _ in tables:
        found.setdefault(table.sheet.name, set()).update(table.rows)
    return found


def _read_table(table: Table, columns: ColumnMap, sense: FileSense) -> list[ApplicationRow]:
    reader = RowReader(table, columns, sense, read_legend(table.sheet, [table]))
    for row in table.rows:
        reader.read(row)
    titles = [skipped.text for skipped in table.texts("title")]
    title = titles[0] if titles else ""
    return [read_row(table, columns, person, title, sense.today) for person in reader.people]


def _check_list(rows: Sequence[ApplicationRow], terms: Terms) -> None:
    """Say what only the whole list tells: order, term, age, statements the others made."""
    wanted = [name for name in ("conditions", "rules") if any(getattr(r, name) for r in rows)]
    for row in rows:
        if any(not getattr(row, name) for name in wanted):
            _say(row, "statement_missing")
        if row.received_on is not None and terms.is_late(row.received_on, row.minute):
            _say(row, "late_application")
        if not terms.fits_age(row.person.birth_date, row.received_on):
            _say(row, "age_out_of_range")
    for row in _out_of_order([row for row in rows if row.received_on is not None]):
        _say(row, "out_of_order")


def _say(row: ApplicationRow, kind: str) -> None:
    sheet, number = row.person.sources[0]
    row.person.problems.append(CellProblem(kind, sheet, number, None, "warning"))


def _out_of_order(rows: Sequence[ApplicationRow]) -> list[ApplicationRow]:
    """Return the rows that stand apart from the longest run in the order of submission.

    A list kept from the newest down is in order too. An hour nobody wrote fits anywhere in its day.
    """
    keys = _keys(rows)
    falls = sum(later < earlier for earlier, later in pairwise(keys))
    if falls * 2 > len(keys):
        return []
    kept = _longest_run(keys)
    return [row for place, row in enumerate(rows) if place not in kept]


def _keys(rows: Sequence[ApplicationRow]) -> list[tuple[dt.date, int]]:
    keys: list[tuple[dt.date, int]] = []
    for row in rows:
        if row.received_on is None:
            continue
        minute = row.minute
        if minute is None:
            before = keys[-1] if keys and keys[-1][0] == row.received_on else None
            minute = before[1] if before else 0
        keys.append((row.received_on, minute))
    return keys


def _longest_run(keys: Sequence[tuple[dt.date, int]]) -> set[int]:
    """Return the places of a longest run that never falls; of two rows at odds the upper stays.

    Looked at from the end, as the run found first is then the one that begins highest.
    """
    ends: list[tuple[int, int]] = []
    places: list[int] = []
    after: dict[int, int | None] = {}
    for place in reversed(range(len(keys))):
        day, minute = keys[place]
        key = (-day.toordinal(), -minute)
        at = bisect_right(ends, key)
        after[place] = places[at - 1] if at else None
        ends[at : at + 1], places[at : at + 1] = [key], [place]
    kept: set[int] = set()
    found = places[-1] if places else None
    while found is not None:
        kept.add(found)
        found = after[found]
    return kept
