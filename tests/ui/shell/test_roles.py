"""In every role each screen that is offered opens without a refusal."""

from __future__ import annotations

import pytest

from cusdesk.domain import access
from cusdesk.domain.access import Role
from cusdesk.domain.catalogue import ServiceDraft
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import catalogue, plans, residents
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.shell.features import SCREENS
from cusdesk.ui.shell.main_window import MainWindow
from tests.helpers.help import without_help
from tests.helpers.people import act_as


@pytest.fixture
def said(qapp):
    return []


@pytest.fixture
def real(theme, bus, settings, qtbot, said):
    """The main window with its real screens."""
    notifier = Notifier()
    notifier.take_waiting()
    notifier.posted.connect(lambda notice: said.append((notice.level, notice.text)))
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, settings, SCREENS)
    ops.setParent(made)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.close()


@pytest.mark.parametrize("role", list(Role))
def test_a_role_opens_all_its_screens(real, office, said, role):
    resident = residents.create_resident(office, ResidentDraft("Łuczak", "Ewa")).id
    service = catalogue.create(office, ServiceDraft("Gimnastyka")).id
    plan = plans.create_plan(office, resident).id
    act_as(office, role)
    real.enter(office)

    for spec in SCREENS:
        if office.may(spec.needs):
            real.open_screen(spec.id)
    for feature, record in (("residents", resident), ("plans", plan), ("catalogue", service)):
        real.workspace.open_record(feature, record)
    real.show_palette()

    assert [text for kind, text in said if "uprawnienia" in text] == []
    if role in access.FIRST_ROLES:  # together they see every screen
        screens = [spec.id for spec in SCREENS if office.may(spec.needs)]
        assert [f for s in screens for f in without_help(real.workspace.opened(s), s)] == []
