"""Preview: pages, zoom, saving, printing to a file, large print."""

from __future__ import annotations

import io

import pytest
from PySide6.QtPrintSupport import QPrinter
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from cusdesk.core.cancel import CancelToken
from cusdesk.core.errors import OperationCancelledError
from cusdesk.export.render import PdfPages
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.pdf_printing import print_pages, set_up_printer


def pdf(pages=3):
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, invariant=1)
    for number in range(1, pages + 1):
        canvas.rect(100, 100 * number, 300, 60, fill=1)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


@pytest.fixture
def preview(theme, ops, qtbot):
    made = PdfPreview(None, "Plan", pdf(), "plan.pdf", ops, lambda: pdf(5))
    made.show()
    yield made
    made.close()


@pytest.fixture
def printer(tmp_path, theme):
    made = QPrinter(QPrinter.PrinterMode.HighResolution)
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "printed.pdf"))
    made.setResolution(72)
    return made


def test_shows_where_one_is(preview):
    assert preview._where.text() == "strona 1 z 3"

    preview.pages.go_to(3)

    assert preview._where.text() == "strona 3 z 3"


def test_page_in_sight_is_drawn_and_far_ones_are_not(preview):
    drawn = [not sheet.pixmap().isNull() for sheet in preview.pages._labels]

    assert drawn[0]
    assert not drawn[2]


def test_zoom_changes_the_size_of_pages(preview):
    before = preview.pages._labels[0].width()

    preview._larger()

    assert preview.pages._labels[0].width() > before


def test_saved_file_is_what_was_shown(preview, tmp_path):
    preview.save_as(tmp_path / "plan.pdf")

    assert (tmp_path / "plan.pdf").read_bytes() == pdf()


def test_large_print_is_made_when_asked(preview, qtbot):
    preview._large.click()

    qtbot.waitUntil(lambda: preview._where.text() == "strona 1 z 5")


def test_printer_gets_the_name_and_the_paper_of_the_document(printer):
    with PdfPages(pdf()) as pages:
        set_up_printer(printer, "Plan 1/2026", pages)

    assert (printer.docName(), printer.resolution()) == ("Plan 1-2026", 300)
    assert (
        printer.pageLayout().pageSize().size(printer.pageLayout().pageSize().Unit.Point).width()
        == 595
    )


@pytest.mark.parametrize(("first", "last", "count"), [(0, 0, 3), (2, 2, 1), (2, 99, 2)])
def test_only_the_chosen_pages_are_printed(printer, tmp_path, first, last, count):
    printer.setFromTo(first, last)

    printed = print_pages(pdf(), printer)

    assert printed == count
    with PdfPages(tmp_path / "printed.pdf") as pages:
        assert len(pages) == count


def test_printing_can_be_cancelled(printer):
    token = CancelToken()
    token.cancel()

    with pytest.raises(OperationCancelledError):
        print_pages(pdf(), printer, cancel=token)
