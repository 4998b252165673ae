"""The verbs of `tools/dev.py`: each is one function taking the remaining arguments."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import IO, TYPE_CHECKING

from tools import demo, environment, lock
from tools.environment import ROOT, SetupError, say

if TYPE_CHECKING:
    from collections.abc import Callable

CHECKS = {
    "format": ["ruff", "format", "--check", "--quiet"],
    "lint": ["ruff", "check", "--quiet"],
    "types": ["mypy"],
    "contracts": ["lint-imports"],
    "repository": ["python", "tools/check_repo.py"],
}
"""Name of a check → program of the environment and its arguments, in order of speed."""

WORKERS = 4
"""Most processes the tests are spread over; an office PC as a build machine has two cores."""

_LOOK_EVERY_S = 0.5


def child_environment() -> dict[str, str]:
    """Return the environment of every program we start: UTF-8, the venv first, no real screen."""
    programs = str(environment.venv_program("python").parent)
    return os.environ | {
        "PYTHONUTF8": "1",
        "PATH": programs + os.pathsep + os.environ.get("PATH", ""),
        "VIRTUAL_ENV": str(environment.VENV),
    }


def _call(program: str, *arguments: str, offscreen: bool = False) -> int:
    return _begin(program, *arguments, offscreen=offscreen).wait()


def _begin(
    program: str, *arguments: str, offscreen: bool = False, output: IO[bytes] | None = None
) -> subprocess.Popen[bytes]:
    variables = child_environment()
    if offscreen:
        variables["QT_QPA_PLATFORM"] = "offscreen"
    command = [str(environment.venv_program(program)), *arguments]
    sys.stdout.flush()
    return subprocess.Popen(
        command,
        cwd=ROOT,
        env=variables,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
    )


def setup(arguments: list[str]) -> int:
    """Make .venv with everything in it."""
    argparse.ArgumentParser("dev.py setup", description=setup.__doc__).parse_args(arguments)
    environment.ensure(screen=demo.has_screen())
    say(f"Ready: {environment.venv_program('cusdesk')}")
    return 0


def show_demo(arguments: list[str]) -> int:
    """Build the fictional commune with an IPUS and a monthly sheet, and open it."""
    parser = argparse.ArgumentParser("dev.py demo", description=show_demo.__doc__)
    parser.add_argument("--no-window", action="store_true", help="do not open the window")
    parser.add_argument("--out", type=Path, metavar="DIR", help="folder (default: below build/)")
    options = parser.parse_args(arguments)
    window = demo.has_screen() and not options.no_window
    environment.ensure(screen=window)
    return demo.build(options.out, window=window, variables=child_environment())


def start(arguments: list[str]) -> int:
    """Start the program; arguments go to it."""
    environment.ensure(screen=demo.has_screen())
    command = [str(environment.venv_program("cusdesk")), *arguments]
    return subprocess.run(command, env=child_environment(), check=False).returncode


def check(arguments: list[str]) -> int:
    """Look at the code without running it: format, lint, types, contracts, house rules."""
    parser = argparse.ArgumentParser("dev.py check", description=check.__doc__)
    parser.add_argument("names", nargs="*", metavar="CHECK", help=f"of: {', '.join(CHECKS)}")
    names = parser.parse_args(arguments).names or list(CHECKS)
    unknown = set(names) - set(CHECKS)
    if unknown:
        parser.error(f"no such check: {', '.join(sorted(unknown))}")
    environment.ensure()
    return 1 if _failed_checks(names) else 0


def _failed_checks(names: list[str]) -> list[str]:
    failed = []
    for name in names:
        status = _call(*CHECKS[name])
        say(f"{name}: {'FAILED' if status else 'ok'}")
        if status:
            failed.append(name)
    return failed


def test(arguments: list[str]) -> int:
    """Everything CI runs: all checks and all tests; with arguments only those tests."""
    environment.ensure()
    environment.want_test_programs()
    if arguments:
        return _call("python", "-m", "pytest", *arguments, offscreen=True)
    workers = min((os.cpu_count() or 1) + 1, WORKERS)  # each waits for the disk now and then
    spread = ["-n", str(workers), "--dist", "loadfile"] if workers > 1 else []
    with tempfile.TemporaryDirectory() as folder:  # the checks speak first
        words = Path(folder, "tests")
        with words.open("wb") as said, words.open("rb") as heard:
            tests = _begin("python", "-m", "pytest", "-q", *spread, offscreen=True, output=said)
            failed = _failed_checks(list(CHECKS))
            status = _show(tests, heard)
    if failed:  # only then is pytest's line not the last one
        say(f"Tests {'FAILED' if status else 'passed'}; failed checks: {', '.join(failed)}")
    return status or int(bool(failed))


def _show(tests: subprocess.Popen[bytes], heard: IO[bytes]) -> int:
    """Print what the tests have said and will say; return their status."""
    status = None
    while status is None:
        status = tests.poll()
        sys.stdout.buffer.write(heard.read())
        sys.stdout.flush()
        if status is None:
            time.sleep(_LOOK_EVERY_S)
    return status


def bench(arguments: list[str]) -> int:
    """Measure, each thing beside its baseline: all, or one: `bench NAME [its arguments]`."""
    names = [path.stem for path in sorted((ROOT / "bench").glob("[!_]*.py"))]
    if arguments and arguments[0] not in names:
        print(f"bench NAME, of: {', '.join(names)}", file=sys.stderr)
        return 2
    environment.ensure()
    if arguments:
        return _call("python", "-m", f"bench.{arguments[0]}", *arguments[1:], offscreen=True)
    statuses = []
    for name in names:
        print(f"\n## {name}", flush=True)
        statuses.append(_call("python", "-m", f"bench.{name}", offscreen=True))
    return max(statuses, default=0)


def golden(arguments: list[str]) -> int:
    """Write the golden files anew; read the diff before committing it."""
    environment.ensure()
    return _call(
        "python", "-m", "pytest", "-q", "-m", "golden", "--update-golden", *arguments,
        offscreen=True,
    )  # fmt: skip


def licences(_arguments: list[str]) -> int:
    """Write LICENCES-THIRD-PARTY.md anew, after a change of the lock files."""
    environment.ensure()
    return _call("python", "tools/licences.py")


def package(arguments: list[str]) -> int:
    """Make the installer for Windows and the portable folder; see docs/packaging.md."""
    environment.ensure()
    return _call("python", "-m", "tools.windows", *arguments)


def wine(arguments: list[str]) -> int:
    """Install, start, upgrade, break and remove the package under Wine; for nights."""
    environment.ensure()
    os.environ["CUSDESK_WINE"] = "1"
    wanted = arguments or ["tests/windows"]
    patient = ["-o", "faulthandler_timeout=0"]  # one test compiles an installer and installs it
    return _call("python", "-m", "pytest", "-v", "-rA", *patient, *wanted)


VERBS: dict[str, Callable[[list[str]], int]] = {
    "setup": setup,
    "demo": show_demo,
    "run": start,
    "test": test,
    "check": check,
    "bench": bench,
    "golden": golden,
    "lock": lock.regenerate,
    "licences": licences,
    "package": package,
    "wine": wine,
}


def _help() -> str:
    lines = ["usage: python3 tools/dev.py VERB [arguments]", ""]
    for name, verb in VERBS.items():
        lines.append(f"  {name:8} {(verb.__doc__ or '').splitlines()[0]}")
    return "\n".join([*lines, "", "`VERB --help` tells more."])


def run(arguments: list[str]) -> int:
    """Run the verb that the arguments begin with and return the exit status."""
    if not arguments or arguments[0] in {"-h", "--help", "help"}:
        print(_help())
        return 0 if arguments else 2
    verb = VERBS.get(arguments[0])
    if verb is None:
        print(f"No such verb: {arguments[0]}\n{_help()}", file=sys.stderr)
        return 2
    try:
        return verb(arguments[1:])
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130
