"""A screen of plans over a real office; operations run at once."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from cusdesk.domain.catalogue import ServiceArea, ServiceDraft, ServiceStatus, ServiceUnit
from cusdesk.domain.providers import ProviderDraft
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import catalogue, plans, providers, residents
from cusdesk.ui.plans.screen import PlansScreen

NO_MODIFIER = Qt.KeyboardModifier.NoModifier
TAB, ENTER = Qt.Key.Key_Tab, Qt.Key.Key_Return


@pytest.fixture
def office_context(context, office):
    return replace(context, office=office)


@pytest.fixture
def resident(office):
    draft = ResidentDraft(surname="Łuczak", given_name="Maria", locality="Zielona", house="4")
    return residents.create_resident(office, draft).id


@pytest.fixture
def care(office):
    """A service by the hour with a fee and a provider, known as „opiekunka” too."""
    provider = providers.create(office, ProviderDraft(name="Spółdzielnia Razem")).id
    draft = ServiceDraft(
        name="Usługi opiekuńcze",
        area=ServiceArea.SOCIAL_ASSISTANCE,
        place="w domu",
        price_gr=800,
        funding="Program CUS",
        status=ServiceStatus.REGULAR,
        aliases=["opiekunka"],
        provider_ids=[provider],
    )
    return catalogue.create(office, draft).id


@pytest.fixture
def meetings(office):
    """A service by the meeting."""
    draft = ServiceDraft(
        name="Klub seniora",
        area=ServiceArea.CULTURE,
        unit=ServiceUnit.MEETING,
        price_gr=0,
        status=ServiceStatus.REGULAR,
    )
    return catalogue.create(office, draft).id


@pytest.fixture
def screen(office_context, care, meetings, resident, qtbot):
    made = PlansScreen(office_context)
    qtbot.addWidget(made)
    made.resize(1150, 700)
    made.show()
    made.activateWindow()
    QTest.qWaitForWindowActive(made)
    return made


@pytest.fixture
def plan(office, resident):
    """A new plan, nothing in it but number, dates and coordinator."""
    return plans.create_plan(office, resident).id


@pytest.fixture
def page(screen, plan):
    screen.show_record(plan)
    return screen.plan_page


def keys(*pressed: str | Qt.Key) -> None:
    """Press keys in whatever has the keyboard: a text letter by letter, or a named key."""
    for key in pressed:
        if isinstance(key, str):
            for letter in key:
                for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                    event = QKeyEvent(kind, Qt.Key.Key_unknown, NO_MODIFIER, letter)
                    QApplication.sendEvent(focused(), event)  # QTest cannot type Polish letters
        else:
            QTest.keyClick(focused(), key)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


@pytest.fixture
def stored(office, plan):
    """The draft as the office file has it."""

    def read():
        return plans.get_plan(office, plan).draft

    return read
