"""The shared libraries Qt expects of a Linux system, and how Debian calls them.

A wheel cannot bring these. They are looked for by loading them, as Qt will; Windows has its own.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys

OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
}
"""Needed by every window, also the invisible one of the tests."""

SCREEN = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libcups.so.2": "libcups2",
}
"""Needed besides by a window on an X screen and by its printers."""

FONTS = "fonts-dejavu-core"

TEST_PROGRAMS = {"strace": "strace", "makensis": "nsis"}
"""Wanted by the tests: without the first, kills and failing disks at every system call are not
tried; without the second, the installer is not compiled."""


def is_linux() -> bool:
    """Say whether the libraries below are the system's business at all."""
    return sys.platform.startswith("linux")


def missing_packages(*, screen: bool) -> list[str]:
    """Return the Debian packages this system lacks; empty on anything but Linux."""
    if not is_linux():
        return []
    wanted = OFFSCREEN | (SCREEN if screen else {})
    missing = [package for library, package in wanted.items() if not _loads(library)]
    if "libfontconfig1" in missing:
        missing.append(FONTS)  # no fontconfig, no fonts either: every letter would be a box
    return missing


def missing_programs() -> list[str]:
    """Return the Debian packages of the programs the tests want and this system lacks."""
    if not is_linux():
        return []
    return [package for name, package in TEST_PROGRAMS.items() if shutil.which(name) is None]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_install() -> bool:
    """Say whether this process may install system packages itself."""
    return is_linux() and os.geteuid() == 0 and bool(shutil.which("apt-get"))


def apt_line(packages: list[str]) -> str:
    """Return the one line a person with the password runs."""
    return f"sudo apt-get install --no-install-recommends {' '.join(packages)}"


def install(packages: list[str]) -> bool:
    """Install with apt-get and say whether it worked; its talk goes to stderr."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    # A first update may fail for one dead source and still bring the lists that matter.
    commands = [
        ["apt-get", "-q", "update"],
        ["apt-get", "-q", "install", "-y", "--no-install-recommends", *packages],
    ]
    status = 1
    for command in commands:
        status = subprocess.run(
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=sys.stderr,
            check=False,
        ).returncode
    return status == 0
