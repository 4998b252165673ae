"""Making the program's folder as it lies on an office PC, the same from the same inputs."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

from cusdesk.core import manifest
from tools.environment import ROOT, say
from tools.windows import fetch, modules, texts, wheels
from tools.windows.messages import pack_messages
from tools.windows.places import MOMENT, PackageError, table

VERSION_FILE = "version.txt"
"""First line the version, which the installer reads; second the commit it was built from."""
_COMMAND = r"""@echo off
rem cusdesk bez okna: kopie, import, zestawienia, kontrola pliku biura. Pomoc: cusdesk.cmd --help
"%~dp0python\{console}" -m cusdesk %*
"""


def version() -> str:
    """Return the version of the program in this checkout."""
    text = (ROOT / "cusdesk" / "__init__.py").read_text(encoding="utf-8")
    found = re.search(r'^__version__ = "([\d.]+)"', text, re.MULTILINE)
    if found is None:
        message = "cusdesk/__init__.py names no version made of numbers and dots"
        raise PackageError(message)
    return found[1]


def build(target: Path, number: str | None = None) -> manifest.Manifest:
    """Make the folder anew and return its manifest.

    Args:
        target: removed first; everything lies below it.
        number: the version to write, for trials of an upgrade; usually that of the checkout.

    Raises:
        PackageError: an input is missing or not what was locked.
    """
    number = number or version()
    _same_python()
    found = fetch.fetch()
    shutil.rmtree(target, ignore_errors=True)
    say(f"Building {target} ...")
    _python(target / "python")
    wheels.unpack(found, target / "lib")
    wheels.gather_runtime(target / "lib", target / "python")
    commit = last_commit()
    _own(target / "app", number, commit)
    pack_messages(target / "app" / "resources")
    texts.gather(target)
    _all_there(target)
    _compile(target)
    command = _COMMAND.format(console=table()["python"]["console"])
    (target / "cusdesk.cmd").write_text(command, encoding="ascii", newline="\r\n")
    shutil.copyfile(target / "app" / "resources" / "icons" / "app.ico", target / "cusdesk.ico")
    (target / VERSION_FILE).write_text(f"{number}\r\n{commit}\r\n", encoding="ascii", newline="")
    return finish(target, number)


def finish(target: Path, number: str) -> manifest.Manifest:
    """Write the two lists of a folder's files and set every time; return the manifest."""
    made = manifest.make_manifest(target, number)
    (target / manifest.FILE_NAME).write_bytes(made.to_bytes())
    (target / manifest.LIST_NAME).write_bytes(_lines(target, made))
    for path in [*target.rglob("*"), target]:
        os.utime(path, (MOMENT, MOMENT))
    return made


def _lines(target: Path, made: manifest.Manifest) -> bytes:
    """Return one line a file, then one a folder (ending in a backslash), the deepest first."""
    files = [entry.path for entry in made.files] + [manifest.FILE_NAME]
    folders = [p.relative_to(target).as_posix() for p in target.rglob("*") if p.is_dir()]
    ordered = sorted(folders, key=lambda name: (-name.count("/"), name))
    lines = [*files, *(f"{name}/" for name in ordered)]
    return "".join(f"{line}\r\n" for line in lines).replace("/", "\\").encode("ascii")


def _same_python() -> None:
    """Refuse to compile with another Python than the one that is shipped.

    Raises:
        PackageError: with a sentence.
    """
    minor = str(table()["python"]["minor"])
    if f"{sys.version_info.major}.{sys.version_info.minor}" != minor:
        message = (
            f"The package ships Python {minor}, and its modules are compiled by the Python that"
            f" runs this: make the environment with python{minor} tools/dev.py setup"
        )
        raise PackageError(message)


def _python(target: Path) -> None:
    """Unpack Python, name its two programs ours, and tell it the only places to look in."""
    rules = table()["python"]
    names = {"pythonw.exe": rules["windowed"], "python.exe": rules["console"]}
    target.mkdir(parents=True)
    with tarfile.open(fetch.python_archive()) as outer:
        member = outer.extractfile(rules["inside"])
        if member is None:
            message = f"{rules['source']} holds no {rules['inside']}"
            raise PackageError(message)
        packed = io.BytesIO(member.read())
    with zipfile.ZipFile(packed) as archive:
        for name in sorted(archive.namelist()):
            short = name.removeprefix(rules["folder"])
            if short and short not in rules["drop"] and not short.endswith("._pth"):
                (target / names.get(short, short)).write_bytes(archive.read(name))
    tag = rules["minor"].replace(".", "")
    paths = (f"python{tag}.zip", ".", r"..\lib", r"..\app")
    (target / f"python{tag}._pth").write_text("\n".join(paths) + "\n", encoding="ascii")


def _own(target: Path, number: str, commit: str) -> None:
    """Put our own modules and resources there, as they were committed."""
    for name, content in committed(commit):
        path = target / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    if number != version():
        init = target / "cusdesk" / "__init__.py"
        text = init.read_text(encoding="utf-8").replace(f'"{version()}"', f'"{number}"')
        init.write_text(text, encoding="utf-8", newline="\n")


def last_commit() -> str:
    """Return the name of the last commit.

    Raises:
        PackageError: this is no checkout of git.
    """
    return _git("rev-parse", "HEAD").decode("ascii").strip()


def committed(commit: str) -> Iterator[tuple[str, bytes]]:
    """Yield path and content of every file of the program in a commit.

    Raises:
        PackageError: this is no checkout of git, or there is no such commit.
    """
    packed = _git("archive", "--format=tar", commit, "--", "cusdesk", "resources")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield member.name, file.read()


def _git(*arguments: str) -> bytes:
    done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, check=False)
    if done.returncode:
        message = f"git {arguments[0]}: {done.stderr.decode(errors='replace').strip()}"
        raise PackageError(message)
    return done.stdout


def _all_there(target: Path) -> None:
    """Refuse a folder that a module is missing from.

    Raises:
        PackageError: naming each.
    """
    standard = frozenset(sys.stdlib_module_names) | {"__future__"}
    lost = modules.unresolved(target / "app", target / "lib", standard)
    if lost:
        raise PackageError("\n".join(lost))


def _compile(target: Path) -> None:
    command = [sys.executable, str(Path(__file__).with_name("bytecode.py")), str(target)]
    command += table()["bytecode"]["with_source"]
    variables = os.environ | {"PYTHONHASHSEED": "0"}  # it decides the order inside frozen sets
    if subprocess.run(command, env=variables, check=False).returncode:
        message = "a module could not be compiled; see above"
        raise PackageError(message)
