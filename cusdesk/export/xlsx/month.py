"""The monthly sheet as a workbook: the whole office, and one sheet a service.

What is computed stands as a formula with its value, so that the office may go on working in the
file: a changed mark changes the person's hours, the service's and the office's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, BinaryIO

from cusdesk.core.messages import tr
from cusdesk.export.names import sheet_names
from cusdesk.export.xlsx.book import Book
from cusdesk.export.xlsx.month_office import write_office_sheet
from cusdesk.export.xlsx.month_service import write_service_sheet

if TYPE_CHECKING:
    from cusdesk.domain.reports import MonthlySheet


def write_month_xlsx(document: MonthlySheet, out: BinaryIO, *, office_sheet: bool = True) -> None:
    """Write the month: one line a service on the first sheet, the services on sheets behind it.

    Without `office_sheet` only the services are written, for a sheet that goes to one provider.

    Raises:
        ValueError: a mark's symbol reads as a number, which no formula could tell from hours; a
            bug of the caller.
    """
    book = Book(
        out,
        title=f"{tr('export.month.title_office')}, {document.year}-{document.month:02d}",
        office=document.office.name,
        created=document.printed_on,
    )
    first = [tr("export.month.office_sheet")] if office_sheet else []
    fallback = tr("export.month.service_sheet")
    names = sheet_names([*first, *(service.name for service in document.services)], fallback)
    front = book.workbook.add_worksheet(names[0]) if office_sheet or not names else None
    summaries = [
        write_service_sheet(book, book.workbook.add_worksheet(name), document, service)
        for name, service in zip(names[len(first) :], document.services, strict=True)
    ]
    if front is not None:
        write_office_sheet(book, front, document, summaries)
    elif not names:
        book.workbook.add_worksheet(fallback)
    book.close()
