"""A list leaves the screen as it is seen: on pages, in a workbook, as csv."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.reports import ColumnKind
from cusdesk.export.values import cell_text
from cusdesk.services import catalogue
from cusdesk.ui.catalogue.screen import CatalogueScreen
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.common.table.output import OutputButton, as_document
from cusdesk.ui.common.table.panel import PrintableTable


@pytest.fixture
def screen(context, office, qtbot):
    for name, price in (("Joga", 1050), ("Logopeda", None)):
        draft = ServiceDraft(name=name, area=ServiceArea.HEALTH, price_gr=price)
        catalogue.create(office, draft)
    made = CatalogueScreen(replace(context, office=office))
    qtbot.addWidget(made)
    return made


@pytest.fixture
def output(screen):
    return screen.findChild(OutputButton)


def test_the_document_is_what_is_seen(screen, output):
    screen.panel.view.set_filter(0, "jog")
    document = output.document()
    titles = [column.title for column in document.columns]
    assert titles[:3] == ["Nazwa", "Obszar usług", "Jednostka"]
    assert document.rows[0][:3] == ("Joga", "promocja i ochrona zdrowia", "godzina")
    assert (document.columns[4].kind, document.rows[0][4]) == (ColumnKind.MONEY, 1050)
    assert (len(document.rows), document.filters) == (1, "Nazwa: jog")


def test_csv_and_workbook_are_written(output, tmp_path, notices):
    output.save_as(tmp_path / "lista.csv")
    output.save_as(tmp_path / "lista.xlsx")
    assert "Logopeda" in (tmp_path / "lista.csv").read_text("utf-8-sig")
    assert (tmp_path / "lista.xlsx").read_bytes()[:2] == b"PK"
    assert [n.level for n in notices.list] == ["success", "success"]


def test_a_closed_folder_is_said_in_a_sentence(output, tmp_path, notices):
    output.save_as(tmp_path / "nie ma" / "lista.csv")
    assert [n.level for n in notices.list] == ["error"]


def test_the_preview_shows_pages(screen, output, qtbot):
    output.preview(large=True)
    preview = screen.findChild(PdfPreview)
    assert len(preview._pages) >= 1
    preview.close()


def test_hours_with_a_half_leave_the_screen_in_a_column_of_numbers(context, office):
    rows = [["a", Decimal("1.5")], ["b", 7]]
    listed = PrintableTable("Pule", ["Nazwa", "Zostało"], ["text", "number"], rows)
    document = as_document(replace(context, office=office), listed)
    kind = document.columns[1].kind
    assert [cell_text(row[1], kind) for row in document.rows] == ["1,5", "7"]
