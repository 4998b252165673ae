"""The variant that is not installed: a zip with the program's folder and a way to start it."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

from cusdesk.core.manifest import Manifest
from cusdesk.core.paths import PORTABLE_MARK
from tools.windows.places import HERE, MOMENT, table

_START = """@echo off\r
start "" "%~dp0program\\python\\{windowed}" -m cusdesk %*\r
"""


def write_portable(payload: Path, manifest: Manifest, target: Path) -> Path:
    """Write the zip, the same from the same payload; return where it is."""
    top = f"cusdesk-{manifest.version}"
    texts = {
        "cusdesk.cmd": _START.format(windowed=table()["python"]["windowed"]).encode("ascii"),
        "CZYTAJ.txt": _readme(manifest.version),
        PORTABLE_MARK: b"",
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in texts.items():
            archive.writestr(_info(f"{top}/{name}"), content)
        files = {path.relative_to(payload).as_posix(): path for path in payload.rglob("*")}
        for name in sorted(files):
            if files[name].is_file():
                archive.writestr(_info(f"{top}/program/{name}"), files[name].read_bytes())
    return target


def _readme(version: str) -> bytes:
    """Return the page beside the program, as Notepad of Windows reads it."""
    text = (HERE / "portable_readme.txt").read_text(encoding="utf-8")
    return text.replace("{version}", version).replace("\n", "\r\n").encode("utf-8-sig")


def _info(name: str) -> zipfile.ZipInfo:
    """Return an entry that says nothing of the machine or the day of the build."""
    moment = dt.datetime.fromtimestamp(MOMENT, tz=dt.UTC)
    info = zipfile.ZipInfo(name, moment.timetuple()[:6])
    info.compress_type = zipfile.ZIP_DEFLATED
    info.create_system = 0
    return info
