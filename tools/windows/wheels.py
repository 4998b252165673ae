"""Unpacking the wheels without what an office PC does not need."""

from __future__ import annotations

import fnmatch
import shutil
import zipfile
from pathlib import Path, PurePosixPath

from tools.windows import libraries
from tools.windows.places import PackageError, table


def unpack(wheels: list[Path], target: Path) -> None:
    """Unpack wheels into one folder; of PySide6 only what the program stands on.

    Raises:
        PackageError: two wheels bring the same file.
    """
    for wheel in wheels:
        with zipfile.ZipFile(wheel) as archive:
            for name in sorted(archive.namelist()):
                if name.endswith("/") or not is_wanted(name):
                    continue
                path = target / name
                if path.exists():
                    message = f"{wheel.name} brings {name}, which is there already"
                    raise PackageError(message)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(archive.read(name))
    _only_needed_qt(target / "PySide6")


def is_wanted(name: str) -> bool:
    """Say whether a file of a wheel is shipped (`payload.toml`, tables wheels and runtime)."""
    rules = table()["wheels"]
    if PurePosixPath(name).name in table()["runtime"]["drop"]:
        return False
    if any(fnmatch.fnmatchcase(name, pattern) for pattern in rules["keep"]):
        return True
    return not any(fnmatch.fnmatchcase(name, pattern) for pattern in rules["drop"])


def _only_needed_qt(folder: Path) -> None:
    """Remove all of PySide6 but the modules and plug-ins wanted and the libraries they import."""
    if not folder.is_dir():
        return
    wanted = table()["pyside6"]
    roots = [folder / f"{module}.pyd" for module in wanted["modules"]]
    roots += [folder / "plugins" / plugin for plugin in wanted["plugins"]]
    kept = _closure(folder, roots)
    kept |= {folder / "translations" / name for name in wanted["translations"]}
    kept |= set(folder.glob("*.py")) | set((folder / "support").rglob("*.py"))
    kept |= {folder / name for name in table()["runtime"]["files"]}
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_file() and path not in kept:
            path.unlink()
        elif path.is_dir() and not any(path.iterdir()):
            path.rmdir()


def _closure(folder: Path, roots: list[Path]) -> set[Path]:
    """Return the roots and every library of the folder they lead to.

    Raises:
        PackageError: a root is not in the wheel.
    """
    known = {path.name.lower(): path for path in folder.glob("*.dll")}
    found: set[Path] = set()
    waiting = list(roots)
    while waiting:
        path = waiting.pop()
        if path in found:
            continue
        if not path.is_file():
            message = f"the wheel has no {path.relative_to(folder).as_posix()}"
            raise PackageError(message)
        found.add(path)
        waiting += [known[name] for name in libraries.imports(path) if name in known]
    return found


def gather_runtime(lib: Path, python: Path) -> None:
    """Leave one copy of Microsoft's runtime, the newest, beside the executables.

    Two versions in one process have crashed programs; Windows loads the one beside the executable
    first, and a newer one serves whatever was built for an older.
    """
    for name in table()["runtime"]["files"]:
        copies = sorted(
            [path for root in (lib, python) for path in root.rglob("*") if path.name == name]
        )
        newest = max(copies, key=lambda path: (libraries.version(path), path == python / name))
        if newest != python / name:
            shutil.copyfile(newest, python / name)
        for path in copies:
            if path != python / name:
                path.unlink()
