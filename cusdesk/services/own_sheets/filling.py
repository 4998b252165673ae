"""The office's own workbook with the figures of a month."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError
from cusdesk.db.blobs import read_blob
from cusdesk.domain.access import needs
from cusdesk.domain.own_sheets import Mark, lines_missing
from cusdesk.export.atomic import replace_file
from cusdesk.importing.own_sheet import open_sheet
from cusdesk.models.own_sheets import OwnSheet as OwnSheetRow
from cusdesk.models.own_sheets import OwnSheetMark
from cusdesk.services.audit import record_output
from cusdesk.services.own_sheets.commands import FEATURE, compare, read_own_sheet
from cusdesk.services.own_sheets.figures import month_figures

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.importing.own_sheet import Figure, OwnSheet
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A kept workbook as it is listed; `marks`: how many cells are filled."""

    id: bytes
    name: str
    file_name: str
    marks: int


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A kept workbook, opened."""

    id: bytes
    version: int
    name: str
    file_name: str
    own: OwnSheet
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class FilledCell:
    """A marked cell and the figure of the month; None when the month has no such figure."""

    mark: Mark
    figure: Figure


@dataclass(frozen=True, slots=True)
class FilledSheet:
    """A workbook filled for a month.

    Attributes:
        data: the xlsx.
        cells: what went where.
        unknown: cells left as they were, because the month has no such figure.
    """

    data: bytes
    file_name: str
    cells: tuple[FilledCell, ...]

    @property
    def unknown(self) -> tuple[Mark, ...]:
        """The cells that were left as they stood in the file."""
        return tuple(cell.mark for cell in self.cells if cell.figure is None)


@needs("reports.export")
def list_sheets(office: Office) -> list[SheetRow]:
    """Return the kept workbooks by name."""
    with office.read() as session:
        marks = list(
            session.scalars(
                select(OwnSheetMark.own_sheet_id).where(OwnSheetMark.retired_at.is_(None))
            )
        )
        rows = session.execute(
            select(OwnSheetRow.id, OwnSheetRow.name, OwnSheetRow.file_name).where(
                OwnSheetRow.retired_at.is_(None)
            )
        )
        found = [SheetRow(*row, marks.count(row[0])) for row in rows]
    return sorted(found, key=lambda row: row.name.casefold())


@needs("reports.export")
def get(office: Office, sheet_id: bytes) -> KeptSheet:
    """Return a kept workbook.

    Raises:
        NotFoundError: it is gone or in the bin.
    """
    with office.read() as session:
        row = session.get(OwnSheetRow, sheet_id)
        if row is None or row.retired_at is not None:
            raise NotFoundError("storage.not_found")
        version, name, file_name = row.row_version, row.name, row.file_name
        data = read_blob(session, row.sha256)
        model = OwnSheetMark
        marks = session.execute(
            select(
                *(model.sheet, model.cell, model.figure, model.service_id, model.position),
                *(model.left_words, model.above_words),
            )
            .where(model.own_sheet_id == sheet_id, model.retired_at.is_(None))
            .order_by(model.id)
        )
        kept = tuple(Mark(*mark) for mark in marks)
    return KeptSheet(sheet_id, version, name, file_name, open_sheet(file_name, data), kept)


@needs("attendance.see", "reports.export")
def fill(office: Office, sheet_id: bytes, month: dt.date) -> FilledSheet:
    """Return a kept workbook filled for a month; nothing is written anywhere.

    Raises:
        NotFoundError: it is gone or in the bin.
        RuleError: `own_sheets.fill.lines`: the month has more services than the file has lines.
        ImportProblemError: a marked cell holds a formula, or its sheet is gone.
    """
    kept = get(office, sheet_id)
    return _filled(office, kept.own, kept.marks, month)


@needs("attendance.see", "reports.export")
def fill_file(office: Office, path: Path, month: dt.date) -> FilledSheet:
    """Return a workbook from the disk filled for a month.

    Where the office keeps a workbook of that file name, its marks are used, moved along with their
    cells; else the cells are guessed.

    Raises:
        DocumentError, ImportProblemError: it cannot be read.
        RuleError: `own_sheets.fill.moved`: marked cells are not where they were;
            `own_sheets.fill.nothing`: no cell waits for a figure; `own_sheets.fill.lines`.
    """
    read = read_own_sheet(office, path)
    named = next((row for row in list_sheets(office) if row.file_name == path.name), None)
    marks: Sequence[Mark] = read.marks
    if named is not None:
        marks = get(office, named.id).marks
        moved = compare(read.own, marks)
        if moved:
            cells = ", ".join(each.mark.cell for each in moved)
            raise RuleError("own_sheets.fill.moved", file=path.name, cells=cells)
    if not marks:
        raise RuleError("own_sheets.fill.nothing", file=path.name)
    return _filled(office, read.own, marks, month)


@needs("attendance.see", "reports.export")
def save_filled(office: Office, filled: FilledSheet, month: dt.date, path: Path) -> None:
    """Write a filled workbook as a file, whole or not at all.

    Raises:
        DocumentError: the file cannot be written.
    """
    with replace_file(path) as out:
        out.write(filled.data)
    record_output(office, "document", FEATURE, detail=f"{month:%Y-%m}")


def _filled(office: Office, own: OwnSheet, marks: Sequence[Mark], month: dt.date) -> FilledSheet:
    figures = month_figures(office, month)
    missing = lines_missing(marks, len(figures.services))
    if missing:
        raise RuleError("own_sheets.fill.lines", n=missing, file=own.file_name)
    cells = tuple(FilledCell(mark, figures.figure(mark)) for mark in marks)
    values = {
        cell.mark.place: cell.figure
        for cell in cells
        if cell.figure is not None or cell.mark.position is not None
    }
    return FilledSheet(own.filled(values), own.file_name, cells)
