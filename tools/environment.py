"""The virtual environment of a checkout: made from the lock file, the same on every machine.

Everything is installed from wheels with hashes (`requirements/dev.lock`); the program itself is
installed in editable mode without the network, by the hatchling the lock brings along.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import subprocess
import sys
import time
from pathlib import Path

from tools import system_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements" / "dev.lock"
STAMP = VENV / "cusdesk-setup"
PIP_ATTEMPTS = 3


class SetupError(Exception):
    """The machine lacks something; the text says what and how to get it."""


def venv_program(name: str) -> Path:
    """Return the path of a program in the checkout's environment."""
    if os.name == "nt":
        return VENV / "Scripts" / f"{name}.exe"
    return VENV / "bin" / name


def say(text: str) -> None:
    """Print one line of progress; on stderr, so that a verb's own output stays clean."""
    print(text, file=sys.stderr, flush=True)


def ensure(*, screen: bool = False) -> Path:
    """Make the environment complete and return its Python; quick when nothing changed.

    Args:
        screen: also look for what a real window needs, not only the offscreen one.

    Raises:
        SetupError: something is missing that cannot be installed from here, or the environment is
            another checkout's.
    """
    _refuse_foreign()
    keep = _usable()
    packages = [] if keep or importlib.util.find_spec("ensurepip") else [_venv_package()]
    _ensure_system(packages, screen=screen)
    python = venv_program("python")
    if not keep:
        say(f"Making {VENV} ...")
        _call([sys.executable, "-m", "venv", "--clear", str(VENV)], "making the environment")
    wanted = f"{ROOT}\n{_fingerprint(python)}"
    if _stamp() != wanted or not venv_program("cusdesk").exists():
        _install(python)
        STAMP.write_text(wanted, encoding="utf-8")
    return python


def _refuse_foreign() -> None:
    """Refuse a .venv that is a link, or that another checkout has too.

    Making the environment empties its folder first; through a link that would be somebody else's.

    Raises:
        SetupError: the sentence says whose it is and what to do.
    """
    owner = VENV.resolve()
    maker = Path(next(iter(_stamp().splitlines()), str(ROOT)))
    theirs = maker / VENV.name
    if maker != ROOT and theirs.exists() and theirs.samefile(VENV):
        owner = theirs
    elif not VENV.is_symlink() and owner == VENV:
        return
    message = (
        f"{VENV} leads to {owner}, the environment of another place; nothing was changed there.\n"
        f"Remove the link {VENV} and run this again: the checkout gets an environment of its own."
    )
    raise SetupError(message)


def _usable() -> bool:
    """Say whether .venv is there, was made here, and has pip and a supported Python."""
    python = venv_program("python")
    stamp = _stamp()
    if not python.exists() or (stamp and stamp.splitlines()[0] != str(ROOT)):
        return False  # scripts of a moved environment still call the old place
    code = "import sys, pip; raise SystemExit(not (3, 11) <= sys.version_info[:2] < (3, 15))"
    try:
        done = subprocess.run([str(python), "-c", code], capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _venv_package() -> str:
    """Return Debian's name of the package that brings venv to this Python."""
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    standard = Path("/usr/bin/python3")
    return "python3-venv" if standard.resolve().name == version else f"{version}-venv"


def _ensure_system(packages: list[str], *, screen: bool) -> None:
    wanted = packages + system_libraries.missing_packages(screen=screen)
    if not wanted:
        return
    line = system_libraries.apt_line(wanted)
    if system_libraries.can_install():
        say(f"Installing system packages: {' '.join(wanted)}")
        if system_libraries.install(wanted):
            return
    message = f"The system lacks: {', '.join(wanted)}. On Debian or Ubuntu run:\n  {line}"
    raise SetupError(message)


def want_test_programs() -> None:
    """Install the programs some tests need, where that is allowed; else say what is not tried."""
    wanted = system_libraries.missing_programs()
    if not wanted:
        return
    reason = "this process may not install system packages"
    if system_libraries.can_install():
        say(f"Installing for the tests: {' '.join(wanted)}")
        if system_libraries.install(wanted):
            return
        reason = "apt-get could not install it"
    say(
        f"Without {', '.join(wanted)} ({reason}) the tests that interrupt system calls are skipped."
    )
    say(f"On Debian or Ubuntu: {system_libraries.apt_line(wanted)}")


def _fingerprint(python: Path) -> str:
    """Return a hash of all that decides what is in the environment."""
    version = subprocess.run(
        [str(python), "-V"], capture_output=True, check=True, text=True
    ).stdout.strip()
    digest = hashlib.sha256(version.encode())
    for source in (LOCK, ROOT / "pyproject.toml"):
        digest.update(source.read_bytes())
    return digest.hexdigest()


def _stamp() -> str:
    return STAMP.read_text(encoding="utf-8") if STAMP.exists() else ""


def _install(python: Path) -> None:
    STAMP.unlink(missing_ok=True)
    say(f"Installing what {LOCK.relative_to(ROOT).as_posix()} lists (the first time: 150 MB) ...")
    pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--no-input"]
    # --no-deps: the lock is complete, and one package names a dependency that is left out on
    # purpose (requirements/overrides.txt).
    locked = ["install", "--quiet", "--retries", "8", "--timeout", "60", "--no-deps"]
    locked += ["--require-hashes", "--only-binary", ":all:", "-r", str(LOCK)]
    for attempt in range(1, PIP_ATTEMPTS + 1):
        if subprocess.run([*pip, *locked], cwd=ROOT, check=False).returncode == 0:
            break
        if attempt == PIP_ATTEMPTS:
            message = "pip could not install the locked packages; see above. Is there a network?"
            raise SetupError(message)
        say(f"Once more, in {5 * attempt} s ...")
        time.sleep(5 * attempt)
    own = ["install", "--quiet", "--no-deps", "--no-index", "--no-build-isolation"]
    _call([*pip, *own, "--editable", str(ROOT)], "installing cusdesk itself")


def _call(command: list[str], doing: str) -> None:
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        message = f"{doing} failed; see above."
        raise SetupError(message)
