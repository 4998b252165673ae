"""The screen of talks over a real office; operations run at once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import needs_talks, residents
from cusdesk.ui.needs_talks.screen import NeedsTalksScreen


@pytest.fixture
def office_context(context, office):
    return replace(context, office=office)


@pytest.fixture
def resident(office):
    draft = ResidentDraft(surname="Łuczak", given_name="Maria", locality="Zielona", house="4")
    return residents.create_resident(office, draft).id


@pytest.fixture
def talk(office, resident):
    return needs_talks.create_talk(office, resident).id


@pytest.fixture
def screen(qtbot, office_context):
    made = NeedsTalksScreen(office_context)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    return made
