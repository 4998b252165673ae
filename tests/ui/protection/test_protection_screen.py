"""„Ochrona danych” on the screen: what a right shows, and each page's one job."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QFileDialog

from cusdesk.domain.access import Role
from cusdesk.domain.protection.retention import CaseKind
from cusdesk.domain.residents import ResidentDraft, ResidentStatus
from cusdesk.services import residents
from cusdesk.services.protection import classes, protocols, retention
from cusdesk.ui.protection import proposals_page
from cusdesk.ui.protection.screen import ProtectionScreen
from tests.helpers.office import PASSWORD


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def screen(context, office, qtbot):
    made = ProtectionScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def gone(office, surname="Lis"):
    draft = ResidentDraft(
        surname=surname,
        given_name="Adam",
        status=ResidentStatus.LEFT,
        status_date=dt.date(2014, 5, 1),
    )
    return residents.create_resident(office, draft).id


def page(screen, name):
    screen.run_command(f"protection.{name}")
    return screen.page(screen.tabs.currentIndex())


def choose_first(made):
    made.panel.view.setCurrentIndex(made.panel.model.index(0, 0))


def save_to(monkeypatch, path, kind):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), kind))


def test_tabs_follow_the_rights(context, office, qtbot):
    office.take_roles([Role.ADMINISTRATOR])
    made = ProtectionScreen(replace(context, office=office))
    qtbot.addWidget(made)

    assert [spec.id for spec in made.specs] == ["registers", "erased", "classes", "export"]


def test_an_erasure_from_the_list_to_the_register(screen, office, notices):
    gone(office)
    made = page(screen, "proposals")
    choose_first(made)
    made.erase.click()
    dialog = made.dialog
    assert not dialog.do.isEnabled()

    dialog.understood.click()
    dialog.form.set_value("protocol_number", "1/2026")
    dialog.do.click()

    assert notices.list[-1].text.startswith("Dane usunięto.")
    assert retention.proposals(office) == []
    (entry,) = protocols.list_erasures(office)
    assert entry.protocol_number == "1/2026"


def test_a_refusal_stands_beside_its_field(screen, office):
    lis = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id
    made = page(screen, "person")
    made.show_person(lis)
    made.erase.click()
    dialog = made.dialog

    dialog.understood.click()
    dialog.do.click()

    assert dialog.form._boxes["protocol_number"].shown_problem == "Wpisz numer protokołu."
    assert "podstawę prawną" in dialog.form._boxes["legal_basis"].shown_problem
    assert residents.get_resident(office, lis).draft.surname == "Lis"


def test_nobody_is_left_on_the_page_of_who_was_erased(screen, office):
    lis = gone(office)
    made = page(screen, "person")
    made.show_person(lis)
    made.erase.click()
    made.dialog.understood.click()
    made.dialog.form.set_value("protocol_number", "1/2026")
    made.dialog.do.click()

    assert len(protocols.list_erasures(office)) == 1
    assert (made.who.text(), made._below.count()) == ("", 0)


def test_a_text_of_somebody_else_is_one_click_away(context, office, qtbot):
    lis = gone(office)
    other = residents.create_resident(office, ResidentDraft(surname="Żak", given_name="Ewa")).id
    residents.change_fields(office, other, {"notes": "Siostra Adama Lisa."})
    opened = []
    roads = {"open_record": lambda *place: opened.append(place), "can_open": lambda _f: True}
    made = ProtectionScreen(replace(context, office=office, **roads))
    qtbot.addWidget(made)
    made.show()
    person = page(made, "person")
    person.show_person(lis)
    person.erase.click()

    from cusdesk.ui.common.widgets import LineLink

    (link,) = person.dialog.findChildren(LineLink)
    link.click()

    assert opened == [("residents", other)]


def test_a_case_is_kept_longer(screen, office):
    gone(office)
    made = page(screen, "proposals")
    choose_first(made)
    made.keep.click()
    made.dialog.form.set_value("keep_until", dt.date(2030, 1, 1))
    made.dialog.form.set_value("keep_reason", "Trwa spór sądowy.")
    made.dialog.do.click()

    assert made.panel.model.rowCount() == 0


@pytest.mark.parametrize("name", ["spis.pdf", "spis.xlsx"])
def test_the_list_for_the_archive_is_saved(screen, office, tmp_path, monkeypatch, name):
    gone(office)
    made = page(screen, "proposals")
    save_to(monkeypatch, tmp_path / name, "")
    made.list.click()

    assert (tmp_path / name).stat().st_size > 1000


def test_the_warning_about_provisional_classes_goes_away(screen, office):
    made = page(screen, "proposals")
    assert not made.bar.isHidden()

    for row in classes.list_classes(office):
        classes.save_class(office, row.id, row.draft(), row.version)
    made.load()

    assert made.bar.isHidden()


def test_the_file_for_the_person_is_saved(screen, office, tmp_path, monkeypatch, notices):
    lis = gone(office)
    made = page(screen, "person")
    made.show_person(lis)
    save_to(monkeypatch, tmp_path / "dane", "Dokument PDF (*.pdf)")
    made.save.click()

    assert (tmp_path / "dane.pdf").read_bytes().startswith(b"%PDF")
    assert "Zapisano plik dla osoby" in notices.list[-1].text


def test_a_class_is_written_and_made_the_default(screen, office):
    made = page(screen, "classes")
    made.add.click()
    made.dialog.form.set_value("symbol", "4110")
    made.dialog.do.click()
    assert made.dialog.form._boxes["title"].shown_problem == "Wpisz hasło klasyfikacyjne."

    made.dialog.form.set_value("title", "Kartoteki")
    made.dialog.form.set_value("years", 5)
    made.dialog.do.click()
    row = next(r for r in classes.list_classes(office) if r.symbol == "4110")
    made.panel.view.setCurrentIndex(made.panel.model.index(5, 0))
    made._set_default(CaseKind.PLANS)

    after = {r.symbol: r.default_of for r in classes.list_classes(office)}
    assert after["4110"] == ("plans",)
    assert row.category_text == "B5"


def test_the_export_asks_for_the_password(screen, office, tmp_path, monkeypatch, notices):
    made = page(screen, "export")
    assert not made.to_zip.isEnabled()
    save_to(monkeypatch, tmp_path / "biuro.zip", "")

    made.password.setText("nie to hasło")
    made.to_zip.click()
    assert "asło" in made.problem.text()
    made.password.setText(PASSWORD)
    made.to_zip.click()

    assert (tmp_path / "biuro.zip").is_file()
    assert made.password.text() == ""


def test_the_columns_say_what_a_proposal_is(office):
    gone(office)
    (proposal,) = retention.proposals(office)

    assert proposals_page.what_words(proposal) == "cała osoba"
    assert proposals_page.class_words(proposal) == "KARTA (B10)"
    assert proposals_page.years_words(proposal) == "2014"
