"""The residents' screen over a real office, shown and ready for the keyboard."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.residents import PhoneDraft, ResidentDraft
from cusdesk.services import residents
from cusdesk.ui.residents.screen import ResidentsScreen


@pytest.fixture
def people(office):
    """Three residents: Łuczak Żaneta with a PESEL, Kowalska Anna, Kowalski Jan."""
    drafts = [
        ResidentDraft(
            "Łuczak", "Żaneta", pesel="44051401359", locality="Dolina", house="12",
            phones=[PhoneDraft("600123456")],
        ),
        ResidentDraft("Kowalska", "Anna", locality="Dolina", house="3"),
        ResidentDraft("Kowalski", "Jan", locality="Stary Bór", house="7"),
    ]  # fmt: skip
    return [residents.create_resident(office, draft).id for draft in drafts]


@pytest.fixture
def shown(context, office, qtbot):
    """Make the screen; call it after the office has what the test needs."""

    alive = []

    def make():
        screen = ResidentsScreen(replace(context, office=office))
        qtbot.addWidget(screen)
        screen.resize(1100, 700)
        alive.append(screen)
        with qtbot.waitActive(screen):
            screen.show()
            screen.activateWindow()
        return screen

    return make
