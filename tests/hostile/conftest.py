"""The real window over a hostile office, and a picture that nobody may open."""

from __future__ import annotations

import shutil
import sys

import pytest

from cusdesk.core.clock import FixedClock
from cusdesk.core.settings import Settings
from cusdesk.domain.access import Role
from cusdesk.services.office import open_office
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.theme import current
from cusdesk.ui.shell.main_window import MainWindow
from tests.conftest import MONDAY
from tests.helpers.office import PASSWORD, make_office
from tests.hostile.office import fill
from tests.hostile.seen import OpenedFile

USER = "Anna Testowa"


@pytest.fixture(scope="session")
def picture(tmp_path_factory):
    """Where the texts of the hostile office point to."""
    return tmp_path_factory.mktemp("obrazek") / "kanarek.png"


@pytest.fixture
def canary(picture):
    """A picture; after the test it must not have been opened by anybody."""
    if not sys.platform.startswith("linux"):
        # 2026-11-22: nothing else tells that somebody opened a file; Linux alone has inotify
        pytest.skip("no inotify here (2026-11-22)")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n")
    watch = OpenedFile(picture)
    yield picture
    opened = watch.was_opened()
    watch.close()
    assert not opened, "something typed made the program open a file"


@pytest.fixture(scope="session")
def filled(tmp_path_factory, picture):
    """The files of a hostile office and what was written: written once, copied for every test."""
    folder = tmp_path_factory.mktemp("wrogie")
    office = make_office(folder, FixedClock(MONDAY)).office
    made = fill(office, str(picture), count=21)
    office.close()
    return sorted(path for path in folder.iterdir() if path.stem == "biuro"), made


@pytest.fixture
def hostile(filled):
    """The ids of what was written."""
    return filled[1]


@pytest.fixture
def hostile_office(filled, canary, tmp_path, clock):
    """A hostile office of its own, opened by somebody who may do everything."""
    for path in filled[0]:
        shutil.copy(path, tmp_path)
    office = open_office(tmp_path / "biuro.cusdesk", password=PASSWORD, user_name=USER, clock=clock)
    office.take_roles(list(Role))
    yield office
    office.close()


@pytest.fixture
def window(qtbot, hostile_office, tmp_path):
    current().apply("light", 100)
    bus, notifier = ChangeBus(), Notifier()
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, Settings(tmp_path / "settings.json"))
    for helper in (bus, notifier, ops):
        helper.setParent(made)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.enter(hostile_office)
    yield made
    made.close()


@pytest.fixture
def theme(qapp):
    """The light theme at normal size, for dialogs outside a window."""
    current().apply("light", 100)
    return current()
