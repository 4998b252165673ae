"""Providers on the screen: the contact person first, services from both sides."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.domain.providers import ProviderDraft
from cusdesk.services import catalogue, history, providers
from cusdesk.ui.providers.form import ProviderFields, ServiceEntry
from cusdesk.ui.providers.screen import ProvidersScreen
from cusdesk.ui.providers.viewmodel import insurance_words

TODAY = dt.date(2026, 6, 15)


@pytest.fixture
def klub(office):
    draft = ProviderDraft(name="Klub", contact_name="Ewa Zmyślona", contact_phone="600100200")
    return providers.create(office, draft).id


@pytest.fixture
def joga(office):
    return catalogue.create(office, ServiceDraft(name="Joga", area=ServiceArea.HEALTH)).id


@pytest.fixture
def screen(context, office, klub, joga, qtbot):
    made = ProvidersScreen(replace(context, office=office))
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    return made


def type_into(screen, name, text):
    field = screen.form.field(name)
    field.editor.setText(text)
    field.edited.emit()
    field.left.emit()


def test_the_contact_person_stands_out(screen, klub):
    screen.show_record(klub)
    assert (screen.side.contact.text(), screen.side.reach.text()) == ("Ewa Zmyślona", "600 100 200")
    type_into(screen, "contact_name", "Jan Inny")
    assert screen.side.contact.text() == "Jan Inny"


def test_a_phone_is_kept_as_digits_and_shown_in_groups(screen, office, klub):
    screen.show_record(klub)
    assert screen.form.value("contact_phone") == "600 100 200"
    type_into(screen, "contact_phone", "+48 500-600-700")
    assert providers.get(office, klub).draft.contact_phone == "500600700"


def test_a_service_added_here_stands_in_the_catalogue(screen, office, klub, joga, ops, clock):
    clock.advance(minutes=5)
    screen.show_record(klub)
    rows = screen.form.field("services")
    rows._add.click()
    combo = rows._lines[0].fields["service_id"].combo
    combo.setCurrentIndex(combo.findText("Joga"))
    combo.activated.emit(combo.currentIndex())
    assert catalogue.get(office, joga).provider_names == ("Klub",)

    ops.write(history.undo, office).run()
    assert screen.form.draft().services == ()
    assert catalogue.get(office, joga).provider_names == ()


def test_a_wrong_nip_only_warns(screen, office, klub):
    screen.show_record(klub)
    type_into(screen, "nip", "1234567890")
    assert providers.get(office, klub).draft.nip == "1234567890"
    assert screen.form.field("nip").widget.property("state") == "warning"


def test_a_new_provider_is_made_with_its_services(screen, office, joga):
    screen.start_new()
    type_into(screen, "name", "Zupełnie inny")
    screen.form.set_value("services", (ServiceEntry(joga),))
    screen.editor.create()
    assert catalogue.get(office, joga).provider_names == ("Zupełnie inny",)
    assert screen.title_label.text() == "Zupełnie inny"


def test_the_bin(screen, office, klub):
    screen.show_record(klub)
    screen._retire.click()
    assert screen.panel.model.rowCount() == 0
    screen.bin.setChecked(True)
    assert screen.panel.model.row_at(0).name == "Klub"


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (None, "Nie zapisano, do kiedy jest ważne."),
        (dt.date(2026, 6, 14), "Skończyło się 14.06.2026. Poproś o nową polisę."),
        (dt.date(2026, 6, 16), "Kończy się 16.06.2026, za 1 dzień."),
        (dt.date(2026, 12, 31), "Ważne do 31.12.2026."),
    ],
)
def test_insurance_in_words(until, words):
    assert insurance_words(ProviderFields(insurance_until=until), TODAY) == words
