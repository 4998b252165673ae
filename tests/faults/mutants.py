"""Faults planted into the program on purpose: a fault test that does not find them proves nothing.

Each is what somebody might do in good faith, for speed or by oversight.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from cusdesk.core import files
from cusdesk.db import backup, database, engine, errors

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Mutant:
    """A planted fault and the test that has to find it.

    Attributes:
        workflow: where it shows.
        found_by: `power` (replayed power cuts) or `kill` (interrupted system calls).
        plant: puts it into the running program.
    """

    workflow: str
    found_by: str
    plant: Callable[[], None]


def _run_after_connect(sql: str) -> None:
    honest = engine.connect

    def connect(*arguments: Any, **options: Any) -> Any:
        connection = honest(*arguments, **options)
        if not options.get("read_only"):
            connection.execute(sql)
        return connection

    for module in (engine, backup):
        module.connect = connect  # type: ignore[attr-defined]  # a fault


def _no_sync() -> None:
    """The disk is not waited for: much faster, and all right until the power goes."""
    _run_after_connect("PRAGMA synchronous = OFF")


def _deleted_journal() -> None:
    """SQLite's own default journal mode: the deleted journal comes back after a power cut."""
    engine.use_truncate_journal = lambda connection: connection.execute(  # type: ignore[assignment]  # fault
        "PRAGMA journal_mode = DELETE"
    )


def _files_not_flushed() -> None:
    """Whole files are renamed into place without being forced to the disk."""
    files.os = _QuietOs()  # type: ignore[assignment]  # a fault
    backup.os = _QuietOs()  # type: ignore[assignment]  # a fault


class _QuietOs:
    """The `os` module without fsync."""

    def __getattr__(self, name: str) -> Any:
        return (lambda _handle: None) if name == "fsync" else getattr(os, name)


def _copy_in_place() -> None:
    """A copy is written straight under its name."""
    honest = backup._checked_copy

    def checked_copy(office: Any, key: Any, temporary: Any, progress: Any) -> Any:
        target = temporary.with_name(temporary.name.removeprefix(".").removesuffix(".tmp"))
        result = honest(office, key, target, progress)
        target.rename(temporary)
        return result

    backup._checked_copy = checked_copy


def _commit_half_way() -> None:
    """The rows are committed before the journal of the operation is complete."""
    honest = database.finish  # type: ignore[attr-defined]  # a fault

    def finish(session: Any, work: Any) -> Any:
        session.commit()
        session.connection()
        return honest(session, work)

    database.finish = finish  # type: ignore[attr-defined]  # a fault


def _errors_swallowed() -> None:
    """A full disk is taken for a success."""
    import contextlib

    honest = errors.translated

    @contextlib.contextmanager
    def translated() -> Any:
        with contextlib.suppress(Exception), honest():
            yield

    database.translated = translated


MUTANTS = {
    "no-sync": Mutant("saving", "power", _no_sync),
    "deleted-journal": Mutant("saving", "power", _deleted_journal),
    "files-not-flushed": Mutant("copying", "power", _files_not_flushed),
    "copy-in-place": Mutant("copying", "kill", _copy_in_place),
    "commit-half-way": Mutant("saving", "kill", _commit_half_way),
    "errors-swallowed": Mutant("saving", "kill", _errors_swallowed),
}


def plant(name: str) -> None:
    """Put a fault into this process."""
    MUTANTS[name].plant()
