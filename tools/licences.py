#!/usr/bin/env python3
"""Write LICENCES-THIRD-PARTY.md from the lock file and the installed packages' own metadata.

A package whose metadata names no SPDX expression stands in `READ_BY_HAND`: somebody has opened its
licence file. A new one in neither place stops the script, so nobody adds a library unread.
"""

from __future__ import annotations

import importlib.metadata
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements" / "runtime.lock"
TARGET = ROOT / "LICENCES-THIRD-PARTY.md"

READ_BY_HAND = {
    "charset-normalizer": "MIT",
    "click-default-group": "Public Domain (Unlicense)",
    "colorama": "BSD-3-Clause",
    "defusedxml": "PSF-2.0",
    "et-xmlfile": "MIT",
    "num2words": "LGPL-2.1-or-later",
    "openpyxl": "MIT",
    "pluggy": "MIT",
    "pypdfium2": "BSD-3-Clause AND Apache-2.0 (with PDFium inside)",
    "pyside6-essentials": "LGPL-3.0-only (also GPL-2.0, GPL-3.0)",
    "python-dateutil": "Apache-2.0 OR BSD-3-Clause",
    "python-stdnum": "LGPL-2.1-or-later",
    "reportlab": "BSD-3-Clause",
    "shiboken6": "LGPL-3.0-only (also GPL-2.0, GPL-3.0)",
    "six": "MIT",
    "sqlcipher3": "Zlib (with SQLCipher, SQLite and OpenSSL inside)",
    "sqlite-fts4": "Apache-2.0",
}

HEAD = """# What cusdesk is built from

cusdesk itself is under the EUPL-1.2 (see [LICENCE](LICENCE)). It runs with the libraries below,
each under its own licence; the versions are those of `requirements/runtime.lock`. The full licence
texts come with every library, in the folder `*.dist-info` beside it.

Made by `python3 tools/dev.py licences`; do not edit by hand.

| Library | Version | Licence |
|---|---|---|
"""

TAIL = """
## Qt and PySide6

The window uses Qt 6 and its Python binding (PySide6, shiboken6) under the **GNU Lesser General
Public Licence, version 3**. Qt is used unchanged and linked dynamically: its libraries are separate
files beside the program, and whoever receives the program may replace them with a build of their
own that has the same interface. The sources of exactly these versions are published by the Qt
Project at <https://download.qt.io/official_releases/QtForPython/> and
<https://download.qt.io/official_releases/qt/>. The modules used (Core, Gui, Widgets, PrintSupport,
Svg, Network for local sockets) are all available under the LGPL; those that are under the GPL alone
(such as Qt Charts) are not used. Qt's own third-party code is listed at
<https://doc.qt.io/qt-6/licenses-used-in-qt.html>.

`num2words` and `python-stdnum` are under the LGPL too, used unchanged and replaceable in the same
way.

## Inside the wheels

* `sqlcipher3` carries SQLCipher (BSD-3-Clause, Zetetic LLC), SQLite (public domain) and OpenSSL's
  cryptography (Apache-2.0).
* `cryptography` carries OpenSSL (Apache-2.0).
* `pypdfium2` carries PDFium (BSD-3-Clause, with FreeType, libjpeg-turbo, OpenJPEG, zlib and others
  under their permissive licences; the list is in the wheel).
* `pillow` carries image libraries (zlib, libjpeg-turbo, FreeType and others; the list is in the
  wheel).

## In the package for Windows

* Python 3.11, the build the Python Software Foundation publishes, under the PSF licence (with
  OpenSSL, SQLite, libffi, expat, zlib, bzip2 and XZ inside; the text is in `licences/Python`).
* Microsoft's C++ runtime (`msvcp140*.dll`, `vcruntime140*.dll`), as the packages of Python and Qt
  bring it: redistributable code of Visual Studio.

The texts of everything lie in the folder `licences` of the installed program.

## In the repository

* `resources/fonts`: DejaVu, under the Bitstream Vera and Arev licences; text in
  `resources/fonts/LICENCE-DejaVu.txt`.
* The icons in `resources/icons` are part of this program and under its own licence.
"""


def locked() -> list[tuple[str, str]]:
    """Return (name, version) of every runtime dependency."""
    text = LOCK.read_text(encoding="utf-8")
    return re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE)


def licence_of(name: str) -> str:
    """Return the licence of an installed or hand-read package.

    Raises:
        LookupError: nobody has read this package's licence yet.
    """
    if name in READ_BY_HAND:
        return READ_BY_HAND[name]
    metadata = importlib.metadata.metadata(name)
    if "License-Expression" not in metadata:
        message = f"read the licence of {name} and add it to tools/licences.py"
        raise LookupError(message)
    return metadata["License-Expression"]


def document() -> str:
    """Return the whole text of the document."""
    rows = [f"| {name} | {version} | {licence_of(name)} |" for name, version in locked()]
    return HEAD + "\n".join(rows) + "\n" + TAIL


if __name__ == "__main__":
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
