"""What a power cut may leave: every prefix of the recorded calls, unsynced writes lost or torn.

The system calls of a workflow are recorded with their bytes and replayed on a model of a disk. What
was forced to the disk is there; of what was not, any subset may be, in any order, torn at sectors.
Names follow one of two models: `journalled` (a sync of anything makes all earlier names last, in
order) or `strict` (only a sync of their folder does).
"""

from __future__ import annotations

import hashlib
import random
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from tests.faults.injection import prepared, runner
from tests.faults.runner import use_home
from tests.faults.workflows import WORKFLOWS

if TYPE_CHECKING:
    from collections.abc import Iterator

SECTOR = 512
MODELS = ("journalled", "strict")
_TRACED = (
    "openat,close,dup,dup2,fcntl,lseek,write,pwrite64,writev,pwritev,ftruncate,truncate,fsync,"
    "fdatasync,unlink,unlinkat,rename,renameat,renameat2,mkdir,rmdir,link,copy_file_range,sendfile"
)
_LINE = re.compile(r"^(\d+) +(\w+)\((.*)\) += (-?\d+)")
_ANSWERS = "acknowledged"


@dataclass(frozen=True, slots=True)
class Call:
    """One successful system call: its name, its arguments as strace wrote them, its result."""

    name: str
    arguments: tuple[str, ...]
    result: int

    def text(self, index: int) -> str:
        """Return a path argument."""
        return _unhex(self.arguments[index]).decode()

    def data(self, index: int) -> bytes:
        """Return a bytes argument."""
        return _unhex(self.arguments[index])

    def number(self, index: int) -> int:
        """Return an integer argument."""
        return int(self.arguments[index])


def _unhex(quoted: str) -> bytes:
    return bytes.fromhex(quoted.strip('"').replace("\\x", ""))


@dataclass(frozen=True, slots=True)
class Recording:
    """A workflow done once: where it began, in which folder, and its calls."""

    name: str
    start: Path
    folder: Path
    calls: tuple[Call, ...]


def record(name: str, place: Path, mutant: str = "") -> Recording:
    """Do a workflow in a folder below `place`, which is taken away again."""
    start, folder, log = prepared(name, place), place / "recorded", place / "calls"
    shutil.copytree(start, folder)
    with runner(name, recorded=True, mutant=mutant) as program:
        options = ("-xx", "-s", "20000000", "-e", f"trace={_TRACED}", "-e", "signal=none")
        status = program.run(folder, "-o", str(log), *options)
    assert status == "done", status
    shutil.rmtree(folder)
    return Recording(name, start, folder, tuple(_calls(log)))


def _calls(log: Path) -> Iterator[Call]:
    begun: dict[str, str] = {}
    with log.open() as lines:
        for line in lines:
            thread = line.split(maxsplit=1)[0]
            if line.rstrip().endswith("<unfinished ...>"):
                begun[thread] = line.rstrip().removesuffix("<unfinished ...>")
                continue
            resumed = re.match(r"^\d+ +<\.\.\. \w+ resumed>(.*)$", line, re.DOTALL)
            whole = begun.pop(thread) + resumed[1] if resumed else line
            match = _LINE.match(whole)
            if match and int(match[4]) >= 0:
                yield Call(match[2], tuple(re.split(r", ", match[3])), int(match[4]))


@dataclass(slots=True)
class Inode:
    """The content of one file: what is safe, and what waits for a sync."""

    safe: bytes = b""
    waiting: list[tuple[int, bytes | None]] = field(default_factory=list)
    """(offset, bytes) of a write; (length, None) of a truncation."""

    def content(self, kept: list[tuple[int, bytes | None]]) -> bytes:
        """Return the bytes when these of the waiting writes reached the disk."""
        image = bytearray(self.safe)
        for offset, data in kept:
            end = offset if data is None else offset + len(data)
            if data is None:
                del image[end:]
            image.extend(b"\0" * (end - len(image)))
            if data is not None:
                image[offset:end] = data
        return bytes(image)

    def sync(self) -> None:
        """Make everything last."""
        self.safe = self.content(self.waiting)
        self.waiting = []


@dataclass(frozen=True, slots=True)
class Naming:
    """A change of names: `inode` None takes the name away."""

    path: str
    inode: Inode | None


class Disk:
    """The files of a folder while the calls are replayed."""

    def __init__(self, start: Path, folder: Path, model: str) -> None:
        self._root = str(folder)
        self._model = model
        self._safe: dict[str, Inode] = {
            str(folder / path.relative_to(start)): Inode(path.read_bytes())
            for path in sorted(start.rglob("*"))
            if path.is_file()
        }
        self._now = dict(self._safe)
        self._namings: list[Naming] = []
        self._handles: dict[int, tuple[str, Inode | None, int]] = {}
        self.said: list[str] = []

    def replay(self, call: Call) -> bool:
        """Take one call; return whether the disk may look different after it."""
        method = getattr(self, f"_{call.name}", None)
        return False if method is None else bool(method(call))

    def image(self, rng: random.Random | None, *, keep_all: bool = False) -> dict[str, bytes]:
        """Return path → bytes after a power cut now.

        Without `rng` nothing unsynced has reached the disk, or all of it with `keep_all`.
        """
        names = dict(self._now) if keep_all else self._surviving_names(rng)
        return {path: self._surviving_bytes(i, rng, keep_all) for path, i in names.items()}

    def _surviving_names(self, rng: random.Random | None) -> dict[str, Inode]:
        names = dict(self._safe)
        if rng is None:
            return names
        if self._model == "journalled":
            kept = self._namings[: rng.randint(0, len(self._namings))]
        else:
            kept = [n for n in self._namings if rng.random() < 0.5]
        for naming in kept:
            _rename(names, naming)
        return names

    @staticmethod
    def _surviving_bytes(inode: Inode, rng: random.Random | None, keep_all: bool) -> bytes:
        if rng is None:
            return inode.content(inode.waiting if keep_all else [])
        kept: list[tuple[int, bytes | None]] = []
        for offset, data in inode.waiting:
            fate = rng.random()
            if fate < 0.45:
                kept.append((offset, data))
            elif fate < 0.6 and data is not None:
                cut = rng.randrange(0, len(data) + 1, SECTOR)
                kept.append((offset, data[:cut]) if fate < 0.53 else (offset + cut, data[cut:]))
        return inode.content(kept)

    def _inside(self, path: str) -> bool:
        return path.startswith(self._root)

    def _name(self, path: str, inode: Inode | None) -> None:
        naming = Naming(path, inode)
        _rename(self._now, naming)
        self._namings.append(naming)

    def _openat(self, call: Call) -> bool:
        path = call.text(1)
        if not self._inside(path):
            self._handles.pop(call.result, None)
            return False
        inode = self._now.get(path)
        created = inode is None and "O_CREAT" in call.arguments[2]
        if created:
            inode = Inode()
            self._name(path, inode)
        if inode is not None and "O_TRUNC" in call.arguments[2]:
            inode.waiting.append((0, None))
        self._handles[call.result] = (path, inode, 0)
        return created

    def _close(self, call: Call) -> bool:
        self._handles.pop(call.number(0), None)
        return False

    def _lseek(self, call: Call) -> bool:
        self._move(call.number(0), call.result)
        return False

    def _move(self, handle: int, position: int) -> None:
        if handle in self._handles:
            path, inode, _ = self._handles[handle]
            self._handles[handle] = (path, inode, position)

    def _write(self, call: Call) -> bool:
        path, inode, position = self._handles.get(call.number(0), ("", None, 0))
        if path.endswith(_ANSWERS):
            self.said += call.data(1).decode().split()
            return False
        if inode is None:
            return False
        inode.waiting.append((position, call.data(1)[: call.result]))
        self._move(call.number(0), position + call.result)
        return True

    def _pwrite64(self, call: Call) -> bool:
        _, inode, _ = self._handles.get(call.number(0), ("", None, 0))
        if inode is None:
            return False
        inode.waiting.append((call.number(3), call.data(1)[: call.result]))
        return True

    def _sendfile(self, call: Call) -> bool:
        _, target, position = self._handles.get(call.number(0), ("", None, 0))
        _, source, _ = self._handles.get(call.number(1), ("", None, 0))
        if target is None or source is None:
            return False
        begin = int(call.arguments[2].split("]")[0].strip("["))
        data = source.content(source.waiting)[begin : begin + call.result]
        target.waiting.append((position, data))
        self._move(call.number(0), position + call.result)
        return True

    def _ftruncate(self, call: Call) -> bool:
        _, inode, _ = self._handles.get(call.number(0), ("", None, 0))
        if inode is not None:
            inode.waiting.append((call.number(1), None))
        return inode is not None

    def _fsync(self, call: Call) -> bool:
        path, inode, _ = self._handles.get(call.number(0), ("", None, 0))
        if not path:
            return False
        if inode is not None:
            inode.sync()
        waiting: list[Naming] = []
        for naming in self._namings:
            if self._model == "journalled" or (
                inode is None and naming.path.rpartition("/")[0] == path
            ):
                _rename(self._safe, naming)
            else:
                waiting.append(naming)
        self._namings = waiting
        return True

    _fdatasync = _fsync

    def _unlink(self, call: Call) -> bool:
        return self._forget(call.text(0))

    def _unlinkat(self, call: Call) -> bool:
        return self._forget(call.text(1))

    def _forget(self, path: str) -> bool:
        if path in self._now:
            self._name(path, None)
        return True

    def _rename(self, call: Call) -> bool:
        old, new = call.text(0), call.text(1)
        inode = self._now.get(old)
        if inode is None:
            return False
        self._name(new, inode)
        self._name(old, None)
        return True

    def _link(self, call: Call) -> bool:
        inode = self._now.get(call.text(0))
        if inode is not None:
            self._name(call.text(1), inode)
        return inode is not None

    def _unmodelled(self, call: Call) -> bool:
        message = f"the model of the disk does not know {call.name}"
        raise NotImplementedError(message)

    _writev = _pwritev = _truncate = _renameat = _renameat2 = _unmodelled
    _copy_file_range = _unmodelled


def _rename(names: dict[str, Inode], naming: Naming) -> None:
    if naming.inode is None:
        names.pop(naming.path, None)
    else:
        names[naming.path] = naming.inode


@dataclass(slots=True)
class Findings:
    """What the replay of one workflow gave."""

    states: int = 0
    different: int = 0
    wrong: list[str] = field(default_factory=list)


def replay(recording: Recording, model: str, *, a_point: int, limit: int) -> Findings:
    """Check `a_point` random states at every point of a recorded workflow, at most `limit`.

    The two extreme states (nothing unsynced survived; all of it did) are taken at every point too.
    """
    start, folder = recording.start, recording.folder
    rng = random.Random(f"{recording.name} {model}")
    every = max(1, _points(recording, model) * (a_point + 2) // limit)
    disk = Disk(start, folder, model)
    findings = Findings()
    seen: set[bytes] = set()
    point = 0
    for call in recording.calls:
        if not disk.replay(call):
            continue
        point += 1
        if point % every:
            continue
        images = [disk.image(None), disk.image(None, keep_all=True)]
        images += [disk.image(rng) for _ in range(a_point)]
        for image in images:
            findings.states += 1
            _look(recording.name, folder, image, disk.said, (point, call), seen, findings)
    return findings


def _points(recording: Recording, model: str) -> int:
    disk = Disk(recording.start, recording.folder, model)
    return sum(disk.replay(call) for call in recording.calls)


def _look(
    name: str,
    folder: Path,
    image: dict[str, bytes],
    said: list[str],
    at: tuple[int, Call],
    seen: set[bytes],
    findings: Findings,
) -> None:
    """Put the state on the disk and check it, unless it was seen already."""
    summary = hashlib.sha256(repr(said).encode())
    for path, content in sorted(image.items()):
        summary.update(path.encode() + hashlib.sha256(content).digest())
    key = summary.digest()
    if key in seen:
        return
    seen.add(key)
    findings.different += 1
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "home").mkdir(parents=True)
    for path, content in image.items():
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_bytes(content)
    use_home(folder / "home")
    try:
        WORKFLOWS[name].check(folder, list(said), deep=findings.different % 20 == 0)
    except Exception as error:  # noqa: BLE001 (whatever it is, it is the finding)
        point, call = at
        findings.wrong.append(f"point {point} after {call.name}: {type(error).__name__} {error}")


def main() -> None:
    """Replay a workflow and print what is wrong.

    Usage: python -m tests.faults.power_loss WORKFLOW [RANDOM_STATES_A_POINT [LIMIT]]
    """
    name = sys.argv[1]
    a_point = int(sys.argv[2]) if len(sys.argv) > 2 else 4
    limit = int(sys.argv[3]) if len(sys.argv) > 3 else 1_000_000
    with tempfile.TemporaryDirectory() as place:
        recording = record(name, Path(place))
        for model in MODELS:
            found = replay(recording, model, a_point=a_point, limit=limit)
            print(*found.wrong[:20], sep="\n")
            print(
                f"{name}, {model} names: {found.states} states ({found.different} different),"
                f" {len(found.wrong)} wrong"
            )


if __name__ == "__main__":
    main()
