"""Regenerate `requirements/*.lock` from pyproject.toml: exact versions with the hashes of wheels.

One universal file serves Python 3.11 to 3.14 on Linux and Windows. What is shipped to Windows has a
list of its own, at the very same versions, resolved for the Python that goes with it: nothing is
decided any more when the package is built. The lists are made by uv, a program that only whoever
changes a dependency needs; installing is plain pip.
"""

from __future__ import annotations

import shutil
import subprocess

from tools.environment import ROOT, SetupError, say, venv_program

FOLDER = ROOT / "requirements"
LISTS = {
    "runtime": ["--universal"],
    "dev": ["--universal", "--extra", "dev"],
    "windows": ["--python-platform", "x86_64-pc-windows-msvc", "-c", "requirements/runtime.lock"],
}
"""Name of a list → what uv is told; `windows` keeps to the versions of `runtime`."""


def regenerate(arguments: list[str]) -> int:
    """Write both lock files; arguments go to `uv pip compile`, e.g. `--upgrade`.

    Raises:
        SetupError: uv is not on this machine.
    """
    uv = shutil.which("uv") or shutil.which(str(venv_program("uv")))
    if uv is None:
        message = "`lock` needs the program uv: https://docs.astral.sh/uv/"
        raise SetupError(message)
    for name, extra in LISTS.items():
        command = [uv, "pip", "compile", "pyproject.toml", *extra, "--quiet"]
        command += ["--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
        command += ["--override", "requirements/overrides.txt", "--no-annotate"]
        command += ["--custom-compile-command", "python3 tools/dev.py lock"]
        command += ["--output-file", f"requirements/{name}.lock", *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return 1
        say(f"requirements/{name}.lock written")
    return 0
