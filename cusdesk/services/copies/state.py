"""How the office stands with its copies, in moments and in words."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import describe, tr
from cusdesk.db.copy_state import moment_of, read_state
from cusdesk.domain.access import needs
from cusdesk.domain.copies import LATE_COPY, LATE_DRILL, OUTSIDE_AFTER, is_due
from cusdesk.domain.dates import format_date
from cusdesk.services.copies.keeping import checked_copies
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office

_DAYS_IN_WORDS = 60


@dataclass(frozen=True, slots=True)
class Drill:
    """A copy that was tried out: restored into a place of its own, opened, compared, removed.

    Attributes:
        moment: local time.
        problem: what was wrong, a sentence; "" when all was well.
        residents: how many were found.
    """

    moment: dt.datetime
    problem: str
    residents: int


@dataclass(frozen=True, slots=True)
class CopiesState:
    """What the foot of the navigation and the screen of copies tell.

    Attributes:
        last: the newest checked copy on this computer.
        outside: the newest checked copy on another disk.
        outside_folder: where copies to a stick went the last time; None when nowhere yet.
        is_stick_waiting: that folder is there and a copy to it is due.
        drill: the last restore drill.
        failure: why the last copy that should have made itself was not made; "" for none.
        suspect_since: when the office was found damaged; None when it was not.
        words: the state in one line.
        is_late: something is overdue; the words are to be red.
    """

    last: dt.datetime | None
    outside: dt.datetime | None
    outside_folder: Path | None
    is_stick_waiting: bool
    drill: Drill | None
    failure: str
    suspect_since: dt.datetime | None
    words: str
    is_late: bool
    is_outside_late: bool
    is_drill_late: bool

    @property
    def urgency(self) -> str:
        """How the words are to be shown: `fine`, `outside_late` or `late`."""
        if self.is_late:
            return "late"
        return "outside_late" if self.is_outside_late else "fine"


@needs("office.see")
def copies_state(office: Office) -> CopiesState:
    """Return how the office stands with its copies."""
    now = office.clock.now()
    kept = read_state(copies_home(office))
    copies = checked_copies(office)
    last = copies[0].moment if copies else None
    outside, drilled = moment_of(kept.outside_moment), moment_of(kept.drill_moment)
    folder = Path(kept.outside_folder) if kept.outside_folder else None
    is_outside_late = is_due(outside, now, OUTSIDE_AFTER)
    drill = None
    if drilled is not None:
        drill = Drill(drilled, _sentence(kept.drill_problem), kept.drill_residents)
    suspect = moment_of(kept.suspect_since)
    is_late = is_due(last, now, LATE_COPY) or suspect is not None
    return CopiesState(
        last=last,
        outside=outside,
        outside_folder=folder,
        is_stick_waiting=is_outside_late and folder is not None and folder.is_dir(),
        drill=drill,
        failure=_sentence(kept.failed_reason),
        suspect_since=suspect,
        words=state_words(last, outside, now),
        is_late=is_late,
        is_outside_late=is_outside_late,
        is_drill_late=is_due(drilled, now, LATE_DRILL) and last is not None,
    )


def _sentence(key: str) -> str:
    """Return the sentence of a remembered failure; one nobody knows any more is said in general."""
    if not key:
        return ""
    try:
        return describe(StorageError(key, folder="?", name="?"))
    except KeyError:
        return tr("copies.problem.failed")


def state_words(last: dt.datetime | None, outside: dt.datetime | None, now: dt.datetime) -> str:
    """Return the ages of the last copy here and of the last one elsewhere, in one line."""
    here = tr("copies.state.none") if last is None else ago(last, now)
    there = tr("copies.state.none_outside") if outside is None else ago(outside, now)
    return tr("copies.state.line", here=here, there=there)


def ago(moment: dt.datetime, now: dt.datetime) -> str:
    """Return a moment as people say it: with the time today and yesterday, in days after."""
    days = (now.date() - moment.date()).days
    time = f"{moment.hour}:{moment.minute:02}"
    if days == 0:
        return tr("copies.ago.today", time=time)
    if days == 1:
        return tr("copies.ago.yesterday", time=time)
    if 1 < days <= _DAYS_IN_WORDS:
        return tr("copies.ago.days", n=days)
    return format_date(moment.date())


def at(moment: dt.datetime, now: dt.datetime) -> str:
    """Return a moment to choose by: the weekday within a week, else the date; with the time."""
    days = (now.date() - moment.date()).days
    time = f"{moment.hour}:{moment.minute:02}"
    if days in {0, 1}:
        return ago(moment, now)
    if 1 < days < 7:
        return tr("copies.at.weekday", day=tr(f"copies.weekday.{moment.isoweekday()}"), time=time)
    return tr("copies.at.date", date=format_date(moment.date()), time=time)
