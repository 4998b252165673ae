"""Invoices on the screen: typed, compared, brought on."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.invoices import InvoiceDraft, InvoiceLineDraft, InvoiceStatus
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import attendance, catalogue, invoices, providers
from cusdesk.ui.common.behind import BehindDialog
from cusdesk.ui.common.form_dialog import FormDialog
from cusdesk.ui.common.widgets import WrappedLink
from cusdesk.ui.invoices.import_dialog import ImportDialog, plan_lines
from cusdesk.ui.invoices.screen import InvoicesScreen
from tests.db.test_capture import add_resident
from tests.importing.test_ksef import INVOICE as KSEF

SAMPLE = Path(__file__).parents[2] / "data" / "invoices" / "faktury.xlsx"
MAY = (dt.date(2026, 5, 1), dt.date(2026, 5, 31))


@pytest.fixture
def care(office):
    area = ServiceArea.SOCIAL_ASSISTANCE
    return catalogue.create(office, ServiceDraft(name="Opieka", area=area)).id


@pytest.fixture
def invoice(office, care):
    klub = providers.create(office, ProviderDraft(name="Klub")).id
    person = add_resident(office, "Zmyślona")
    for day in (dt.date(2026, 5, 4), dt.date(2026, 6, 1)):
        draft = attendance.VisitDraft(person, care, day, minutes=60, provider_id=klub)
        attendance.add_visits(office, [draft])
    line = InvoiceLineDraft(care, "", *MAY, quantity_milli=2000, rate_gr=3000, amount_gr=6000)
    bill = InvoiceDraft(number="7/05", provider_id=klub, gross_gr=6000, lines=(line,))
    return invoices.create(office, bill).id


@pytest.fixture
def screen(context, office, invoice, qtbot):
    made = InvoicesScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.show_record(invoice)
    return made


def texts(screen):
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    links = [link.text() for link in screen.side.findChildren(WrappedLink)]
    return " ".join([*links, *(each.text() for each in screen.side.findChildren(QLabel))])


def press(screen, words):
    button = next(b for b in screen.side.findChildren(QPushButton) if b.text() == words)
    button.click()


def type_into(field, text):
    field.editor.setText(text)
    field.edited.emit()
    field.left.emit()


def test_what_differs_stands_beside_the_form(screen):
    shown = texts(screen)
    assert "o 1 więcej, niż zrobiono (2 zamiast 1)" in shown
    assert "Zmyślona, 01.06.2026, 1 h – po okresie faktury" in shown.replace("\u00a0", " ")


def test_the_hours_open_with_names_and_days(screen):
    screen.side.findChildren(WrappedLink)[0].click()
    dialog = next(w for w in screen.children() if isinstance(w, BehindDialog))
    ((day, name, *_rest),) = [row.values for row in dialog._found.rows]
    assert (day, name) == (dt.date(2026, 5, 4), "Zmyślona")


def test_a_corrected_line_agrees(screen, office, invoice):
    for name, text in (("quantity_milli", "1"), ("amount_gr", "30")):
        type_into(screen.form.field("lines")._lines[0].fields[name], text)
    type_into(screen.form.field("gross_gr"), "30")
    (written,) = invoices.get(office, invoice).draft.lines
    assert (written.quantity_milli, written.amount_gr) == (1000, 3000)
    assert "więcej, niż zrobiono" not in texts(screen)


def test_a_step_asks_for_the_reason_it_needs(screen, office, invoice):
    press(screen, "Oznacz jako sprawdzoną")
    dialog = next(w for w in screen.children() if isinstance(w, FormDialog))
    dialog.form.set_value("reason", "Uzgodniono.")
    dialog.confirm()
    assert invoices.get(office, invoice).status is InvoiceStatus.CHECKED
    press(screen, "Oznacz jako opisaną")
    assert invoices.get(office, invoice).status is InvoiceStatus.DESCRIBED


def test_a_new_invoice_is_made(screen, office):
    screen.start_new()
    type_into(screen.form.field("number"), "8/06")
    combo = screen.form.field("provider_id").combo
    combo.setCurrentIndex(combo.findText("Klub"))
    combo.activated.emit(combo.currentIndex())
    screen.editor.create()
    assert len(invoices.list_ids(office)) == 2


def test_the_buyer_is_kept(screen, office):
    screen._ask_buyer()
    dialog = next(w for w in screen.children() if isinstance(w, FormDialog))
    dialog.form.set_value("nip", "123")
    dialog.confirm()
    assert invoices.get_buyer(office).nip == ""
    dialog.form.set_value("nip", "8567346215")
    dialog.confirm()
    assert invoices.get_buyer(office).nip == "8567346215"


def test_the_way_to_the_state_is_there_only_where_it_stands_under_the_form(screen, qtbot):
    assert not screen.to_side.isVisible()
    screen.resize(620, 700)
    qtbot.waitUntil(screen.to_side.isVisible)
    screen.show_list()
    assert not screen.to_side.isVisible()


def test_a_list_is_planned_shown_and_written(screen, office):
    screen.read_files([SAMPLE])
    dialog = next(w for w in screen.children() if isinstance(w, ImportDialog))
    said = {line.row: (line.outcome, line.said) for line in plan_lines(dialog._plan)}
    assert said[8][0] == "doubtful"
    assert "1 000,50" in said[7][1].replace("\u00a0", " ")
    assert len(invoices.list_ids(office)) == 1
    dialog.confirm()
    assert len(invoices.list_ids(office)) == 6


def test_a_wrong_file_says_one_sentence(screen, tmp_path, ops):
    path = tmp_path / "faktura.xml"
    path.write_text("<Przelew/>", encoding="utf-8")
    screen.read_files([path])
    assert not [w for w in screen.children() if isinstance(w, ImportDialog)]


def test_several_files_of_ksef_show_a_line_each_and_keep_their_xml(screen, office, tmp_path):
    for name, number in (("a.xml", "FV 1"), ("b.xml", "FV 2"), ("c.xml", "")):
        (tmp_path / name).write_text(KSEF.replace("FV 38/05/2026", number), encoding="utf-8")
    screen.read_files([tmp_path])
    dialog = next(w for w in screen.children() if isinstance(w, ImportDialog))
    assert "3 pliki" in dialog.windowTitle()
    lines = plan_lines(dialog._plan)
    assert [(line.file, line.outcome) for line in lines] == [
        ("a.xml", "new"), ("b.xml", "new"), ("c.xml", "rejected")
    ]  # fmt: skip
    dialog.confirm()
    (first, *_rest) = dialog._lines
    assert (dialog.isVisible(), first.outcome) == (True, "done_new")
    assert dialog.counts.text().startswith("Wczytano 2 faktury")
    dialog.confirm()
    assert not dialog.isVisible()
    rows = invoices.rows_for(office, invoices.list_ids(office))
    made = next(row for row in rows if row.number == "FV 1")
    screen.editor.open(made.id)
    box = screen.side.files
    assert "a.xml" in [each.text() for each in box.findChildren(QLabel)]
    (tmp_path / "skan.pdf").write_bytes(b"%PDF-1.7")
    box.add_file(tmp_path / "skan.pdf")
    assert len(invoices.list_files(office, made.id)) == 2
