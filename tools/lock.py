"""Regenerate `requirements/*.lock` from pyproject.toml: exact versions with the hashes of wheels.

One universal file serves Python 3.11 to 3.14 on Linux and Windows. It is made by uv, a program
that only whoever changes a dependency needs; installing is plain pip.
"""

from __future__ import annotations

import shutil
import subprocess

from tools.environment import ROOT, SetupError, say, venv_program

FOLDER = ROOT / "requirements"


def regenerate(arguments: list[str]) -> int:
    """Write both lock files; arguments go to `uv pip compile`, e.g. `--upgrade`.

    Raises:
        SetupError: uv is not on this machine.
    """
    uv = shutil.which("uv") or shutil.which(str(venv_program("uv")))
    if uv is None:
        message = "`lock` needs the program uv: https://docs.astral.sh/uv/"
        raise SetupError(message)
    for name, extra in (("runtime", []), ("dev", ["--extra", "dev"])):
        command = [uv, "pip", "compile", "pyproject.toml", *extra, "--universal", "--quiet"]
        command += ["--python-version", "3.11", "--generate-hashes", "--only-binary", ":all:"]
        command += ["--override", "requirements/overrides.txt", "--no-annotate"]
        command += ["--custom-compile-command", "python3 tools/dev.py lock"]
        command += ["--output-file", f"requirements/{name}.lock", *arguments]
        if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
            return 1
        say(f"requirements/{name}.lock written")
    return 0
