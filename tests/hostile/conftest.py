"""The real window over a hostile office, and a picture that nobody may open."""

from __future__ import annotations

import sys

import pytest

from cusdesk.core.settings import Settings
from cusdesk.ui.common.executors import InlineExecutor
from cusdesk.ui.common.notices import ChangeBus, Notifier
from cusdesk.ui.common.operations import Operations
from cusdesk.ui.common.theme import current
from cusdesk.ui.shell.main_window import MainWindow
from tests.hostile.office import fill
from tests.hostile.seen import OpenedFile


@pytest.fixture
def canary(tmp_path):
    """A picture; after the test it must not have been opened by anybody."""
    if not sys.platform.startswith("linux"):
        pytest.skip("watches files by inotify")
    path = tmp_path / "kanarek.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    watch = OpenedFile(path)
    yield path
    opened = watch.was_opened()
    watch.close()
    assert not opened, "something typed made the program open a file"


@pytest.fixture
def hostile(office, canary):
    return fill(office, str(canary), count=21)


@pytest.fixture
def window(qtbot, office, hostile, tmp_path):
    current().apply("light", 100)
    bus, notifier = ChangeBus(), Notifier()
    ops = Operations(bus, notifier, database=InlineExecutor(), files=InlineExecutor())
    made = MainWindow(ops, bus, notifier, Settings(tmp_path / "settings.json"))
    for helper in (bus, notifier, ops):
        helper.setParent(made)
    qtbot.addWidget(made)
    made.resize(1366, 768)
    made.show()
    made.enter(office)
    yield made
    made.close()


@pytest.fixture
def theme(qapp):
    """The light theme at normal size, for dialogs outside a window."""
    current().apply("light", 100)
    return current()
