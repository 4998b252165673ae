"""Kill the work, or make the disk fail, at a chosen system call (strace injects it)."""

from __future__ import annotations

import collections
import random
import re
import shutil
import subprocess
import sys
import tempfile
import traceback
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.runner import said_in, use_home
from tests.faults.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

CALLS = (
    "pwrite64",
    "write",
    "fsync",
    "fdatasync",
    "ftruncate",
    "unlink",
    "unlinkat",
    "rename",
    "renameat2",
    "openat",
    "mkdir",
)
ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True, slots=True)
class Fault:
    """What happens at the n-th call of one kind.

    Attributes:
        call: name of the system call.
        number: which one, from 1.
        what: `signal=KILL`, or `error=EIO` and the like.
        on: the fault stays: every later call of the kind fails too.
    """

    call: str
    number: int
    what: str
    on: bool = False

    @property
    def option(self) -> str:
        """The option of strace."""
        return f"inject={self.call}:{self.what}:when={self.number}{'+' if self.on else ''}"


class Runner:
    """A warmed-up program that does one workflow in children."""

    def __init__(self, name: str, *, recorded: bool = False, mutant: str = "") -> None:
        self.workflow = WORKFLOWS[name]
        command = [sys.executable, "-m", "tests.faults.runner", name]
        command += ["--recorded"] * recorded + ["--mutant", mutant] * bool(mutant)
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._to, self._from = self._process.stdin, self._process.stdout
        assert self._from.readline() == "ready\n"

    def run(self, folder: Path, *options: str) -> str:
        """Do the work in `folder` under strace with these options; return the status word."""
        print(folder, file=self._to, flush=True)
        word, pid = self._from.readline().split()
        assert word == "child"
        command = ["strace", "-f", "-p", pid, *options]
        with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as tracer:
            assert tracer.stderr is not None
            attached = tracer.stderr.readline()
            assert "attached" in attached, attached
            print("go", file=self._to, flush=True)
            _, status = self._from.readline().split(maxsplit=1)
            tracer.stderr.read()
        return status.strip()

    def close(self) -> None:
        """End the program."""
        self._to.close()
        self._process.wait()
        self._from.close()


@contextmanager
def runner(name: str, *, recorded: bool = False, mutant: str = "") -> Iterator[Runner]:
    """Give a runner and end it."""
    program = Runner(name, recorded=recorded, mutant=mutant)
    try:
        yield program
    finally:
        program.close()


def prepared(name: str, folder: Path) -> Path:
    """Return the prepared start of a workflow, made once."""
    start = folder / "start"
    if not start.exists():
        start.mkdir(parents=True)
        use_home(start / "home")
        (start / "home").mkdir()
        WORKFLOWS[name].prepare(start)
    return start


def count_calls(program: Runner, start: Path, folder: Path) -> dict[str, int]:
    """Return how often the undisturbed work makes each of the calls."""
    shutil.copytree(start, folder)
    log = folder / "calls"
    status = program.run(folder, "-o", str(log), "-e", f"trace={','.join(CALLS)}")
    assert status == "done", status
    names = re.findall(r"^\d+ +(\w+)\(", log.read_text(errors="replace"), re.MULTILINE)
    return dict(collections.Counter(names))


def all_faults(counts: dict[str, int]) -> list[Fault]:
    """Return every point of a workflow with every fault that can happen there."""
    faults = []
    for call, count in counts.items():
        errors = ["EMFILE"] if call == "openat" else ["EIO", "ENOSPC"]
        for number in range(1, count + 1):
            faults.append(Fault(call, number, "signal=KILL"))
            faults += [Fault(call, number, f"error={e}") for e in errors]
            faults.append(Fault(call, number, f"error={errors[-1]}", on=True))
    return faults


def suffer(program: Runner, start: Path, folder: Path, fault: Fault, *, deep: bool = True) -> str:
    """Do the work with a fault, then check what it left; return the status word."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(start, folder)
    traced = f"trace={fault.call}"
    status = program.run(folder, "-o", "/dev/null", "-e", traced, "-e", fault.option)
    use_home(folder / "home")
    said = said_in(folder / "said")
    try:
        assert not status.startswith("crashed"), status
        program.workflow.check(folder, said, deep=deep)
    except Exception as error:
        error.add_note(f"{fault} {status} said {said}")
        raise
    return status


def main() -> None:
    """Visit every k-th point of a workflow and print what is wrong there.

    Usage: python -m tests.faults.injection WORKFLOW [K]
    """
    name, step = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    with tempfile.TemporaryDirectory() as place, runner(name) as program:
        start = prepared(name, Path(place))
        faults = all_faults(count_calls(program, start, Path(place) / "counted"))
        chosen = random.Random(name).sample(faults, len(faults) // step)
        met: collections.Counter[str] = collections.Counter()
        wrong = 0
        for number, fault in enumerate(chosen):
            try:
                met[
                    suffer(program, start, Path(place) / "point", fault, deep=number % 10 == 0)
                ] += 1
            except Exception as error:  # noqa: BLE001 (every finding is listed)
                wrong += 1
                where = traceback.extract_tb(error.__traceback__)[-1]
                print(
                    "WRONG",
                    f"{where.line} ({where.lineno})",
                    type(error).__name__,
                    str(error)[:300],
                    *getattr(error, "__notes__", []),
                )
    print(f"{name}: {len(chosen)} of {len(faults)} points, {wrong} wrong; {dict(met)}")


if __name__ == "__main__":
    main()
