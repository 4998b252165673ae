"""Whether the disk, the place and the folders let the office work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.computer.findings import GB, MB, Finding, size_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.core.places import Place

LEAST_ROOM, GOOD_ROOM = 300 * MB, 2 * GB
_COPIES_IN_LEAST, _COPIES_IN_GOOD = 4, 10
SLOW_FILES_MS = 1000


def judge_disk(free: int | None, office_size: int) -> Finding:
    """Return whether there is room for work: the office, its copies, papers, an update."""
    if free is None:
        return Finding("disk", "unknown", "unknown")
    shown: dict[str, object] = {"free": size_words(free)}
    if free < max(LEAST_ROOM, _COPIES_IN_LEAST * office_size):
        return Finding("disk", "full", "bad", shown, "open_folder")
    if free < max(GOOD_ROOM, _COPIES_IN_GOOD * office_size):
        return Finding("disk", "low", "note", shown, "open_folder")
    return Finding("disk", "fine", "fine", shown)


def judge_place(place: Place) -> Finding:
    """Return whether the office lies where no other program and no network touches it."""
    if place.is_safe:
        return Finding("place", "fine", "fine")
    return Finding("place", place.kind, "bad", {"name": place.name}, "move_home")


@dataclass(frozen=True, slots=True)
class Trial:
    """What became of files that were made, renamed and removed in a folder.

    Attributes:
        slowest_ms: the longest of all steps.
        held: how often another program held a file for a moment.
        is_refused: a step failed for good.
    """

    slowest_ms: int = 0
    held: int = 0
    is_refused: bool = False


def judge_trial(trial: Trial) -> Finding:
    """Return whether a virus scanner or another program holds the files of the office."""
    shown: dict[str, object] = {"ms": trial.slowest_ms, "n": trial.held}
    if trial.is_refused:
        return Finding("files", "refused", "bad", shown, "open_folder")
    if trial.held:
        return Finding("files", "held", "note", shown, "open_folder")
    if trial.slowest_ms > SLOW_FILES_MS:
        return Finding("files", "slow", "note", shown, "open_folder")
    return Finding("files", "fine", "fine", shown)


def judge_folders(refused: Sequence[str]) -> Finding:
    """Return whether the program may write into its own folders; `refused` names those it may not.

    Without the log there is nothing to look into when something goes wrong, without the settings
    every start is the first.
    """
    if refused:
        return Finding("folders", "refused", "note", {"folder": refused[0]}, "open_log")
    return Finding("folders", "fine", "fine")
