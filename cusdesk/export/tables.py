"""A table of figures as a file: workbook, csv or PDF, by the suffix of its path."""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.export.atomic import replace_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cusdesk.domain.reports import TableDocument


def write_table(path: Path, document: TableDocument) -> None:
    """Write a table; a suffix that is neither csv nor PDF gives a workbook.

    Raises:
        DocumentError: the disk is full, or the folder or the file is closed to us.
    """
    write = _writer(path.suffix.lower())
    with replace_file(path) as out:
        write(document, out)


def _writer(suffix: str) -> Callable[[TableDocument, BinaryIO], object]:
    if suffix == ".csv":
        from cusdesk.export.csvfile import write_table_csv

        return write_table_csv
    if suffix == ".pdf":
        from cusdesk.export.pdf.table import render_table

        return render_table
    from cusdesk.export.xlsx.table import write_table_xlsx

    return write_table_xlsx
