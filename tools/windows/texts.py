"""The licence of everything that is shipped, in one folder a person can open."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from tools.environment import ROOT
from tools.windows.places import HERE

FOLDER = "licences"
_NAME = re.compile(r"(licen[cs]e|copying|notice|authors|copyright)", re.IGNORECASE)
_QT = ("pyside6_essentials", "shiboken6")
QT_TEXTS = ("LGPL-3.0.txt", "GPL-3.0.txt")
"""What the wheels of Qt for Python leave out: they bring the text of another offer alone."""
INSIDE = {"sqlcipher3": ("SQLCipher.txt", "Apache-2.0.txt")}
"""Library → texts for what is inside it and not named by the licence it brings."""


def gather(program: Path) -> None:
    """Move the licences of all libraries below `licences/` and add those that nobody brings."""
    target = program / FOLDER
    for info in sorted((program / "lib").glob("*.dist-info")):
        name = info.name.split("-")[0]
        for path in licence_files(info):
            place = target / name / _short(path.relative_to(info))
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.move(path, place)
        for text in INSIDE.get(name, ()):
            shutil.copyfile(HERE / "licences" / text, target / name / text)
    _own_texts(program, target)
    for folder in sorted((program / "lib").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def licence_files(info: Path) -> list[Path]:
    """Return the licence texts below a library's dist-info, sorted."""
    inner = info / "licenses"
    found = [path for path in inner.rglob("*") if path.is_file()]
    found += [path for path in info.iterdir() if path.is_file() and _NAME.search(path.name)]
    return sorted(found)


def _short(path: Path) -> Path:
    """Return the path without the folder every modern wheel has."""
    return Path(*path.parts[1:]) if path.parts[0] == "licenses" else path


def _own_texts(program: Path, target: Path) -> None:
    for folder, sources in {
        "cusdesk": (ROOT / "LICENCE", ROOT / "LICENCES-THIRD-PARTY.md"),
        "Qt": tuple(HERE / "licences" / name for name in QT_TEXTS),
        "Python": (program / "python" / "LICENSE.txt",),
        "": (HERE / "licences" / "README.txt",),
    }.items():
        (target / folder).mkdir(parents=True, exist_ok=True)
        for source in sources:
            shutil.copyfile(source, target / folder / source.name)


def missing(program: Path) -> list[str]:
    """Return what is shipped without its licence."""
    target = program / FOLDER
    lost = [
        info.name.split("-")[0]
        for info in sorted((program / "lib").glob("*.dist-info"))
        if not any((target / info.name.split("-")[0]).glob("**/*"))
    ]
    wanted = [f"Qt/{name}" for name in QT_TEXTS]
    wanted += ["Python/LICENSE.txt", "cusdesk/LICENCE", "cusdesk/LICENCES-THIRD-PARTY.md"]
    wanted += [f"{name}/{text}" for name, texts in INSIDE.items() for text in texts]
    return lost + [name for name in wanted if not (target / name).is_file()]
