"""Whether a computer is fit for the office: plain rules over what was asked of the system.

Every rule returns one `Finding`; its words are messages `computer.<id>.<case>.said`, and, where not
all is well, `.means` and `.do`. Nothing is asked of the system here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from cusdesk.domain.copies import LATE_COPY, OUTSIDE_AFTER, is_due

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from cusdesk.core.places import Place

Level = Literal["bad", "note", "unknown", "fine"]
LEVELS: tuple[Level, ...] = ("bad", "note", "unknown", "fine")
"""From what must be mended to what is well: the order of the page."""
MB = 1_000_000
GB = 1000 * MB
LEAST_ROOM, GOOD_ROOM = 300 * MB, 2 * GB
_COPIES_IN_LEAST, _COPIES_IN_GOOD = 4, 10
SMALL_MEMORY, BUSY_MEMORY = 3_500 * MB, 400 * MB
"""A computer sold with 4 GB has a little less for its programs."""
SLOW_FILES_MS = 1000
SMALL_WIDTH, SMALL_HEIGHT = 1280, 700
CLOCK_SLACK = dt.timedelta(minutes=5)
LONG_SILENCE = dt.timedelta(days=400)
_POLISH_WINTER, _POLISH_SUMMER = 60, 120


@dataclass(frozen=True, slots=True)
class Finding:
    """One line of the page.

    Attributes:
        id: what was looked at; the order of the lines within a level is that of `ORDER`.
        case: what was found; with `id` it names the words.
        level: how serious it is.
        params: what fills the words.
        fix: what can be done about it from here, "" for nothing.
    """

    id: str
    case: str
    level: Level
    params: dict[str, object] = field(default_factory=dict)
    fix: str = ""


ORDER = (
    "file",
    "copy",
    "outside",
    "place",
    "disk",
    "clock",
    "files",
    "folders",
    "printer",
    "sheets",
    "memory",
    "screen",
    "bugs",
)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Return what must be mended first, then what deserves a look, then the rest."""
    return sorted(findings, key=lambda it: (LEVELS.index(it.level), ORDER.index(it.id)))


def size_words(size: int) -> str:
    """Return a number of bytes as people say it: `512 MB`, `3,4 GB`."""
    if size < GB:
        return f"{max(0, size) // MB}\u00a0MB"
    tenths = size * 10 // GB
    return f"{tenths // 10},{tenths % 10}\u00a0GB"


# --- the disk and the folder


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


# --- the clock


def polish_offset(moment: dt.datetime) -> int:
    """Return how many minutes Polish time is ahead of UTC at a moment of UTC, naive.

    Summer time lasts from the last Sunday of March to the last of October, 01:00 UTC (directive
    2000/84/EC, arts. 2 and 3).
    """
    begin, end = (_last_sunday(moment.year, month) for month in (3, 10))
    return _POLISH_SUMMER if begin <= moment < end else _POLISH_WINTER


def _last_sunday(year: int, month: int) -> dt.datetime:
    last = dt.datetime(year, month, 31)  # noqa: DTZ001 (a moment of UTC, said so)
    return last - dt.timedelta(days=(last.weekday() + 1) % 7, hours=-1)


@dataclass(frozen=True, slots=True)
class ClockFacts:
    """What is known of the computer's clock.

    Attributes:
        now: local wall time.
        offset: minutes ahead of UTC, as the system says.
        last_entry: moment of the newest entry of the office's log, local; None without one.
        released_on: the day of this version of the program; it cannot be earlier than that.
    """

    now: dt.datetime
    offset: int
    last_entry: dt.datetime | None
    released_on: dt.date


def judge_clock(facts: ClockFacts) -> Finding:
    """Return whether the date and the time zone can be right."""
    now, last = facts.now, facts.last_entry
    shown: dict[str, object] = {"now": f"{now:%d.%m.%Y %H:%M}"}
    if last is not None:
        shown["last"] = f"{last:%d.%m.%Y %H:%M}"
        if now < last - CLOCK_SLACK:
            return Finding("clock", "back", "bad", shown, "set_clock")
    if now.date() < facts.released_on:
        return Finding("clock", "past", "bad", shown, "set_clock")
    if last is not None and now - last > LONG_SILENCE:
        return Finding("clock", "ahead", "note", shown, "set_clock")
    if facts.offset != polish_offset(now - dt.timedelta(minutes=facts.offset)):
        return Finding("clock", "zone", "note", shown, "set_clock")
    return Finding("clock", "fine", "fine", shown)


# --- copies and the file itself


@dataclass(frozen=True, slots=True)
class CopyFacts:
    """How the office stands with its copies; moments are local.

    Attributes:
        last: the newest checked copy on this computer.
        outside: the newest checked copy on another disk.
        outside_folder: where copies to a stick go, "" for nowhere yet.
        failure: why the last copy that should have made itself was not made, "" for none.
        drill_problem: what was wrong when a copy was tried out, "" for nothing.
    """

    now: dt.datetime
    last: dt.datetime | None
    outside: dt.datetime | None
    outside_folder: str = ""
    failure: str = ""
    drill_problem: str = ""


def judge_copy(facts: CopyFacts, when: str) -> Finding:
    """Return whether a fresh, usable copy lies on this computer; `when` says its age in words."""
    if facts.last is None:
        return Finding("copy", "none", "bad", fix="copy_now")
    shown: dict[str, object] = {"when": when}
    if facts.drill_problem:
        shown["reason"] = facts.drill_problem
        return Finding("copy", "broken", "bad", shown, "copy_now")
    if facts.failure:
        shown["reason"] = facts.failure
        return Finding("copy", "failed", "bad", shown, "copy_now")
    if is_due(facts.last, facts.now, LATE_COPY):
        return Finding("copy", "late", "note", shown, "copy_now")
    return Finding("copy", "fine", "fine", shown)


def judge_outside(facts: CopyFacts, when: str) -> Finding:
    """Return whether a fresh copy lies on another disk; `when` says its age in words."""
    if facts.outside is None:
        return Finding("outside", "never", "note", fix="copy_elsewhere")
    shown: dict[str, object] = {"when": when, "folder": facts.outside_folder}
    if is_due(facts.outside, facts.now, OUTSIDE_AFTER):
        return Finding("outside", "late", "note", shown, "copy_elsewhere")
    return Finding("outside", "fine", "fine", shown)


def judge_file(residents: int | None, size: int) -> Finding:
    """Return the line of the office file after every page of it was read; None: it is damaged."""
    if residents is None:
        return Finding("file", "damaged", "bad", fix="restore")
    return Finding("file", "fine", "fine", {"n": residents, "size": size_words(size)})


# --- devices


@dataclass(frozen=True, slots=True)
class Printers:
    """The printers of this person.

    Attributes:
        names: of all of them.
        default: the one a new paper is offered to, "" for none.
    """

    names: tuple[str, ...]
    default: str = ""


def judge_printers(found: Printers | None, virtual: Collection[str]) -> Finding:
    """Return whether paper can come out; `virtual` are beginnings of names that print to a file."""
    if found is None:
        return Finding("printer", "unknown", "unknown", fix="test_page")
    beginnings = tuple(name.lower() for name in virtual)
    real = [name for name in found.names if not name.lower().startswith(beginnings)]
    if not real:
        return Finding("printer", "none", "note", fix="set_printer")
    if not found.default:
        return Finding("printer", "no_default", "note", {"name": real[0]}, "set_printer")
    if found.default not in real:
        return Finding("printer", "virtual", "note", {"name": found.default}, "set_printer")
    return Finding("printer", "fine", "fine", {"name": found.default}, "test_page")


def judge_sheets(program: str | None) -> Finding:
    """Return whether a workbook opens by a double click; "" no program, None nobody could say."""
    if program is None:
        return Finding("sheets", "unknown", "unknown")
    if not program:
        return Finding("sheets", "none", "note", fix="set_programs")
    return Finding("sheets", "fine", "fine", {"name": program})


def judge_memory(total: int | None, available: int) -> Finding:
    """Return whether there is memory for the program beside the others; in bytes."""
    if total is None:
        return Finding("memory", "unknown", "unknown")
    shown: dict[str, object] = {"total": size_words(total), "free": size_words(available)}
    if available < BUSY_MEMORY:
        return Finding("memory", "busy", "note", shown)
    if total < SMALL_MEMORY:
        return Finding("memory", "small", "note", shown)
    return Finding("memory", "fine", "fine", shown)


def judge_screen(width: int, height: int, scale: int) -> Finding:
    """Return whether a form fits the screen; in points after scaling, `scale` in per cent."""
    shown: dict[str, object] = {"width": width, "height": height, "scale": scale}
    if width < SMALL_WIDTH or height < SMALL_HEIGHT:
        return Finding("screen", "small", "note", shown, "set_screen")
    return Finding("screen", "fine", "fine", shown)


def judge_bugs(count: int) -> Finding:
    """Return how often the program itself failed of late, by the reports that are kept."""
    if count:
        return Finding("bugs", "some", "note", {"n": count}, "save_report")
    return Finding("bugs", "none", "fine")
