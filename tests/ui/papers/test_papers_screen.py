"""The register of issued papers on the screen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog

from cusdesk.domain import access
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import audit, papers, residents
from cusdesk.services.papers import templates
from cusdesk.ui.papers.screen import PapersScreen
from tests.importing.test_docx_template import docx, runs
from tests.services.test_papers import FORM, VALUES


@pytest.fixture
def resident(office):
    office.take_roles(access.Role)
    draft = ResidentDraft(surname="Źdźbłowska", given_name="Łucja", locality="Zielona", house="4")
    return residents.create_resident(office, draft).id


@pytest.fixture
def issued(office, resident):
    mine = papers.draft_paper(office, FORM, VALUES, resident_id=resident)
    other = papers.draft_paper(office, FORM, VALUES | {"addressee.name": "Jan Inny"})
    return papers.issue_papers(office, [mine, other])


@pytest.fixture
def screen(context, office, issued, qtbot):
    made = PapersScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.show()
    return made


def numbers(screen):
    return [row.number for row in screen.panel.model.all_rows()]


def test_the_newest_stands_first_and_a_resident_has_their_own(screen, resident):
    assert numbers(screen) == ["ZAKW/2/2026", "ZAKW/1/2026"]
    screen.show_record(resident)
    assert numbers(screen) == ["ZAKW/1/2026"]
    screen.everybody.click()
    assert len(numbers(screen)) == 2


def test_a_paper_is_shown_as_it_went_out(screen, office, issued, resident):
    screen.show_record(issued[0].id)
    assert screen.paper_preview._pdf == issued[0].content
    screen.paper_preview.close()
    wanted = audit.AuditFilter(subject_id=resident, group=audit.Group.VIEWS)
    (look,) = audit.lines_for(office, audit.list_entries(office, wanted))
    assert look.what == "otwarcie wydanego pisma"


def test_a_paper_is_cancelled_with_a_reason(screen, office, issued):
    screen._on_current(issued[0].id)
    screen.cancel_button.click()
    screen.dialog.do.click()
    assert "dlaczego" in screen.dialog.problem.text()
    screen.dialog.reason.setText("zły adres")
    screen.dialog.do.click()
    assert papers.get_paper(office, issued[0].id).cancel_reason == "zły adres"
    screen._on_current(issued[0].id)
    assert not screen.cancel_button.isEnabled()


def test_who_may_not_issue_cannot_cancel(context, office, issued, qtbot):
    office.take_roles([access.Role.SOCIAL_ASSISTANCE])
    made = PapersScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made._on_current(issued[0].id)
    assert not made.cancel_button.isEnabled()


def test_the_list_is_found_by_what_is_seen(office, issued):
    assert len(papers.list_ids(office, filters={"recipient": "inny"})) == 1
    assert papers.list_ids(office, sort="number") == [paper.id for paper in issued]


def test_an_empty_form_and_a_summary_begin_here(screen, office):
    screen.new.print_blank("coordinators_meeting")
    assert not hasattr(screen.paper_preview, "issue_button")
    screen.paper_preview.close()
    screen.new.begin_meeting()
    assert screen.new.dialog is None
    screen.new.begin_summary()
    dialog = screen.new.dialog
    dialog.do.click()
    dialog.paper_preview.gap_lines[0].click()
    dialog.form.field("assessment").widget.setPlainText("Plany idą dobrze.")
    dialog.do.click()
    dialog.paper_preview.issue()
    assert papers.list_papers(office)[0].number == "PODS/1/2026"
    assert dialog.isVisible()
    dialog.paper_preview.close()
    assert not dialog.isVisible()


def test_a_paper_on_an_own_template_is_issued_and_saved(
    screen, office, resident, tmp_path, monkeypatch
):
    path = tmp_path / "wzór.docx"
    path.write_bytes(docx(runs("{{imię i nazwisko}}, {{telefon}}")))
    templates.add_template(office, "Zaświadczenie", templates.check_file(office, path))
    saved = tmp_path / "pismo.docx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_a: (str(saved), ""))

    screen.new.begin_own()
    dialog = screen.new.dialog
    assert not dialog.do.isEnabled()
    dialog.person.show_person(resident, "Źdźbłowska Łucja")
    dialog._fill()
    assert dialog.text.toPlainText() == "Łucja Źdźbłowska, [brak: telefon]"
    assert "telefon" in dialog.lacks.text()
    shown = [
        [dialog.values.item(line, at).text() for at in (0, 1)]
        for line in range(dialog.values.rowCount())
    ]
    assert shown == [["imię i nazwisko", "Łucja Źdźbłowska"], ["telefon", "brak"]]
    dialog.sign.setText("CUS.5110.4.2026")
    dialog.do.click()
    dialog.question.buttons()[0].click()

    row = papers.list_papers(office)[0]
    assert (row.media, row.form_title) == ("docx", "Zaświadczenie")
    assert row.case_sign == "CUS.5110.4.2026"
    assert saved.read_bytes() == papers.paper_bytes(office, row.id)
    saved.unlink()
    screen.show_record(row.id)
    assert saved.exists()


def test_the_printed_register_says_states_in_words(screen, issued):
    listed = screen.panel.printable("Wydane pisma")
    at = listed.headers.index("Stan")
    assert {row[at] for row in listed.rows} == {"wydane"}
