"""Which kind of file is this, whatever its name says, and who reads it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.errors import ImportProblemError
from cusdesk.domain.polish_text import storable
from cusdesk.importing.reading import limits
from cusdesk.importing.reading.csv_text import read_csv

if TYPE_CHECKING:
    from cusdesk.importing.workbook import Workbook

_ZIP = b"PK"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TEXT_ENDINGS = {".csv", ".txt", ".tsv", ".tab", ""}


def read_workbook(path: str | Path) -> Workbook:
    """Read a workbook of any supported format; the content decides, not the ending.

    Hidden characters (control, bidirectional, zero-width) are left behind here: nothing after the
    readers sees them.

    Args:
        path: an xlsx, xlsm, xls, ods or csv file.

    Returns:
        All its sheets, cells as they stand, whole numbers as int.

    Raises:
        ImportProblemError: the file cannot be read; the key says why (`imports.file.<reason>`).
    """
    path = Path(path)
    workbook = _read(path, _bytes_of(path))
    _refuse_long_texts(workbook)
    return _without_hidden(workbook)


def _refuse_long_texts(workbook: Workbook) -> None:
    """No spreadsheet program keeps longer texts; to look for names in one would take hours."""
    if any(
        value.__class__ is str and len(value) > limits.LONGEST_TEXT
        for sheet in workbook.sheets
        for row in sheet.rows
        for value in row
    ):
        raise ImportProblemError("imports.file.long_text", file=workbook.file_name)


def _read(path: Path, data: bytes) -> Workbook:
    if not data.strip(b"\0 \r\n\t\xef\xbb\xbf"):
        raise ImportProblemError("imports.file.empty", file=path.name)
    if data.startswith(_ZIP):
        return _read_zip(path, data)
    if data.startswith(_OLE):
        from cusdesk.importing.reading.xls import read_xls

        return read_xls(path.name, data)
    if path.suffix.lower() not in _TEXT_ENDINGS:
        raise ImportProblemError("imports.file.not_a_workbook", file=path.name)
    return read_csv(path.name, data)


def _without_hidden(workbook: Workbook) -> Workbook:
    taken: set[str] = set()
    for sheet in workbook.sheets:
        name, number = storable(sheet.name), 1
        while name in taken:
            number += 1
            name = f"{storable(sheet.name)} ({number})"
        taken.add(name)
        sheet.name = name
        for row in sheet.rows:
            for place, value in enumerate(row):
                if value.__class__ is str and not value.isprintable():
                    row[place] = storable(value) or None
        sheet.comments = {place: storable(text) for place, text in sheet.comments.items()}
    return workbook


def _bytes_of(path: Path) -> bytes:
    """Return the file's bytes, with the system's refusals turned into sentences."""
    try:
        if path.is_dir():
            raise ImportProblemError("imports.file.not_a_workbook", file=path.name)
        if path.stat().st_size > limits.MAX_FILE_BYTES:
            raise ImportProblemError("imports.file.too_big", file=path.name)
        return path.read_bytes()
    except FileNotFoundError:
        raise ImportProblemError("imports.file.missing", file=path.name) from None
    except PermissionError:
        # Windows answers the same for a file held open by Excel and for missing rights.
        raise ImportProblemError("imports.file.no_access", file=path.name) from None
    except OSError:
        raise ImportProblemError("imports.file.unreadable", file=path.name) from None


def _read_zip(path: Path, data: bytes) -> Workbook:
    with limits.open_zip(path.name, data) as archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" in names:
            from cusdesk.importing.reading.xlsx import read_xlsx

            return read_xlsx(path.name, data, archive)
        if "content.xml" in names:
            from cusdesk.importing.reading.ods import read_ods

            return read_ods(path.name, data, archive)
    raise ImportProblemError("imports.file.not_a_workbook", file=path.name)
