"""Calling makensis with a list of files in a fixed order."""

from __future__ import annotations

import os
import shutil
import subprocess
from itertools import groupby
from pathlib import Path, PurePosixPath

from cusdesk.core.manifest import FILE_NAME, LIST_NAME, Manifest
from tools.environment import ROOT, say
from tools.windows.places import BUILD, HERE, MOMENT, SCRIPT, PackageError

NEW = r"$INSTDIR\program.nowy"


def makensis() -> str | None:
    """Return the compiler of installers, or None."""
    return shutil.which("makensis")


def file_list(manifest: Manifest, payload: Path) -> str:
    """Return the commands that unpack the payload: folders and files in the manifest's order."""
    names = [entry.path for entry in manifest.files] + [LIST_NAME, FILE_NAME]  # the mark comes last
    lines = []
    for folder, group in groupby(names, key=lambda name: str(PurePosixPath(name).parent)):
        below = "" if folder == "." else "\\" + folder.replace("/", "\\")
        lines.append(f'SetOutPath "{NEW}{below}"')
        lines += [f'File "{payload / name}"' for name in group]
    return "\n".join(lines) + "\n"


def compile_installer(
    payload: Path, manifest: Manifest, target: Path, *options: str, script: Path = SCRIPT
) -> Path:
    """Write the installer of a payload; return where it is.

    Args:
        payload: the program's folder, with its manifest.
        manifest: the payload's.
        target: the file to write.
        options: definitions for the script, `-DQUICK` or `-DNSIS64`.
        script: the installer's script.

    Raises:
        PackageError: there is no makensis, or it refused.
    """
    program = makensis()
    if program is None:
        message = "The installer needs makensis. On Debian or Ubuntu: apt-get install nsis"
        raise PackageError(message)
    BUILD.mkdir(parents=True, exist_ok=True)
    target.parent.mkdir(parents=True, exist_ok=True)
    files, licence = target.with_suffix(".nsh"), target.with_suffix(".licence.txt")
    files.write_text(file_list(manifest, payload), encoding="utf-8", newline="\n")
    licence.write_text(
        (ROOT / "LICENCE").read_text(encoding="utf-8"), encoding="utf-8-sig", newline="\r\n"
    )
    values = {
        "VERSION": manifest.version,
        "PAYLOAD": str(payload),
        "FILES": str(files),
        "LICENCE": str(licence),
        "ICON": str(ROOT / "resources" / "icons" / "app.ico"),
        "SIDE": str(HERE / "side.bmp"),
        "KILOBYTES": str(manifest.size // 1024),
        "OUTFILE": str(target),
    }
    command = [program, "-V2", "-WX", "-INPUTCHARSET", "UTF8", *options]
    command += [f"-D{name}={value}" for name, value in values.items()]
    say(f"Compiling {target.name} ...")
    variables = os.environ | {"SOURCE_DATE_EPOCH": str(MOMENT)}
    try:
        done = subprocess.run([*command, str(script)], cwd=ROOT, env=variables, check=False)
    finally:
        files.unlink()
        licence.unlink()
    if done.returncode:
        message = "makensis refused installer.nsi; see above"
        raise PackageError(message)
    return target
