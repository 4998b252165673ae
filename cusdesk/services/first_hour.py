"""The guided first hour in the fictional commune: what to do next, known by what was done.

Nobody ticks a step: the log of the office tells whether it happened since the hour began.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cusdesk.db.copy_files import MANUAL
from cusdesk.domain.access import needs
from cusdesk.domain.dictionaries import dictionary
from cusdesk.models.audit import AuditEntry
from cusdesk.services.copies.keeping import checked_copies
from cusdesk.services.fictional import IS_DEMO
from cusdesk.services.office import put_setting, setting

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

HOUR = "office.first_hour"
_COPY = "copy"


@dataclass(frozen=True, slots=True)
class HourStep:
    """One thing to do.

    Attributes:
        key: its name; the words are `hour.step.<key>`.
        screen: where it is done; `command` begins it there, "" where the screen is enough.
        is_done: the log says it happened.
        is_skipped: the person went past it.
        presses: it is done by the main button of the screen.
    """

    key: str
    screen: str
    command: str
    is_done: bool
    is_skipped: bool
    presses: bool = False


@dataclass(frozen=True, slots=True)
class Hour:
    """How far somebody is.

    Attributes:
        has_begun: whether the place in the log is known from which on things count.
        is_away: put away for now.
    """

    steps: tuple[HourStep, ...]
    has_begun: bool
    is_away: bool

    @property
    def current(self) -> int:
        """Number of the first step neither done nor skipped, from 0; their count at the end."""
        left = (n for n, step in enumerate(self.steps) if not (step.is_done or step.is_skipped))
        return next(left, len(self.steps))


@needs("office.see")
def first_hour(office: Office) -> Hour | None:
    """Return how far the guided hour is; None in an office that is not fictional."""
    with office.read() as session:
        if not setting(session, IS_DEMO, default=False):
            return None
        kept = _kept(session)
        data = dictionary("first_hour")["step"]
        since = kept["since"]
        done = _done(session, data, since) if since is not None else set()
    if since is not None and any(copy.reason == MANUAL for copy in checked_copies(office)):
        done.add(_COPY)
    steps = tuple(
        HourStep(
            row["key"],
            row["screen"],
            row.get("command", ""),
            row["key"] in done,
            row["key"] in kept["skipped"],
            row.get("presses", False),
        )
        for row in data
    )
    return Hour(steps, since is not None, kept["is_away"])


@needs("office.settings")
def begin_hour(office: Office) -> Changes:
    """Begin the hour here: what the log holds already does not count."""
    return _keep(office, is_new=True)


@needs("office.settings")
def skip_step(office: Office, key: str) -> Changes:
    """Go past a step."""
    return _keep(office, skip=key)


@needs("office.settings")
def put_hour_away(office: Office, *, is_away: bool = True) -> Changes:
    """Put the hour away, or bring it back where it was left."""
    return _keep(office, is_away=is_away)


def _keep(
    office: Office, *, is_new: bool = False, skip: str = "", is_away: bool | None = None
) -> Changes:
    with office.write("office.setting", undoable=False) as work:
        kept = _kept(work.session)
        if is_new:
            last = work.session.scalar(select(func.max(AuditEntry.seq)))
            kept = {"since": last or 0, "skipped": [], "is_away": False}
        if skip:
            kept["skipped"] = [*kept["skipped"], skip]
        if is_away is not None:
            kept["is_away"] = is_away
        put_setting(work.session, HOUR, kept)
    return work.changes


def _kept(session: Session) -> dict[str, Any]:
    kept: dict[str, Any] = setting(session, HOUR, default={})
    return {"since": None, "skipped": [], "is_away": False} | kept


def _done(session: Session, data: Sequence[dict[str, Any]], since: int) -> set[str]:
    """Return the steps of which the log tells after entry `since`."""
    kinds = [kind for row in data for kind in row["kinds"]]
    fits = or_(*(AuditEntry.kind.startswith(kind) for kind in kinds))
    found = session.scalars(
        select(AuditEntry.kind).where(AuditEntry.seq > since, fits).distinct()
    ).all()
    return {
        row["key"]
        for row in data
        if any(kind.startswith(wanted) for kind in found for wanted in row["kinds"])
    }
