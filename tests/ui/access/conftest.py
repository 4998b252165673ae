"""A small invented commune, made once, and a window over it for each size of text."""

from __future__ import annotations

import os
import shutil
import sys

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QDesktopServices, QGuiApplication
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from cusdesk.app import speak_polish
from cusdesk.core.clock import FixedClock
from cusdesk.core.settings import Settings
from cusdesk.services.demo import build_demo
from cusdesk.services.office import open_office
from cusdesk.ui.common.theme import current
from tests.conftest import MONDAY
from tests.ui.access.measure import SCREEN
from tests.ui.access.walk import Walk

LONG = bool(os.environ.get("CUSDESK_LONG_FAULTS"))
collect_ignore = [] if LONG and sys.platform.startswith("linux") else ["test_at_spi.py"]
"""The bus of AT-SPI is for nights on Linux, with at-spi2-core, gir1.2-atspi-2.0 and openbox."""
PASSWORD = "Pokazowa-gmina-2026"


class _Screen:
    """The real screen with the size of the smallest one people have."""

    def __init__(self):
        self._real = QGuiApplication.primaryScreen()

    def availableSize(self):
        return QSize(*SCREEN)

    def __getattr__(self, name):
        return getattr(self._real, name)


@pytest.fixture(scope="session")
def commune(tmp_path_factory):
    """The files of a commune of eight people with something of everything."""
    folder = tmp_path_factory.mktemp("commune")
    return build_demo(folder, residents=8, password=PASSWORD, clock=FixedClock(MONDAY)).path


@pytest.fixture(scope="module")
def nothing_waits(qapp):
    """Windows of the system are not opened; ours do not wait for an answer."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(QWidget, "screen", lambda _self: _Screen())
        patched.setattr(QDialog, "exec", lambda self: self.open() or 0)
        patched.setattr(QPrintDialog, "exec", lambda _self: 0)
        patched.setattr(QDesktopServices, "openUrl", lambda _url: True)
        for name in ("getSaveFileName", "getOpenFileName", "getOpenFileNames"):
            patched.setattr(QFileDialog, name, lambda *_a, **_k: ("", ""))
        patched.setattr(QFileDialog, "getExistingDirectory", lambda *_a, **_k: "")
        speak_polish(qapp)
        yield


@pytest.fixture(scope="module")
def walk(request, commune, nothing_waits, tmp_path_factory):
    """A walk through the window with text at `request.param` per cent."""
    folder = tmp_path_factory.mktemp("walk")
    shutil.copytree(commune.parent, folder, dirs_exist_ok=True)
    current().apply("light", request.param)
    office = open_office(folder / commune.name, password=PASSWORD, clock=FixedClock(MONDAY))
    made = Walk(office, Settings(folder / "settings.json"))
    yield made
    made.close()
    current().apply("light", 100)
