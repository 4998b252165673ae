"""A program that does a workflow in one forked child after the other, for others to interrupt.

Usage: python -m tests.faults.runner WORKFLOW [--recorded] [--mutant NAME]
Each line of standard input names a prepared folder. Everything is imported and warmed up before the
first, so that a child's system calls are those of the work. The child waits for `go` (so that a
tracer can attach), does the work, and its answers stand in `<folder>/said` - written through shared
memory, without a system call that could be interrupted itself.

Talk: `ready`; for a folder `child PID`; after `go` and its end: `ended STATUS`, where the status
is `done`, `refused KEY` (one of our errors), `killed` or `crashed TYPE`.
"""

from __future__ import annotations

import mmap
import os
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.errors import CusdeskError
from tests.faults.mutants import plant
from tests.faults.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.common import Workflow

SAID_BYTES = 1 << 16
STATUS_BYTES = 256
HOME_VARIABLES = ("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME")


def use_home(folder: Path) -> None:
    """Make `folder` the person's home, with all that programs keep there."""
    for variable in HOME_VARIABLES:
        os.environ[variable] = str(folder)


def shared_memory(path: Path, size: int) -> mmap.mmap:
    """Return a file of zeros as memory that a forked child shares."""
    path.write_bytes(b"\0" * size)
    with path.open("r+b") as file:
        return mmap.mmap(file.fileno(), size)


class SaidByMemory:
    """Words written into a mapped file: no system call, and nothing of it dies with the child."""

    def __init__(self, path: Path) -> None:
        self._map = shared_memory(path, SAID_BYTES)
        self._at = 0

    def __call__(self, word: str) -> None:
        """Say that something is saved."""
        raw = word.encode() + b"\n"
        self._map[self._at : self._at + len(raw)] = raw
        self._at += len(raw)


def said_in(path: Path) -> list[str]:
    """Return what a child said."""
    return path.read_bytes().rstrip(b"\0").decode().split("\n")[:-1]


class SaidByWriting:
    """Words written as they come: they stand in the record of system calls at their place."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT, 0o600)

    def __call__(self, word: str) -> None:
        """Say that something is saved."""
        os.write(self._file, word.encode() + b"\n")


def do(workflow: Workflow, folder: Path, said: Callable[[str], None]) -> str:
    """Do the work in this process; return the status word."""
    use_home(folder / "home")
    try:
        workflow.run(folder, said)
    except CusdeskError as error:
        return f"refused {error.key}"
    except BaseException as error:  # noqa: BLE001 (whatever it is, it is the finding)
        if os.environ.get("CUSDESK_FAULT_TRACES"):
            traceback.print_exc()
        return f"crashed {type(error).__name__}"
    return "done"


def warm_up(workflow: Workflow) -> None:
    """Do the work once, so that nothing is imported while it is interrupted."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "home").mkdir()
        use_home(folder / "home")
        workflow.prepare(folder)
        do(workflow, folder, SaidByMemory(folder / "said"))


def one_child(workflow: Workflow, folder: Path, *, recorded: bool) -> None:
    """Fork, let the tracer attach, wait for the end and tell it."""
    go_read, go_write = os.pipe()
    status = shared_memory(folder / "status", STATUS_BYTES)
    by_memory = SaidByMemory(folder / "said")
    pid = os.fork()
    if pid == 0:
        os.read(go_read, 1)
        said = SaidByWriting(folder / "acknowledged") if recorded else by_memory
        word = do(workflow, folder, said).encode()
        status[: len(word)] = word
        os._exit(0)
    print("child", pid, flush=True)
    sys.stdin.readline()
    os.write(go_write, b"g")
    _, how = os.waitpid(pid, 0)
    os.close(go_read)
    os.close(go_write)
    ended = status[:].rstrip(b"\0").decode()
    print("ended", "killed" if os.WIFSIGNALED(how) else ended, flush=True)


def main() -> None:
    """Serve folders until standard input ends."""
    workflow = WORKFLOWS[sys.argv[1]]
    recorded = "--recorded" in sys.argv
    if "--mutant" in sys.argv:
        plant(sys.argv[sys.argv.index("--mutant") + 1])
    warm_up(workflow)
    print("ready", flush=True)
    while line := sys.stdin.readline().strip():
        one_child(workflow, Path(line), recorded=recorded)


if __name__ == "__main__":
    main()
