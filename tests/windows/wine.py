"""A Wine prefix as an office PC: run programs in it, read its registry, see its screen."""

from __future__ import annotations

import os
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.manifest import read_manifest
from cusdesk.core.paths import MANIFEST
from tests.windows.patience import LOOK_EVERY_S, Patience

if TYPE_CHECKING:
    from collections.abc import Callable

PROGRAMS = (
    "wine", "wineboot", "makensis", "Xvfb", "xdotool", "import", "x86_64-w64-mingw32-gcc",
    "osslsigncode",
)  # fmt: skip
"""What these tests want; they fail without it, because only who asks for them runs them."""

ANNA, LUCJA = "Anna Testowa", "Łucja Żak"
"""Names of profiles. A shortcut of Wine without a Polish code page loses the letters of the second,
so that the Start menu is tried with the first."""
OLD, NEW = "0.0.9", "9.0.0"
MANY_COLOURS = 50
UNINSTALL = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\cusdesk"
LOADING = "DLL load failed while importing"


@dataclass(frozen=True, slots=True)
class Done:
    """How a program ended and what it printed."""

    status: int
    text: str


class Prefix:
    """One Windows with its own disk C."""

    def __init__(self, folder: Path, display: str, user: str) -> None:
        self.folder, self.user = folder, user
        self._started: list[subprocess.Popen[bytes]] = []
        self.variables = os.environ | {
            "WINEPREFIX": str(folder),
            "WINEDEBUG": "-all",
            "WINEDLLOVERRIDES": "mscoree=;mshtml=;winemenubuilder.exe=",
            "DISPLAY": display,
            "USER": user,
            "LC_ALL": "C.UTF-8",
        }
        home = folder.parent / "home"  # Wine takes the folder of documents from here
        home.mkdir()
        self.variables["HOME"] = str(home)
        self.variables.pop("QT_QPA_PLATFORM", None)
        subprocess.run(["wineboot", "-i"], env=self.variables, capture_output=True, check=True)
        self.run("winecfg", "-v", "win10")

    @property
    def disk(self) -> Path:
        """Disk C."""
        return self.folder / "drive_c"

    @property
    def home(self) -> Path:
        """The profile of the person."""
        return self.disk / "users" / self.user

    @property
    def local(self) -> Path:
        """Where programs of one person keep their data."""
        return self.home / "AppData" / "Local"

    @property
    def installed(self) -> Path:
        """Where the installer puts the program unless told otherwise."""
        return self.local / "Programs" / "cusdesk"

    def path(self, place: Path) -> str:
        """Return a place as the programs in the prefix name it."""
        if place.is_relative_to(self.disk):
            return "C:\\" + str(place.relative_to(self.disk)).replace("/", "\\")
        return "Z:" + str(place).replace("/", "\\")

    def last(self, switch: str, place: Path) -> list[str]:
        """Return a last switch as NSIS reads it: with its spaces, without quotation marks."""
        return f"{switch}={self.path(place)}".split(" ")

    def start(self, *words: str, **variables: str) -> subprocess.Popen[bytes]:
        """Start a program and go on; it is ended with the prefix."""
        process = subprocess.Popen(
            ["wine", *words], env=self.variables | variables, cwd=self.disk,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self._started.append(process)
        return process

    def run(self, *words: str, **variables: str) -> Done:
        """Run a program to its end."""
        return self.finish(self.start(*words, **variables))

    def finish(self, process: subprocess.Popen[bytes]) -> Done:
        """Wait for the end of a program that was started, as long as anything moves."""
        patience = Patience(self.folder)
        while True:
            try:
                out, _ = process.communicate(timeout=LOOK_EVERY_S)
                return Done(process.returncode, out.decode("utf-8", errors="replace"))
            except subprocess.TimeoutExpired:
                assert patience.is_left(), f"{process.args}: {patience}"

    def until(self, is_so: Callable[[], object]) -> bool:
        """Wait for something to become true, as long as anything moves; say whether it did."""
        patience = Patience(self.folder)
        while not is_so():
            if not patience.is_left():
                print(f"gave up: {patience}")
                return False
            time.sleep(0.1)
        return True

    def console(self, program: Path, *words: str, **variables: str) -> Done:
        """Run the program without its window."""
        executable = program / "python" / "cusdesk-konsola.exe"
        return self.run(str(executable), "-m", "cusdesk", *words, **variables)

    def value(self, key: str, name: str = "") -> str | None:
        """Return a text of the registry, or None; by a file, since a console loses letters."""
        written = self.disk / "windows" / "temp" / "value.reg"
        written.unlink(missing_ok=True)
        key = key.replace("HKCU\\", "HKEY_CURRENT_USER\\")
        self.run("reg", "export", key, self.path(written), "/y")
        if not written.exists():
            return None
        lines = written.read_text(encoding="utf-16").partition(f"[{key}]")[2].splitlines()[1:]
        begin = f'"{name}"="' if name else '@="'
        for line in lines:
            if line.startswith("["):
                return None
            if line.startswith(begin):
                return line[len(begin) : -1].replace('\\"', '"').replace("\\\\", "\\")
        return None

    def files(self) -> set[str]:
        """Return every path on disk C, but for what Windows writes by itself."""
        found = (path.relative_to(self.disk).as_posix() for path in self.disk.rglob("*"))
        return {name for name in found if not name.startswith(("windows/", "users/Public/"))
                and "/Temp" not in name}  # fmt: skip

    def window(self, title: str) -> float | None:
        """Wait for a window with a title; return the seconds it took, or None."""
        begun = time.monotonic()
        if not self.until(lambda: self.windows(title)):
            return None
        return time.monotonic() - begun

    def windows(self, title: str) -> list[str]:
        """Return the numbers of the windows to be seen whose title has these words."""
        command = ["xdotool", "search", "--onlyvisible", "--name", title]
        done = subprocess.run(command, env=self.variables, capture_output=True, check=False)
        return done.stdout.decode().split()

    def width(self, title: str) -> int:
        """Return how many pixels wide the window with this title is."""
        command = ["xdotool", "getwindowgeometry", "--shell", self.windows(title)[0]]
        done = subprocess.run(command, env=self.variables, capture_output=True, check=True)
        return int(dict(line.split("=") for line in done.stdout.decode().split())["WIDTH"])

    def is_painted(self, picture: Path) -> bool:
        """Photograph the screen until something is drawn on it; keep the last picture."""
        return self.until(lambda: self._colours(picture) > MANY_COLOURS)

    def _colours(self, picture: Path) -> int:
        shot = ["import", "-window", "root", str(picture)]
        subprocess.run(shot, env=self.variables, check=True, capture_output=True)
        count = ["identify", "-format", "%k", str(picture)]
        return int(subprocess.run(count, check=True, capture_output=True, text=True).stdout)

    def end(self) -> None:
        """End everything that runs in this prefix, and in no other."""
        subprocess.run(["wineserver", "-k"], env=self.variables, capture_output=True, check=False)
        subprocess.run(["wineserver", "-w"], env=self.variables, check=False, timeout=600)
        for process in self._started:
            process.communicate(timeout=600)
        self._started.clear()


def version_in(folder: Path) -> str | None:
    """Return the version of a program's folder, or None when there is no whole one."""
    return read_manifest(folder).version if (folder / MANIFEST).is_file() else None
