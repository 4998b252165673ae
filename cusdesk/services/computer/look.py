"""Looking at the computer and the office: every piece is asked, judged and said in words."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.clock import SystemClock
from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.core.places import place_of
from cusdesk.core.trouble import kept_reports
from cusdesk.db.diagnosis import DAMAGE
from cusdesk.domain import computer as rules
from cusdesk.domain.access import needs
from cusdesk.domain.computer import Finding, Level, in_order
from cusdesk.domain.dictionaries import words
from cusdesk.models.audit import AuditEntry
from cusdesk.models.journal import Operation
from cusdesk.services.computer.system import System, refused_folders, try_folder
from cusdesk.services.copies import ago, copies_state
from cusdesk.services.office import verify_office

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from cusdesk.core.clock import Clock
    from cusdesk.services.office import Office

_RECENT = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class ComputerLine:
    """One thing that was looked at, in words.

    Attributes:
        finding: what was found; the report for support is made of it, without names.
        title: what was looked at.
        said: its state.
        means, do: what that means and what to do; "" where all is well.
        fix: what the window can do about it, "" for nothing.
    """

    finding: Finding
    title: str
    said: str
    means: str = ""
    do: str = ""

    @property
    def level(self) -> Level:
        """How serious it is."""
        return self.finding.level

    @property
    def fix(self) -> str:
        """What can be done about it from here; "" for nothing."""
        return self.finding.fix


def in_words(finding: Finding) -> ComputerLine:
    """Return a finding as a person reads it."""
    key, params = f"computer.{finding.id}.{finding.case}", finding.params
    title, said = tr(f"computer.name.{finding.id}"), tr(f"{key}.said", **params)
    if finding.level == "fine":
        return ComputerLine(finding, title, said)
    return ComputerLine(
        finding, title, said, tr(f"{key}.means", **params), tr(f"{key}.do", **params)
    )


def sorted_lines(lines: Sequence[ComputerLine]) -> list[ComputerLine]:
    """Return lines with what must be mended first."""
    by_id = {line.finding.id: line for line in lines}
    return [by_id[finding.id] for finding in in_order(line.finding for line in by_id.values())]


def look_at_computer(office: Path | None, system: System | None = None) -> list[ComputerLine]:
    """Return what can be seen without opening an office; slow parts included, nothing is changed.

    Args:
        office: the office file whose folder and disk are looked at; None without one.
        system: the roads to the computer.
    """
    system = system or System()
    folders = system.own_folders
    refused = refused_folders(folders)
    found = [rules.judge_folders(refused)]
    if office is not None:
        found.append(rules.judge_place(place_of(office.resolve(), system.places)))
        found.append(rules.judge_trial(try_folder(office.parent)))
    found.append(_disk(office, system, None if refused else folders()[-1]))
    found.append(rules.judge_printers(system.printers(), words("computer", "virtual_printers")))
    found.append(rules.judge_sheets(system.workbook_program()))
    found.append(rules.judge_memory(*(system.memory() or (None, 0))))
    found.append(rules.judge_bugs(0 if refused else _recent_reports(folders()[0])))
    return [in_words(finding) for finding in found]


def _disk(office: Path | None, system: System, profile: Path | None) -> Finding:
    """Judge the fuller of the disks of the office and of its copies."""
    size = 0
    if office is not None and office.is_file():
        size = office.stat().st_size
    folders = [folder for folder in (office.parent if office else None, profile) if folder]
    free = [found for found in map(system.free, folders) if found is not None]
    return rules.judge_disk(min(free, default=None), size)


def _recent_reports(folder: Path) -> int:
    oldest = SystemClock().epoch_ms() - _RECENT.total_seconds() * 1000
    return sum(path.stat().st_mtime * 1000 >= oldest for path in kept_reports(folder))


def look_at_clock(
    clock: Clock, last_entry: dt.datetime | None = None, system: System | None = None
) -> ComputerLine:
    """Return whether the date and the time zone can be right."""
    system = system or System()
    facts = rules.ClockFacts(clock.now(), system.offset(), last_entry, system.released_on)
    return in_words(rules.judge_clock(facts))


def look_at_screen(width: int, height: int, scale: int) -> ComputerLine:
    """Return whether forms fit the screen: its size in points and the scale in per cent."""
    return in_words(rules.judge_screen(width, height, scale))


@needs("office.see")
def look_at_office(office: Office, system: System | None = None) -> list[ComputerLine]:
    """Return the lines about the copies and about the clock beside the office's own entries."""
    state, now = copies_state(office), office.clock.now()
    drill = state.drill
    facts = rules.CopyFacts(
        now,
        state.last,
        state.outside,
        str(state.outside_folder or ""),
        state.failure,
        drill.problem if drill is not None else "",
    )
    here = ago(state.last, now) if state.last else ""
    there = ago(state.outside, now) if state.outside else ""
    return [
        in_words(rules.judge_copy(facts, here)),
        in_words(rules.judge_outside(facts, there)),
        look_at_clock(office.clock, _last_entry(office), system),
    ]


@needs("office.see")
def look_for_danger(office: Office, system: System | None = None) -> ComputerLine | None:
    """Return what must be said at once when an office was opened: no room, or a clock gone back."""
    system = system or System()
    full = in_words(_disk(office.path, system, None))
    if full.level == "bad":
        return full
    clock = look_at_clock(office.clock, _last_entry(office), system)
    return clock if clock.finding.case == "back" else None


def _last_entry(office: Office) -> dt.datetime | None:
    """Return the local moment of the newest entry of the history and the log."""
    with office.read() as session:
        moments = [
            session.scalar(select(func.max(Operation.touched))),
            session.scalar(select(func.max(AuditEntry.moment))),
        ]
    newest = max((moment for moment in moments if moment is not None), default=None)
    if newest is None:
        return None
    return office.clock.now() - dt.timedelta(milliseconds=office.clock.epoch_ms() - newest)


@needs("office.see")
def look_at_file(office: Office) -> ComputerLine:
    """Read every page of the office file; takes seconds for a large one."""
    try:
        residents: int | None = verify_office(office)
    except StorageError as error:
        if error.key not in DAMAGE:
            return in_words(Finding("file", "unknown", "unknown"))
        residents = None
    size = office.path.stat().st_size if office.path.exists() else 0
    return in_words(rules.judge_file(residents, size))
