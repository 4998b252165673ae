"""Taking in the office's own workbooks and saying which cells wait for which figure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import DocumentError, ValidationError
from cusdesk.db.blobs import put_blob
from cusdesk.domain.access import needs
from cusdesk.domain.own_sheets import check_marks
from cusdesk.domain.polish_text import one_line
from cusdesk.importing.own_sheet import OwnSheet, SheetWords, find_moved, guess_marks, open_sheet
from cusdesk.models import own_sheets as models
from cusdesk.services import catalogue
from cusdesk.services.records import Saved

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.own_sheets import Mark
    from cusdesk.services.office import Office

FEATURE = "own_sheets"
MOST_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadSheet:
    """A workbook that was read and is not kept yet.

    Attributes:
        marks: which cells seem to wait for which figure; a person looks them through.
    """

    file_name: str
    data: bytes
    own: OwnSheet
    marks: tuple[Mark, ...]


@needs("reports.export")
def read_own_sheet(office: Office, path: Path) -> ReadSheet:
    """Read an xlsx and guess its cells; nothing is kept.

    Raises:
        DocumentError: the file cannot be read.
        ImportProblemError: it is no xlsx, damaged, too big, or protected by a password.
    """
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise DocumentError("own_sheets.file.unreadable", name=path.name) from error
    if len(data) > MOST_BYTES:
        raise DocumentError("own_sheets.file.too_big", name=path.name)
    own = open_sheet(path.name, data)
    finder = catalogue.service_finder(office)

    def service_of(text: str) -> bytes | None:
        """Return the service a text certainly names."""
        found = finder.find(text)
        return found[0].id if found and found[0].certain else None

    return ReadSheet(path.name, data, own, tuple(guess_marks(own, service_of)))


@needs("reports.export")
def add(office: Office, name: str, read: ReadSheet, marks: Sequence[Mark]) -> Saved:
    """Keep a workbook with its marks.

    Raises:
        ValidationError: it has no name, or a cell is marked twice or for nobody.
    """
    _refuse_bad(name, marks)
    with office.write("own_sheets.create") as work:
        row = models.OwnSheet(
            name=one_line(name),
            file_name=one_line(read.file_name),
            sha256=put_blob(work.session, read.data),
            size=len(read.data),
        )
        work.session.add(row)
        work.session.flush()
        work.session.add_all(_row(row.id, mark) for mark in with_words(read.own, marks))
        work.session.flush()
        saved_id, version = row.id, row.row_version
    return Saved(saved_id, version, work.changes)


@needs("reports.export")
def change_marks(office: Office, sheet_id: bytes, own: OwnSheet, marks: Sequence[Mark]) -> Changes:
    """Write which cells of a kept workbook wait for what.

    Raises:
        NotFoundError: it is gone or in the bin.
        ValidationError: a cell is marked twice or for nobody.
    """
    with office.write("own_sheets.change", record=(FEATURE, sheet_id)) as work:
        row = work.get(models.OwnSheet, sheet_id)
        _refuse_bad(row.name, marks)
        wanted = {mark.place: mark for mark in with_words(own, marks)}
        for held in _rows(work.session, sheet_id):
            mark = wanted.pop((held.sheet, held.cell), None)
            if mark is None:
                work.retire(held)
            else:
                _fill(held, mark)
        work.session.add_all(_row(sheet_id, mark) for mark in wanted.values())
    return work.changes


@needs("reports.export")
def rename(office: Office, sheet_id: bytes, name: str) -> Changes:
    """Give a kept workbook another name.

    Raises:
        NotFoundError: it is gone or in the bin.
        ValidationError: the name is empty or too long.
    """
    _refuse_bad(name, ())
    with office.write("own_sheets.change", record=(FEATURE, sheet_id)) as work:
        work.get(models.OwnSheet, sheet_id).name = one_line(name)
    return work.changes


@dataclass(frozen=True, slots=True)
class MovedMark:
    """A marked cell in a newer file: where it is now, None when it is not found."""

    mark: Mark
    cell: str | None


def compare(own: OwnSheet, marks: Sequence[Mark]) -> list[MovedMark]:
    """Return the marks whose cell moved or is gone, by the words beside and over it."""
    words = {sheet: SheetWords(own, sheet) for sheet in own.sheet_names}
    found = [
        MovedMark(mark, find_moved(words[mark.sheet], mark) if mark.sheet in words else None)
        for mark in marks
    ]
    return [moved for moved in found if moved.cell != moved.mark.cell]


@needs("reports.export")
def replace_file(
    office: Office, sheet_id: bytes, read: ReadSheet, marks: Sequence[Mark]
) -> Changes:
    """Take a newer file in place of a kept one; cells that moved take their marks along.

    Marks whose cell is not found any more are dropped: `compare` shows them first.

    Raises:
        NotFoundError: it is gone or in the bin.
    """
    moved = {each.mark.place: each.cell for each in compare(read.own, marks)}
    kept = [
        replace(mark, cell=place)
        for mark in marks
        if (place := moved.get(mark.place, mark.cell)) is not None
    ]
    with office.write("own_sheets.replace", record=(FEATURE, sheet_id)) as work:
        row = work.get(models.OwnSheet, sheet_id)
        row.sha256 = put_blob(work.session, read.data)
        row.file_name, row.size = one_line(read.file_name), len(read.data)
        for held in _rows(work.session, sheet_id):
            work.retire(held)
        work.session.add_all(_row(sheet_id, mark) for mark in with_words(read.own, kept))
    return work.changes


@needs("reports.export")
def retire(office: Office, sheet_id: bytes) -> Changes:
    """Put a kept workbook into the bin; files already filled stay where they were saved.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("own_sheets.retire", record=(FEATURE, sheet_id)) as work:
        work.retire(work.get(models.OwnSheet, sheet_id))
    return work.changes


def with_words(own: OwnSheet, marks: Sequence[Mark]) -> list[Mark]:
    """Return marks at the cells that show, with the words that now stand around them."""
    words = {sheet: SheetWords(own, sheet) for sheet in own.sheet_names}
    found = []
    for mark in marks:
        cell = own.first_of_merged(mark.sheet, mark.cell)
        around = words[mark.sheet].around(cell)
        found.append(replace(mark, cell=cell, left=around.left, above=around.above))
    return found


def _refuse_bad(name: str, marks: Sequence[Mark]) -> None:
    problems = check_marks(name, marks)
    if problems:
        raise ValidationError(problems)


def _rows(session: Session, sheet_id: bytes) -> Sequence[models.OwnSheetMark]:
    model = models.OwnSheetMark
    query = select(model).where(model.own_sheet_id == sheet_id, model.retired_at.is_(None))
    return session.scalars(query).all()


def _row(sheet_id: bytes, mark: Mark) -> models.OwnSheetMark:
    row = models.OwnSheetMark(own_sheet_id=sheet_id, sheet=mark.sheet, cell=mark.cell, figure="")
    _fill(row, mark)
    return row


def _fill(row: models.OwnSheetMark, mark: Mark) -> None:
    row.figure, row.service_id, row.position = mark.figure, mark.service_id, mark.position
    row.left_words, row.above_words = mark.left, mark.above
