"""Consents and the other registers on a resident's card."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QPushButton

from cusdesk.domain.access import Role
from cusdesk.domain.protection.register_drafts import ConsentDraft, ConsentPurpose
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import residents
from cusdesk.services.protection import registers
from cusdesk.ui.common.widgets import LineLink
from cusdesk.ui.residents.registers_panel import RegistersPanel


@pytest.fixture
def lis(office):
    office.take_roles(Role)
    lis = residents.create_resident(office, ResidentDraft(surname="Lis", given_name="Adam")).id
    draft = ConsentDraft(ConsentPurpose.IMAGE, "zdjęcia", dt.date(2026, 6, 1))
    registers.save_entry(office, "consents", None, draft, resident_id=lis)
    return lis


@pytest.fixture
def panel(context, office, qtbot):
    def make(**roads):
        made = RegistersPanel(replace(context, office=office, **roads))
        qtbot.addWidget(made)
        return made

    return make


def test_a_consent_leads_to_its_entry_and_another_is_one_click_away(panel, lis):
    opened, begun = [], []
    made = panel(
        can_open=lambda _feature: True,
        open_record=lambda *place: opened.append(place),
        run_command=lambda *command: begun.append(command),
    )
    made.show_resident(lis, can_write=True)

    (link,) = made.findChildren(LineLink)
    link.click()
    next(b for b in made.findChildren(QPushButton) if b.text() == "Udostępnienie danych").click()

    assert link.accessibleName() == "Zgoda: wizerunek (zdjęcia, nagrania)"
    assert opened[0][0] == "protection"
    assert begun == [("protection", f"protection.registers:disclosures:new:{lis.hex()}")]


def test_who_has_no_right_to_the_registers_reads_consents_only(panel, office, lis):
    registers.record_disclosure(office, lis, "Sąd Rejonowy", "plan", "art. 50 ust. 3")
    office.take_roles([Role.SOCIAL_ASSISTANCE])
    made = panel()

    made.show_resident(lis, can_write=True)

    said = [line.text() for line in made.findChildren(QLabel)]
    assert "Zgoda: wizerunek (zdjęcia, nagrania)" in said
    assert not any("Sąd" in line for line in said)
    assert made.findChildren(QPushButton) == []
