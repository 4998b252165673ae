"""What the tests under Wine share: a screen, two prefixes, and installers for every case.

The order of the tests in a file is that of an office: install, use, upgrade, go back, remove.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from cusdesk.core.paths import MANIFEST
from tests.windows import trial
from tests.windows.hands import Hands
from tests.windows.standins import put_standins
from tests.windows.wine import ANNA, LUCJA, NEW, OLD, PROGRAMS, Prefix
from tools.windows import installer, payload

collect_ignore_glob = [] if os.environ.get("CUSDESK_WINE") else ["test_*.py"]
"""Half an hour of Wine is for nights: `tools/dev.py wine` asks for it."""


@pytest.fixture(scope="session", autouse=True)
def programs():
    """Refuse to begin without what the tests want."""
    missing = [name for name in PROGRAMS if shutil.which(name) is None]
    assert not missing, f"install first: {', '.join(missing)}"


@pytest.fixture(scope="session")
def work(tmp_path_factory):
    """A folder for pictures and installers; `CUSDESK_WINE_OUT` names one that is kept.

    What a kept one holds is used again: empty it after a change of the program.
    """
    kept = os.environ.get("CUSDESK_WINE_OUT")
    folder = Path(kept) if kept else tmp_path_factory.mktemp("wine")
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def display():
    """A screen nobody sees; its number is the first that is free."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1366x768x24"]
    process = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as numbers:
        yield f":{numbers.readline().strip()}"
    process.terminate()
    process.wait()


@pytest.fixture(scope="session")
def program(work):
    """The folder for an office PC, from the last commit."""
    folder = work / "payload"
    if not (folder / MANIFEST).is_file():
        payload.build(folder)
    return folder


class Setups:
    """Installers of trial versions, compiled when first asked for."""

    def __init__(self, work: Path, program: Path) -> None:
        self._work, self._program = work, program

    def __call__(self, name: str, version: str, change=None, spoil=None) -> Path:
        """Return an installer.

        Args:
            name: of the case; one installer each.
            version: that the package says it is.
            change: does something to the folder before the manifest is written.
            spoil: does something to it afterwards.
        """
        target = self._work / f"{name}.exe"
        if target.exists():
            return target
        folder = self._work / f"payload-{name}"
        shutil.copytree(self._program, folder)
        commit = (folder / payload.VERSION_FILE).read_text().split()[1]
        (folder / payload.VERSION_FILE).write_text(f"{version}\r\n{commit}\r\n", newline="")
        if change:
            change(folder)
        made = payload.finish(folder, version)
        if spoil:
            spoil(folder)
        installer.compile_installer(folder, made, target, "-DQUICK", "-DNSIS64")
        shutil.rmtree(folder)
        return target


@pytest.fixture(scope="session")
def setups(work, program):
    return Setups(work, program)


@pytest.fixture(scope="session")
def old_setup(setups):
    """An older version, with a module the newer one has no more."""

    def change(folder: Path) -> None:
        trial.number(folder, OLD)
        trial.trust(folder)
        (folder / "app" / "cusdesk" / "stale.py").touch()

    return setups("old", OLD, change=change)


@pytest.fixture(scope="session")
def new_setup(setups):
    """A newer version, which changes the tables of offices."""

    def change(folder: Path) -> None:
        trial.number(folder, NEW)
        trial.trust(folder)
        trial.change_tables(folder, NEW)

    return setups("new", NEW, change=change)


@pytest.fixture(scope="session")
def bare(tmp_path_factory, display):
    """Wine as it comes."""
    prefix = Prefix(tmp_path_factory.mktemp("bare") / "prefix", display, LUCJA)
    yield prefix
    prefix.end()


@pytest.fixture(scope="module")
def pc(tmp_path_factory, display, program, work):
    """Wine with the libraries it lacks: as near to Windows 10 as it goes."""
    prefix = Prefix(tmp_path_factory.mktemp("pc") / "prefix", display, ANNA)
    made = put_standins(prefix.disk / "windows" / "system32", program, work)
    print(f"stand-ins: {', '.join(made) or 'none needed'}")
    yield prefix
    prefix.end()


@pytest.fixture(scope="module")
def hands(pc, work):
    """Somebody at the keyboard of the PC; the pictures go to the kept folder."""
    return Hands(pc, work)
