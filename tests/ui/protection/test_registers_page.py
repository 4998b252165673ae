"""The registers on the screen: one page for all, the clock, the form, roads from elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel

from cusdesk.domain.access import Role
from cusdesk.domain.protection import register_drafts as drafts
from cusdesk.domain.protection.register_drafts import ConsentPurpose
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import residents
from cusdesk.services.protection import registers
from cusdesk.ui.common.pdf_preview import PdfPreview
from cusdesk.ui.protection.screen import ProtectionScreen

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def office(office):
    office.take_roles(Role)
    return office


@pytest.fixture
def lis(office):
    return residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id


@pytest.fixture
def screen(context, office, qtbot):
    made = ProtectionScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    return made


def shown(screen, place):
    screen.run_command(f"protection.registers:{place}")
    page = screen.page(screen.tabs.currentIndex())
    return page, page.panel()


def texts(panel, key):
    column = [spec.key for spec in panel.panel.view.specs].index(key)
    model = panel.panel.model
    return [model.index(n, column).data() for n in range(model.rowCount())]


@pytest.mark.parametrize("place", ["breaches:new", "consents:new", "clause_deliveries:new"])
def test_every_kind_of_form_opens(screen, place):
    _, panel = shown(screen, place)

    assert panel.dialog.isVisible()
    assert (panel.dialog.who is not None) == (not place.startswith("breaches"))


def test_a_breach_from_the_form_to_its_clock(screen, office):
    page, panel = shown(screen, "breaches:new")
    form = panel.dialog.form
    form.set_value("found_time", "815")
    form.set_value("description", "Zgubiono wydruk listy.")

    panel.dialog.do.click()

    assert texts(panel, "state") == ["zgłoś do 18.06.2026 08:15 (zostało 70 godzin)"]
    assert page.names.currentItem().text() == "Naruszenia (1)"
    (row,) = registers.list_entries(office, "breaches")
    assert row.draft.found_time == "8:15"


def test_what_is_missing_stands_beside_its_field(screen, office):
    _, panel = shown(screen, "consents:new")
    dialog = panel.dialog

    dialog.do.click()

    assert dialog.form._boxes["scope"].shown_problem == "Uzupełnij to pole."
    assert dialog.problem.text() == "Wybierz mieszkańca."
    assert registers.list_entries(office, "consents") == []


def test_a_consent_begun_on_a_card(screen, office, lis):
    _, panel = shown(screen, f"consents:new:{lis.hex()}")
    assert panel.dialog.who.text() == "Lis Adam"
    panel.dialog.form.set_value("purpose", ConsentPurpose.IMAGE)
    panel.dialog.form.set_value("scope", "zdjęcia")

    panel.dialog.do.click()

    assert registers.consent_for(office, lis, ConsentPurpose.IMAGE).is_given
    assert texts(panel, "who") == ["Lis Adam"]


def test_an_entry_is_changed_and_put_into_the_bin(screen, office, lis):
    draft = drafts.ConsentDraft(ConsentPurpose.NEWS, "SMS", TODAY)
    saved = registers.save_entry(office, "consents", None, draft, resident_id=lis)
    screen.show_record(saved.id)
    page = screen.page(screen.tabs.currentIndex())
    panel = page.panel()

    panel.dialog.form.set_value("withdrawn_on", TODAY)
    panel.dialog.do.click()
    assert texts(panel, "state") == ["cofnięte 15.06.2026"]

    panel.panel.view.select_record(saved.id)
    panel.retire.trigger()
    assert registers.list_entries(office, "consents") == []


def test_what_was_typed_before_a_crash_comes_back(screen, office, lis, notices):
    _, panel = shown(screen, f"consents:new:{lis.hex()}")
    panel.dialog.form.set_value("scope", "zdjęcia z wycieczki")
    panel.dialog.form.field_left.emit("scope")
    panel.dialog.deleteLater()  # nobody pressed anything

    panel.add_entry(lis)

    assert panel.dialog.form.value("scope") == "zdjęcia z wycieczki"
    assert notices.list[-1].text == "Przywrócono niedokończony wpis."
    panel.dialog.reject()
    panel.add_entry(lis)
    assert panel.dialog.form.value("scope") == ""


def test_an_account_leads_to_the_authorisations(screen, office):
    screen.show_record(office.user_id)

    page = screen.page(screen.tabs.currentIndex())
    assert page.panel().spec.name == "authorisations"
    assert not page.bar.isHidden()


def test_who_asks_leads_to_their_page(screen, office, lis):
    draft = drafts.DataRequestDraft(kind=drafts.RequestKind.ACCESS, received_on=TODAY)
    registers.save_entry(office, "data_requests", None, draft, resident_id=lis)
    _, panel = shown(screen, "data_requests")
    panel.load()
    panel.panel.view.setCurrentIndex(panel.panel.model.index(0, 0))

    panel.person.trigger()

    assert screen.specs[screen.tabs.currentIndex()].id == "person"


def test_a_register_is_previewed(screen, qtbot):
    _, panel = shown(screen, "processing_activities")

    panel._print(large=False)

    (preview,) = panel.window().findChildren(PdfPreview)
    assert preview.isVisible()
    preview.close()


def test_who_may_only_see_changes_nothing(context, office, qtbot):
    office.take_roles([Role.ADMINISTRATOR])
    made = ProtectionScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.show()

    page, panel = shown(made, "breaches:new")

    assert panel.dialog is None
    assert not panel.add.isEnabled()
    assert "consents" not in [page.names.item(i).data(256) for i in range(page.names.count())]


def test_the_screen_of_people_names_who_has_no_authorisation(context, office, qtbot):
    from cusdesk.ui.people.screen import PeopleScreen

    made = PeopleScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.load()
    warned = [x for x in made.findChildren(QLabel) if x.text().startswith("Brak ważnego upow")]
    assert len(warned) == 1

    draft = drafts.AuthorisationDraft(user_id=office.user_id, scope="kartoteki", valid_from=TODAY)
    registers.save_entry(office, "authorisations", None, draft)
    made.load()

    left = [x for x in made.findChildren(QLabel) if x.text().startswith("Brak ważnego upow")]
    assert [x for x in left if x not in warned] == []
