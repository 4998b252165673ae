"""Building the fictional commune through the same use cases as real work."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from cusdesk.core.cancel import CancelToken, Progress, no_progress
from cusdesk.core.clock import Clock, SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.domain.demo import DEMO_FILE, DEMO_PASSWORD
from cusdesk.domain.dictionaries import dictionary
from cusdesk.services.demo.model import Build
from cusdesk.services.demo.people import invented_people
from cusdesk.services.demo.removal import delete_files
from cusdesk.services.demo.steps import all_steps
from cusdesk.services.office import create_office

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class DemoOffice:
    """Where the fictional commune lies and what opens it."""

    path: Path
    password: str
    recovery_code: str


def build_demo(  # noqa: PLR0913 (all but the folder are keywords with defaults)
    folder: Path,
    *,
    residents: int = 300,
    years: int = 1,
    seed: int = 1,
    password: str | None = None,
    clock: Clock | None = None,
    progress: Progress = no_progress,
    cancel: CancelToken | None = None,
) -> DemoOffice:
    """Make a fictional commune in `folder`: everything in it is invented and marked so.

    Whatever stops it, nothing of it is left on the disk.

    Args:
        folder: made when missing.
        residents: how many people.
        years: how many years of attendance, up to today.
        seed: the same seed gives the same people on the same day.
        password: of its one user; a known one when none is given.
        clock: where today comes from.
        progress: told how much of the time has passed, and what is being made.
        cancel: a request to stop.

    Raises:
        StorageError: the folder has such an office already, or cannot be written.
        OperationCancelledError: somebody asked to stop.
    """
    clock = clock or SystemClock()
    password = password or DEMO_PASSWORD
    words = dictionary("demo")
    was_there = folder.exists()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise StorageError("storage.folder_read_only") from error
    created = create_office(
        folder / DEMO_FILE,
        name=words["office"],
        user_name=words["coordinators"][0],
        password=password,
        clock=clock,
    )
    rng = random.Random(seed)  # noqa: S311 (invented people, not secrets)
    today = clock.today()
    people = invented_people(rng, words, max(residents, 1), today)
    build = Build(created.office, rng, words, today, years, people)
    is_whole = False
    try:
        _write(build, progress, cancel or CancelToken())
        is_whole = True
    finally:
        created.office.close()
        if not is_whole:
            delete_files(created.office.path, with_folder=not was_there)
    return DemoOffice(created.office.path, password, created.recovery_code)


def _write(build: Build, progress: Progress, cancel: CancelToken) -> None:
    """Take the steps, each as much of the progress as of the time."""
    steps = all_steps()
    total, before = sum(step.weight for step in steps), 0
    for step in steps:
        key = f"demo.step.{step.name}"
        build.watch = partial(_report, progress, cancel, key, (before, step.weight, total))
        build.did(0, 1)
        step.write(build)
        before += step.weight
    cancel.check()
    progress(total, total)


def _report(
    progress: Progress,
    cancel: CancelToken,
    key: str,
    share: tuple[int, int, int],
    done: int,
    of: int,
) -> None:
    cancel.check()
    before, weight, total = share
    progress(before + weight * done // of, total, key)
