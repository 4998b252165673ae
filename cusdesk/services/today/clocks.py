"""What runs out, on the day sheet: the clocks that are amber, red, late or without a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import Pace, TermGroup
from cusdesk.services.clocks import Clock, running
from cusdesk.services.today.lines import DayLine, DaySection, Urgency, date_words, section

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_SECTIONS = {
    "plan_due": "plans_due",
    "plan_review": "reviews",
    "plan_end": "endings",
    "follow_up": "follow_ups",
    "documents": "applications",
    "check_back": "applications",
}
_URGENCY = {
    Pace.LATE: Urgency.LATE,
    Pace.URGENT: Urgency.URGENT,
    Pace.SOON: Urgency.SOON,
    Pace.UNKNOWN: Urgency.SOON,
}


@needs("office.see")
def clock_sections(office: Office, session: Session, today: dt.date) -> dict[str, DaySection]:
    """Return section key -> what of it wants to be looked at, from the one list of clocks."""
    found: dict[str, list[Clock]] = {}
    for clock in running(office, session, near=True, registers=False):
        if clock.pace is not Pace.CALM:
            found.setdefault(_section_of(clock), []).append(clock)
    made = {key: section(key, _lines(clocks, today)) for key, clocks in found.items()}
    return {key: one for key, one in made.items() if one is not None}


def _section_of(clock: Clock) -> str:
    if clock.key in _SECTIONS:
        return _SECTIONS[clock.key]
    return "duties" if clock.group is TermGroup.OFFICE else "own_terms"


def _lines(clocks: list[Clock], today: dt.date) -> list[DayLine]:
    clocks.sort(key=lambda clock: (clock.due is None, clock.due or today, clock.about))
    return [
        DayLine(
            _words(clock),
            date_words(clock.due, today) if clock.due else "",
            _URGENCY[clock.pace],
            clock.feature,
            clock.record_id,
        )
        for clock in clocks
    ]


_PLAIN = frozenset({"plan_review", "plan_end", "follow_up"})
"""What the heading of the section says already."""
_LATE = {"plan_due": "plan_late", "plan_end": "plan_ended"}
_UNKNOWN = {"plan_due": "plan_unknown", "plan_end": "plan_no_end"}


def _words(clock: Clock) -> str:
    name = clock.about
    if clock.feature == "applications":
        key = "application" if clock.key == "plan_due" else clock.key
        name = tr(f"today.line.{key}", name=name, number=clock.number)
    elif clock.key not in _PLAIN and clock.key != "plan_due":
        name = ": ".join(filter(None, (clock.name, name)))
    ends = _UNKNOWN if clock.due is None else _LATE if clock.pace is Pace.LATE else {}
    return tr(f"today.line.{ends[clock.key]}", name=name) if clock.key in ends else name
