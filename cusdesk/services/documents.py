"""Documents of the office as files: the same for the window and the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.cancel import no_progress
from cusdesk.domain.access import needs
from cusdesk.export.atomic import replace_file
from cusdesk.services import papers, plans
from cusdesk.services.attendance import monthly_sheet
from cusdesk.services.audit import record_output

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.core.cancel import CancelToken, Progress
    from cusdesk.services.office import Office


@needs("plans.see", "reports.export")
def save_plan_pdf(office: Office, plan_id: bytes, path: Path, *, large_print: bool = False) -> int:
    """Write a plan as a PDF; return its number of pages.

    Raises:
        NotFoundError: no such plan.
        DocumentError: the file cannot be written.
    """
    from cusdesk.export.pdf.plan import render_plan

    document = plans.paper_of(office, plan_id)
    with replace_file(path) as out:
        pages = render_plan(document, out, large_print=large_print)
    record_output(office, "document", "plans", plan_id)
    return pages


@needs("plans.see", "reports.export")
def save_all_plans(
    office: Office,
    folder: Path,
    ids: Sequence[bytes] | None = None,
    *,
    large_print: bool = False,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> list[Path]:
    """Write one PDF a plan into a folder, named by plan numbers; return the paths.

    Raises:
        DocumentError: a file cannot be written; those before it are complete.
        OperationCancelledError: somebody asked to stop; the files before are complete.
    """
    from cusdesk.core.errors import DocumentError
    from cusdesk.export.pdf.plan import render_plans

    wanted = plans.list_ids(office, sort="number") if ids is None else ids
    documents = [plans.paper_of(office, plan_id, approved=True) for plan_id in wanted]
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocumentError("export.file.no_rights", folder=str(folder)) from error
    paths = render_plans(
        documents, folder, large_print=large_print, progress=progress, cancel=cancel
    )
    record_output(office, "document", "plans", count=len(paths))
    return paths


@needs("attendance.see", "reports.export")
def save_month_xlsx(
    office: Office, month: dt.date, path: Path, service_id: bytes | None = None
) -> int:
    """Write the month's sheet, of the office or of one service; return its number of services.

    Raises:
        NotFoundError: no such service.
        DocumentError: the file cannot be written.
    """
    from cusdesk.export.xlsx.month import write_month_xlsx

    sheet = monthly_sheet(office, month, service_id)
    with replace_file(path) as out:
        write_month_xlsx(sheet, out, office_sheet=service_id is None)
    record_output(office, "document", "reports", detail=f"{month:%Y-%m}")
    return len(sheet.services)


@needs("recruitment.see", "reports.export")
def save_ranking(office: Office, edition_id: bytes, path: Path, *, with_names: bool) -> None:
    """Write the ranking of an edition, as a workbook or as a PDF by the suffix.

    Raises:
        NotFoundError: no such edition.
        DocumentError: the file cannot be written.
    """
    from cusdesk.export.pdf.table import render_table
    from cusdesk.export.xlsx.table import write_table_xlsx
    from cusdesk.services.recruitment import ranking_document

    document = ranking_document(office, edition_id, with_names=with_names)
    write = write_table_xlsx if path.suffix.lower() == ".xlsx" else render_table
    with replace_file(path) as out:
        write(document, out)
    record_output(office, "list", detail=document.title, count=len(document.rows))


@needs("residents.see", "reports.export")
def save_issued_paper(office: Office, paper_id: bytes, path: Path) -> None:
    """Write an issued paper exactly as it went out.

    Raises:
        NotFoundError: no such paper, or its content was erased.
        RuleError: `access.denied`: papers of this form are not for this person.
        DocumentError: the file cannot be written.
    """
    content = papers.paper_bytes(office, paper_id)
    with replace_file(path) as out:
        out.write(content)
    record_output(office, "document", "papers", paper_id)
