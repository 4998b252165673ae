"""Is the folder for an office PC complete, and is there nothing in it that should not be?

Every check returns findings as sentences; an empty list means that nothing was found.
"""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Callable
from pathlib import Path

from cusdesk.core import manifest
from tools.windows import fetch, libraries, payload, texts
from tools.windows.places import table

_OTHER_PYTHON = re.compile(r"\.cp(\d+)-")
_DEVELOPERS = ("*.pdb", "*.lib", "*.h", "*.pyi", "*.cusdesk", "*.cusdesk-keys", "*.log")


def findings(program: Path) -> list[str]:
    """Return everything that is wrong with a program's folder."""
    return [f"{name}: {found}" for name, check in CHECKS.items() for found in check(program)]


def agrees(program: Path) -> list[str]:
    """Compare the folder with its manifest, and the uninstaller's list with both."""
    try:
        listed = manifest.read_manifest(program)
    except (OSError, ValueError) as error:
        return [str(error)]
    found = [f"{item.kind} {item.path}" for item in manifest.differences(program, listed)]
    lines = (program / manifest.LIST_NAME).read_bytes().decode("ascii").split("\r\n")
    names = {line.replace("\\", "/") for line in lines if line and not line.endswith("\\")}
    wanted = {entry.path for entry in listed.files} | {manifest.FILE_NAME}
    return found + [f"{manifest.LIST_NAME} and the manifest differ"] * (names != wanted)


def imported_libraries(program: Path) -> list[str]:
    """Find what a library imports and neither the folder nor Windows has, and wrong processors."""
    here = {path.name.lower() for path in _binaries(program)}
    system = table()["system"]["libraries"]
    found = []
    for path in _binaries(program):
        name = path.relative_to(program).as_posix()
        if libraries.machine(path) != libraries.AMD64:
            found.append(f"{name} is not for 64-bit Windows")
        found += [
            f"{name} imports {wanted}"
            for wanted in libraries.imports(path)
            if wanted not in here
            and not any(fnmatch.fnmatch(wanted.removesuffix(".dll"), known) for known in system)
        ]
    return found


def other_python(program: Path) -> list[str]:
    """Find extension modules of another Python, which would not be seen."""
    tag = table()["python"]["minor"].replace(".", "")
    return [
        path.relative_to(program).as_posix()
        for path in _binaries(program)
        if (match := _OTHER_PYTHON.search(path.name)) and match[1] != tag
    ]


def one_runtime(program: Path) -> list[str]:
    """Find a second copy of Microsoft's runtime, and one that is not there at all."""
    wanted = table()["runtime"]["files"]
    found = [path for path in _binaries(program) if path.name.lower() in wanted]
    extra = [path for path in found if path.parent != program / "python"]
    lost = set(wanted) - {path.name.lower() for path in found}
    return [f"second {path.relative_to(program).as_posix()}" for path in extra] + sorted(lost)


def requirements(program: Path) -> list[str]:
    """Find locked libraries that are not there, or in another version, and unlocked ones."""
    infos = [path.name.removesuffix(".dist-info") for path in program.glob("lib/*.dist-info")]
    there = {
        re.sub(r"[-_.]+", "-", name.rpartition("-")[0]).lower(): name.rpartition("-")[2]
        for name in infos
    }
    wanted = fetch.pins()
    return [
        f"{name}: locked {wanted.get(name)}, shipped {there.get(name)}"
        for name in sorted(wanted.keys() | there.keys())
        if wanted.get(name) != there.get(name)
    ]


def own_files(program: Path) -> list[str]:
    """Find modules and resources of the commit it was built from that are not there."""
    commit = (program / payload.VERSION_FILE).read_text(encoding="ascii").split()[1]
    there = (program / "app").joinpath
    return [name for name, _ in payload.committed(commit) if not there(name).is_file()]


def bytecode(program: Path) -> list[str]:
    """Find modules that are not compiled: the program would write into its own folder."""
    return [
        path.relative_to(program).as_posix()
        for path in program.rglob("*.py")
        if not any((path.parent / "__pycache__").glob(f"{path.stem}.cpython-*.pyc"))
    ]


def licences(program: Path) -> list[str]:
    """Find what is shipped without its licence."""
    return texts.missing(program)


def names(program: Path) -> list[str]:
    """Find names that the uninstaller or a long profile name cannot bear, and foreign files."""
    longest = int(table()["limits"]["longest_path"])
    found = []
    for path in program.rglob("*"):
        name = path.relative_to(program).as_posix()
        if not name.isascii() or len(name) > longest:
            found.append(f"{name} is too long or not ASCII")
        if any(fnmatch.fnmatch(path.name.lower(), pattern) for pattern in _DEVELOPERS):
            found.append(f"{name} is not for an office")
    return found


def size(program: Path) -> list[str]:
    """Find a folder that has outgrown its limit."""
    megabytes = sum(path.stat().st_size for path in program.rglob("*") if path.is_file()) / 1e6
    limit = int(table()["limits"]["megabytes"])
    return [f"{megabytes:.0f} MB, limit {limit}"] if megabytes > limit else []


def _binaries(program: Path) -> list[Path]:
    return sorted(p for p in program.rglob("*") if p.suffix.lower() in libraries.KINDS)


CHECKS: dict[str, Callable[[Path], list[str]]] = {
    "manifest": agrees,
    "libraries": imported_libraries,
    "python": other_python,
    "runtime": one_runtime,
    "requirements": requirements,
    "own files": own_files,
    "bytecode": bytecode,
    "licences": licences,
    "names": names,
    "size": size,
}
