"""From a workbook to people: every table, every row, with the whole file in mind."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (part of the public signature)
from typing import TYPE_CHECKING

from cusdesk.core.clock import SystemClock
from cusdesk.core.collector import paused
from cusdesk.importing.cards import Turned, turned
from cusdesk.importing.columns import ColumnMap, guess_columns
from cusdesk.importing.lexicon import lexicon
from cusdesk.importing.people_names import learn_habits
from cusdesk.importing.problems import CellProblem
from cusdesk.importing.residents.codes import with_status_column
from cusdesk.importing.residents.colours import Legend, read_legend
from cusdesk.importing.residents.families import split_family
from cusdesk.importing.residents.file_sense import FileSense
from cusdesk.importing.residents.identity import is_american
from cusdesk.importing.residents.merging import merge_people
from cusdesk.importing.residents.places import (
    Places,
    learn_places,
    names_village,
    place_key,
    place_of_title,
)
from cusdesk.importing.residents.row_reader import RowReader
from cusdesk.importing.residents.rows import (
    Place,
    ResidentRow,
    ResidentsFile,
    column_letters,
)
from cusdesk.importing.side_by_side import lists_of
from cusdesk.importing.tables import Table, find_tables

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.importing.workbook import Sheet, Workbook

DICTIONARY = "import_residents"
_WHO = ("name", "surname")


def guess_maps(workbook: Workbook) -> list[ColumnMap]:
    """Return the guessed column maps of the tables of people, one for each way they are built."""
    found: dict[str, ColumnMap] = {}
    for _, columns in _people_tables(workbook, (), {})[0]:
        found.setdefault(columns.signature, columns)
    return list(found.values())


def read_residents(
    workbook: Workbook,
    column_maps: Iterable[ColumnMap] = (),
    today: dt.date | None = None,
) -> ResidentsFile:
    """Read every person of a workbook.

    Args:
        workbook: as `read_workbook` gives it.
        column_maps: maps corrected by a person; each is used for tables of its signature.
        today: the day against which dates in the future are seen; today by default.

    Returns:
        The people with doubts and problems; a workbook without people gives no rows.
    """
    with paused():
        return _read(workbook, column_maps, today or SystemClock().today())


def _read(workbook: Workbook, column_maps: Iterable[ColumnMap], today: dt.date) -> ResidentsFile:
    result = ResidentsFile()
    cards: dict[str, Turned] = {}
    tables, others = _people_tables(workbook, column_maps, cards)
    result.skipped_sheets = others
    for sheet in workbook.sheets:
        if sheet.hidden and sheet.rows:
            result.problems.append(CellProblem("hidden_sheet", sheet.name, None, None, "warning"))
    sense = sense_of(tables, today)
    legends: dict[str, Legend] = {}
    seen: set[tuple[int, tuple[int, ...]]] = set()
    for table, columns in tables:
        if all(columns.signature != known.signature for known in result.maps):
            result.maps.append(columns)
        name = table.sheet.name
        if name not in legends:
            of_sheet = [other for other, _ in tables if other.sheet is table.sheet]
            legends[name] = read_legend(table.sheet, of_sheet)
        if (id(table.sheet), table.header_rows) not in seen:
            seen.add((id(table.sheet), table.header_rows))
            about_table(table, columns, result)
            _about_colours(table, legends[name], result)
        result.rows += _read_table(table, columns, sense, legends[name])
    _put_back(result, cards)
    result.rows = merge_people(result.rows)
    _check_totals(tables, result)
    return result


def _put_back(result: ResidentsFile, cards: dict[str, Turned]) -> None:
    """Give what was read from cards its place in the sheet."""
    for row in result.rows if cards else ():
        row.sources = [
            (name, cards[name].row_of(at) if name in cards else at) for name, at in row.sources
        ]
        row.problems = [_placed(problem, cards) for problem in row.problems]
    result.problems = [_placed(problem, cards) for problem in result.problems]


def _placed(problem: CellProblem, cards: dict[str, Turned]) -> CellProblem:
    return cards[problem.sheet].placed(problem) if problem.sheet in cards else problem


def _people_tables(
    workbook: Workbook, column_maps: Iterable[ColumnMap], turned_on: dict[str, Turned]
) -> tuple[list[tuple[Table, ColumnMap]], list[str]]:
    """Return the tables that list people with their maps, and the sheets that hold none.

    Sheets of cards are noted in `turned_on`, by name.
    """
    corrected = {columns.signature: columns for columns in column_maps}
    found: list[tuple[Table, ColumnMap]] = []
    others: list[str] = []
    for sheet in workbook.sheets:
        if sheet.hidden:
            continue
        before = len(found)
        cards = turned(sheet, lexicon(DICTIONARY), _WHO)
        if cards is not None:
            turned_on[sheet.name] = cards
        lists = [cards.table] if cards else lists_of(sheet, lexicon(DICTIONARY))
        for table in [t for one in lists for t in find_tables(one, lexicon(DICTIONARY))]:
            _head_by_title(table, side_by_side=len(lists) > 1)
            columns = with_status_column(table, guess_columns(table, DICTIONARY))
            columns = corrected.get(columns.signature, columns)
            if _lists_people(columns):
                found += [
                    (part, corrected.get(own.signature, own))
                    for part, own in split_family(table, columns, lexicon(DICTIONARY))
                ]
        if len(found) == before and sheet.rows:
            others.append(sheet.name)
    return found, others


def _head_by_title(table: Table, *, side_by_side: bool) -> None:
    """Let the title of a list head its rows as a section does, where it names a village.

    Of lists side by side each has a title of its own, whatever it says.
    """
    above = [skipped for skipped in table.texts("title") if table.header_rows]
    titles = above[-1:] if side_by_side else [s for s in above if names_village(s.text)]
    if titles:
        table.sections.insert(0, (table.header_rows[-1], titles[-1].text))


def _lists_people(columns: ColumnMap) -> bool:
    return any(columns.column_of(name) is not None for name in _WHO)


def _each_once(tables: list[tuple[Table, ColumnMap]]) -> list[Table]:
    """Return the tables, one of those read several times for the members of families."""
    return list({(t.sheet.name, t.header_rows): t for t, _ in tables}.values())


def sense_of(tables: list[tuple[Table, ColumnMap]], today: dt.date) -> FileSense:
    """Return what only all the tables of a file together tell."""
    names: list[str] = []
    heading = ""
    places: list[str] = []
    addresses: list[str] = []
    for table, columns in tables:
        for key, into in (
            ("name", names),
            ("surname", names),
            ("solectwo", places),
            ("locality", places),
            ("address", addresses),
        ):
            column = columns.column_of(key)
            if column is not None:
                into.extend(_texts(table, column))
                if key == "name":
                    heading = heading or columns.heading_of(column)
    sense = FileSense(today, learn_habits(names, heading), learn_places(places, addresses))
    for table, columns in tables:
        column = columns.column_of("solectwo")
        if column is not None:
            sense.solectwa |= {place_key(text) for text in _texts(table, column)}
        column = columns.column_of("birth_date")
        if column is not None and any(map(is_american, _texts(table, column))):
            sense.american = True
    sense.sheets_are_places = _sheets_are_places(tables)
    sense.several_sheets = len({table.sheet.name for table, _ in tables}) > 1
    return sense


def _sheets_are_places(tables: list[tuple[Table, ColumnMap]]) -> bool:
    """Return True for the same list on a sheet for every village."""
    sheets = {table.sheet.name: columns.signature for table, columns in tables}
    nowhere = Places()
    return (
        len(sheets) > 1
        and len(set(sheets.values())) == 1
        and all(place_of_title(name, nowhere)[0] for name in sheets)
    )


def _texts(table: Table, column: int) -> list[str]:
    cells = (table.sheet.cell(row, column) for row in table.rows)
    return [cell for cell in cells if isinstance(cell, str)]


def _read_table(
    table: Table, columns: ColumnMap, sense: FileSense, legend: Legend
) -> list[ResidentRow]:
    reader = RowReader(table, columns, sense, legend)
    for row in table.rows:
        reader.read(row)
    lost = table.sheet.styles_lost and any((*legend.by_name.values(), legend.struck))
    for person in reader.people if lost else ():
        Place(person, *person.sources[0]).problem("status_colour_lost", None, "info")
    return reader.people


def about_table(table: Table, columns: ColumnMap, result: ResidentsFile) -> None:
    """Say what is worth knowing about the sheet itself."""
    sheet = table.sheet
    result.skipped += [(sheet.name, skipped) for skipped in table.skipped if skipped.text]
    used = {guess.column for guess in columns.guesses}
    for column in sorted(sheet.hidden_columns & used):
        result.problems.append(
            CellProblem(
                "hidden_column",
                sheet.name,
                None,
                column_letters(column),
                "info",
                {"heading": columns.heading_of(column)},
            )
        )
    for guess in columns.guesses:
        if guess.field == "kept" and guess.heading:
            result.problems.append(
                CellProblem(
                    "column_kept_in_notes",
                    sheet.name,
                    None,
                    column_letters(guess.column),
                    "info",
                    {"heading": guess.heading},
                )
            )
        elif guess.confidence < 0.6 and guess.source != "person":
            result.problems.append(
                CellProblem(
                    "column_unsure",
                    sheet.name,
                    None,
                    column_letters(guess.column),
                    "warning",
                    {"heading": guess.heading},
                )
            )
    result.problems += [
        CellProblem("hidden_rows", sheet.name, row, None, "info", {"n": 1})
        for row in table.rows
        if row in sheet.hidden_rows
    ]


def _about_colours(table: Table, legend: Legend, result: ResidentsFile) -> None:
    """A legend of colours in a file that cannot keep colours: who resigned is lost."""
    told = [status for status in (*legend.by_name.values(), legend.struck) if status]
    if table.sheet.styles_lost and told:
        result.problems.append(CellProblem("colours_lost", table.sheet.name, None, None, "warning"))


def _check_totals(tables: list[tuple[Table, ColumnMap]], result: ResidentsFile) -> None:
    """Compare `razem osób` with the people found: offices count rows, not people."""
    for table in _each_once(tables):
        people = sum(row.sources[0][0] == table.sheet.name for row in result.rows)
        for skipped in table.texts("total"):
            number = _only_number(table.sheet, skipped.row)
            if number is not None and number != people and number >= len(table.rows) // 2:
                result.problems.append(
                    CellProblem(
                        "total_counts_rows_not_people",
                        table.sheet.name,
                        skipped.row,
                        None,
                        "warning",
                        {"written": number, "n": people},
                    )
                )


def _only_number(sheet: Sheet, row: int) -> int | None:
    numbers = [value for value in sheet.rows[row - 1] if isinstance(value, int)]
    return numbers[0] if len(numbers) == 1 else None
