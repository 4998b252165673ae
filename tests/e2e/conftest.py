"""A desk with the real program; an office made cheaply for stories that begin later."""

from __future__ import annotations

import pytest

from cusdesk.core.clock import SystemClock
from cusdesk.core.settings import Settings
from cusdesk.ui.common.theme import current
from tests.e2e.desk import Desk
from tests.helpers.office import make_office


@pytest.fixture
def settings(tmp_path):
    return Settings(tmp_path / "settings.json")


@pytest.fixture
def start(qtbot, settings):
    """Start the program, like `cusdesk [OFFICE]`; every window is closed after the test."""
    current()
    desks = []

    def begin(office=None, own=settings):
        desks.append(Desk(qtbot, own, office))
        return desks[-1]

    yield begin
    for desk in desks:
        desk.leave()


@pytest.fixture
def office_file(tmp_path):
    """An office with a cheap password, closed."""
    office = make_office(tmp_path, SystemClock(), name="CUS w Dolinie").office
    office.close()
    return office.path
