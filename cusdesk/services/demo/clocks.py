"""Duties that were done, terms begun by hand and the director's limit in the fictional commune."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.domain.dictionaries import dictionary
from cusdesk.services import caseload, clocks

if TYPE_CHECKING:
    from cusdesk.services.demo.model import Build

_DAYS = "days_"


def write_clocks(build: Build) -> None:
    """Write what `demo_clocks.toml` says."""
    data = dictionary("demo_clocks")
    by = build.office.user_name
    for row in data["duty"]:
        clocks.record_duty(build.office, clocks.DutyDraft(done_by=by, **_dated(build, row)))
    for row in data["own"]:
        values = _dated(build, row)
        resident = values.pop("resident", None)
        about = None if resident is None else build.people[resident % len(build.people)][0]
        draft = clocks.OwnClockDraft(resident_id=about, responsible=by, **values)
        clocks.start_clock(build.office, draft)
    caseload.set_limit(build.office, data["limit"])


def _dated(build: Build, row: dict[str, Any]) -> dict[str, Any]:
    """Return a row with its days from today as dates."""
    return {
        name.removeprefix(_DAYS): build.today + dt.timedelta(days=value)
        if name.startswith(_DAYS)
        else value
        for name, value in row.items()
    }
