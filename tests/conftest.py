"""What every test gets: an invisible Qt, a sandboxed home, a fixed clock, no network."""

from __future__ import annotations

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["TZ"] = "CET-1CEST,M3.5.0,M10.5.0/3"  # Warsaw, also where no zone files are installed
os.environ["LC_ALL"] = "C.UTF-8"

import datetime as dt
import gc
import logging
import shutil
import socket
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from cusdesk.core import paths, places
from cusdesk.core.clock import FixedClock
from tests.helpers.golden import Golden

if hasattr(time, "tzset"):
    time.tzset()

# a machine with other work is slow, not wrong
settings.register_profile("any", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("any")

_MANY_OBJECTS, _MANY_TESTS = 50_000, 50

HOME_VARIABLES = {
    "HOME": "",
    "USERPROFILE": "",
    "APPDATA": "AppData/Roaming",
    "LOCALAPPDATA": "AppData/Local",
    "XDG_CONFIG_HOME": ".config",
    "XDG_DATA_HOME": ".local/share",
    "XDG_STATE_HOME": ".local/state",
    "XDG_CACHE_HOME": ".cache",
    "XDG_DOCUMENTS_DIR": "Documents",
}


def pytest_addoption(parser):
    parser.addoption(
        "--update-golden", action="store_true", help="write tests/golden anew; read the diff"
    )


def pytest_collection_modifyitems(items):
    for item in items:
        if "golden" in getattr(item, "fixturenames", ()):
            item.add_marker("golden")


def pytest_collection_finish():
    """Collect as the window does: never on a thread at work (`cusdesk.core.collector`)."""
    gc.disable()
    gc.freeze()  # modules and tests live as long as the run: nobody need look at them again


def pytest_runtest_logfinish():
    """Tests without Qt leave their cycles for the moment between two tests."""
    new, _, partly = gc.get_count()
    if new > _MANY_OBJECTS or partly > _MANY_TESTS:
        gc.collect()


@pytest.fixture(autouse=True)
def home(tmp_path_factory, monkeypatch):
    """An empty home folder, so that no test reads or writes the developer's own."""
    folder = tmp_path_factory.mktemp("home")
    for variable, below in HOME_VARIABLES.items():
        monkeypatch.setenv(variable, str(folder / below))
    if sys.platform == "win32":  # which asks the system for these folders, not the environment
        monkeypatch.setattr(paths, "_profile", folder / "AppData" / "Local" / "cusdesk")
        for module in (paths, places):
            monkeypatch.setattr(module, "documents_dir", lambda: folder / "Documents")
    monkeypatch.delenv("CUSDESK_PASSWORD", raising=False)
    return folder


@pytest.fixture(autouse=True)
def _no_network(monkeypatch):
    def refuse(*_arguments, **_options):
        pytest.fail("a test tried to reach the network")

    for name in ("connect", "connect_ex"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)


@pytest.fixture(autouse=True)
def _no_unexpected_log_warnings(request, caplog):
    yield
    if request.node.get_closest_marker("expects_log_warnings"):
        return
    found = [
        record.getMessage()
        for phase in ("setup", "call")
        for record in caplog.get_records(phase)
        if record.name.startswith("cusdesk") and record.levelno >= logging.WARNING
    ]
    assert not found, "the program logged warnings nobody expected"


@pytest.fixture(autouse=True)
def _tidy_qt(request):
    """Polish numbers and dates in widgets; deleted widgets really go while the program lives."""
    if not {"qapp", "qtbot"} & set(request.fixturenames):
        yield
        return
    application = request.getfixturevalue("qapp")
    from PySide6.QtCore import QEvent, QLocale

    QLocale.setDefault(QLocale("pl_PL"))
    yield
    application.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # a dead window goes now, or after the next test when something still names it; not in the
    # middle of a later one or on its thread
    gc.collect(1)


MONDAY = dt.datetime(2026, 6, 15, 10, 0)  # noqa: DTZ001 (wall time, as people read it)


@pytest.fixture
def clock():
    """A clock that stands at Monday 15 June 2026, 10:00."""
    return FixedClock(MONDAY)


@pytest.fixture
def golden(request):
    """Compare text or plain data with a file below tests/golden; see tests/helpers/golden.py."""
    folder = Path(__file__).parent / "golden"
    return Golden(folder, update=request.config.getoption("--update-golden"))


@pytest.fixture(scope="session")
def empty_office(tmp_path_factory):
    """The files of a new office: a copy opens in a third of the time a new one takes."""
    from tests.helpers.office import make_office

    folder = tmp_path_factory.mktemp("empty")
    make_office(folder, FixedClock(MONDAY)).office.close()
    return [path for path in folder.iterdir() if path.suffix in (".cusdesk", ".cusdesk-keys")]


@pytest.fixture
def office(tmp_path, clock, empty_office):
    """A new, empty office: a real encrypted file, closed after the test."""
    from cusdesk.services.office import open_office
    from tests.helpers.office import PASSWORD

    copy, _ = (shutil.copy(path, tmp_path) for path in sorted(empty_office))
    office = open_office(Path(copy), password=PASSWORD, clock=clock)
    yield office
    office.close()
