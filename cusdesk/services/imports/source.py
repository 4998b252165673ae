"""A workbook that was opened for an import: what it seems to hold, and its first rows."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import ImportProblemError
from cusdesk.importing.layout import DAYS, GRID_MEANINGS, LIST_MEANINGS
from cusdesk.importing.lexicon import headings_of
from cusdesk.importing.reading import read_workbook
from cusdesk.importing.workbook import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    from cusdesk.importing.columns import ColumnMap
    from cusdesk.importing.workbook import Sheet
    from cusdesk.services.imports.model import Kind

SAMPLE_ROWS = 150
_PERSONAL = ("pesel", "birth_date", "birth_year", "address", "locality", "phone", "solectwo")
_OF_SERVICE = ("area", "price", "unit", "limit", "provider", "nip", "mode", "addressees", "age")
_OF_APPLICATION = ("application_number", "conditions", "relief", "rules", "channel")
_OF_INVOICES = (("provider", "nip"), ("issued_on", "due_on", "paid_on", "received_on", "period"))
"""What a list of invoices tells, one of each, beside numbers and amounts."""
_DICTIONARIES = {
    "residents": "import_residents",
    "applications": "import_applications",
    "services": "import_services",
    "invoices": "import_invoices",
}
_SEVERAL = 2
LEFT_OUT = frozenset({"row_number", "ignored"})
_ONLY_OF_CARDS = frozenset({"worker", "provider", "activities"})
_ONLY_OF_LISTS = frozenset({"people", "mark", "signature"})


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file that was read and waits to be planned.

    Attributes:
        guess: what it seems to hold; None when nothing speaks for anything.
    """

    path: Path
    workbook: Workbook
    sha256: str
    guess: Kind | None = None


def open_source(path: Path, *, cancel: CancelToken | None = None) -> SourceFile:
    """Read a workbook and guess what it holds.

    Raises:
        ImportProblemError: the file cannot be read.
        OperationCancelledError: `cancel` was asked to stop.
    """
    cancel = cancel or CancelToken()
    cancel.check()
    source = read_source(path)
    cancel.check()
    return replace(source, guess=guess_kind(source.workbook, cancel))


def read_source(path: Path) -> SourceFile:
    """Read a workbook, without guessing.

    Raises:
        ImportProblemError: the file cannot be read.
    """
    workbook = read_workbook(path)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise ImportProblemError("imports.file.unreadable", file=path.name) from error
    return SourceFile(path, workbook, digest)


def first_rows(workbook: Workbook, count: int = SAMPLE_ROWS) -> Workbook:
    """Return the workbook with the first rows of every sheet only, for looking at it."""
    return Workbook(workbook.file_name, [_head(sheet, count) for sheet in workbook.sheets])


def _head(sheet: Sheet, count: int) -> Sheet:
    return replace(sheet, rows=sheet.rows[:count]) if len(sheet.rows) > count else sheet


def guess_kind(workbook: Workbook, cancel: CancelToken | None = None) -> Kind | None:
    """Return what a workbook seems to hold, by reading its first rows in every way."""
    from cusdesk.importing.applications import guess_maps as guess_applications
    from cusdesk.importing.attendance import read_attendance
    from cusdesk.importing.catalogue import guess_maps as guess_services
    from cusdesk.importing.hour_sheet import sheet_number
    from cusdesk.importing.hours import read_hours
    from cusdesk.importing.invoices import guess_maps as guess_invoices
    from cusdesk.importing.residents import guess_maps as guess_people

    if sheet_number(workbook) is not None:
        return "hours"
    check = (cancel or CancelToken()).check
    head = first_rows(workbook)
    visits = [v for v in read_hours(head).visits if v.date and v.minutes and not v.doubts]
    timed = sum(visit.start is not None for visit in visits)
    check()
    marks = sum(e.date is not None and not e.doubts for e in read_attendance(head).entries)
    check()
    people = max((_weight(columns, _PERSONAL) for columns in guess_people(head)), default=0)
    services = max((_weight(columns, _OF_SERVICE) for columns in guess_services(head)), default=0)
    applications = max(
        (
            _weight(columns, _OF_APPLICATION)
            for columns in guess_applications(head)
            if columns.column_of("received") is not None
        ),
        default=0,
    )
    invoices = any(
        all(_weight(columns, names) for names in _OF_INVOICES) for columns in guess_invoices(head)
    )
    signs: tuple[tuple[bool, Kind], ...] = (
        (timed >= _SEVERAL and timed * 2 >= len(visits), "hours"),
        (invoices and people < _SEVERAL, "invoices"),
        (services > people and services > _SEVERAL, "services"),
        (applications > 0, "applications"),
        (people >= _SEVERAL, "residents"),
        (marks >= _SEVERAL, "attendance"),
        (people > 0, "residents"),
        (services > 0, "services"),
    )
    return next((kind for applies, kind in signs if applies), None)


def _weight(columns: ColumnMap, meanings: tuple[str, ...]) -> int:
    return sum(columns.column_of(meaning) is not None for meaning in meanings)


def meanings(kind: Kind) -> list[str]:
    """Return what a column of such a list may mean, in the order of the dictionary."""
    if kind not in _DICTIONARIES:
        return []
    named = dict.fromkeys(name for name, _ in headings_of(_DICTIONARIES[kind]))
    return [*(name for name in named if name not in LEFT_OUT and name != "kept"), "kept", "ignored"]


def table_meanings(kind: Kind, layout: str) -> list[str]:
    """Return what a column of a list or of a work card may mean."""
    if layout in DAYS:
        return list(GRID_MEANINGS)
    left_out = _ONLY_OF_CARDS if kind == "attendance" else _ONLY_OF_LISTS
    return [name for name in LIST_MEANINGS if name not in left_out]
