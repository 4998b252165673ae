"""A screen of services over a real office; operations run at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft
from cusdesk.services import catalogue
from cusdesk.ui.catalogue.screen import CatalogueScreen


@pytest.fixture
def office_context(context, office):
    return replace(context, office=office)


@pytest.fixture
def joga(office):
    draft = ServiceDraft(name="Joga", area=ServiceArea.HEALTH, price_gr=1000, aliases=["yoga"])
    return catalogue.create(office, draft).id


@pytest.fixture
def screen(office_context, joga, qtbot):
    made = CatalogueScreen(office_context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    return made
