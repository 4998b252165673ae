"""What a day sheet is made of, and days in words."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
import enum
from dataclasses import dataclass

from cusdesk.core.messages import tr


class Urgency(enum.StrEnum):
    """How soon a line wants to be dealt with; `done` is a first step already made."""

    LATE = "late"
    URGENT = "urgent"
    SOON = "soon"
    CALM = "calm"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One line.

    Attributes:
        text: what it is about.
        when: the day in words („za 3 dni”), or empty.
        urgency: for its colour and its place.
        feature: screen it leads to.
        id: record it leads to; None for the screen as a whole.
    """

    text: str
    when: str
    urgency: Urgency
    feature: str
    id: bytes | None = None


@dataclass(frozen=True, slots=True)
class DaySection:
    """Lines about one thing.

    Attributes:
        key: its name for the program: plans_due, applications, approvals, reviews, endings,
            follow_ups, duties, own_terms, caseload, meetings, absences, recruitment, fees, drafts,
            imports, certificates, insurance, funding, recovery, protection.
        title: heading.
        lines: the most urgent first.
        more: how many lines are left out.
    """

    key: str
    title: str
    lines: tuple[DayLine, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class DaySheet:
    """The whole sheet.

    Attributes:
        date: the day.
        first_steps: what to begin with; empty once the office is at work.
        sections: only those with something in them.
        backup: age of the last checked copy.
    """

    date: dt.date
    first_steps: tuple[DayLine, ...]
    sections: tuple[DaySection, ...]
    backup: DayLine


SHOWN = 12
"""Lines of a section on the sheet; the rest is on the section's own screen."""
READ = 300
"""Rows read for a section: enough to say how many more there are."""


def section(key: str, lines: list[DayLine]) -> DaySection | None:
    """Return a section of these lines, or None without any."""
    if not lines:
        return None
    return DaySection(
        key, tr(f"today.section.{key}"), tuple(lines[:SHOWN]), max(0, len(lines) - SHOWN)
    )


def urgency(days: int, *, urgent: int, soon: int) -> Urgency:
    """Return how urgent a term in `days` days is, by the two limits (inclusive)."""
    if days < 0:
        return Urgency.LATE
    if days <= urgent:
        return Urgency.URGENT
    return Urgency.SOON if days <= soon else Urgency.CALM


def day_words(day: dt.date, today: dt.date) -> str:
    """Return a day as seen from today: „dziś”, „jutro”, „za 5 dni”, „3 dni temu”."""
    days = (day - today).days
    near = {0: "today.day.today", 1: "today.day.tomorrow", -1: "today.day.yesterday"}
    if days in near:
        return tr(near[days])
    return tr("today.day.ahead", n=days) if days > 0 else tr("today.day.ago", n=-days)


def date_words(day: dt.date, today: dt.date) -> str:
    """Return a date with its distance: „18.06.2026 (za 3 dni)”."""
    return tr("today.day.date", date=f"{day:%d.%m.%Y}", words=day_words(day, today))
