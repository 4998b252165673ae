"""Recruitment on the day sheet: freed seats with people waiting, lists that nobody has approved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cusdesk.core.messages import tr
from cusdesk.domain.applications import OPEN
from cusdesk.domain.recruitment import CandidateStatus, free_seats
from cusdesk.models.applications import Application
from cusdesk.models.recruitment import Candidate, Edition
from cusdesk.services.today.lines import READ, DayLine, DaySection, Urgency, day_words, section

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def editions(session: Session, today: dt.date) -> DaySection | None:
    """Return the editions in which somebody is to be called or the list is to be approved."""
    query = (
        select(
            Edition.id, Edition.name, Edition.seats, Edition.closes_on, Edition.approved_on,
            Candidate.status, func.count(),
        )
        .join(Candidate, Candidate.edition_id == Edition.id)
        .where(
            Edition.retired_at.is_(None),
            Candidate.retired_at.is_(None),
            or_(Edition.ends_on.is_(None), Edition.ends_on >= today),
        )
        .group_by(Edition.id, Candidate.status)
        .limit(READ)
    )  # fmt: skip
    found: dict[bytes, _Counts] = {}
    for key, name, seats, closes, approved, status, count in session.execute(query):
        counts = found.setdefault(key, _Counts(name, seats, closes, approved=approved is not None))
        counts.people[status] = count
    lines = [line for key, counts in found.items() if (line := counts.line(key, today))]
    lines += _refusals(session)
    return section("recruitment", sorted(lines, key=lambda line: line.text))


def _refusals(session: Session) -> list[DayLine]:
    """Return the editions whose excluded people wait for a decision (CUS act, art. 42)."""
    query = (
        select(Edition.id, Edition.name, func.count())
        .join(Candidate, Candidate.edition_id == Edition.id)
        .join(Application, Application.id == Candidate.application_id)
        .where(
            Candidate.status == CandidateStatus.EXCLUDED.value,
            Application.status.in_([status.value for status in OPEN]),
            *(table.retired_at.is_(None) for table in (Edition, Candidate, Application)),
        )
        .group_by(Edition.id, Edition.name)
        .limit(READ)
    )
    return [
        DayLine(
            tr("today.recruitment.refuse", name=name, n=n), "", Urgency.SOON, "recruitment", key
        )
        for key, name, n in session.execute(query)
    ]


class _Counts:
    """One edition, with how many people stand where."""

    def __init__(
        self, name: str, seats: int | None, closes_on: dt.date | None, *, approved: bool
    ) -> None:
        self._name, self._seats, self._closes = name, seats, closes_on
        self._approved = approved
        self.people: dict[str, int] = {}

    def line(self, key: bytes, today: dt.date) -> DayLine | None:
        """Return what is to be done about it; None for nothing."""
        if not self._approved:
            closes = self._closes
            if closes is None or closes >= today:
                return None
            words = tr("today.recruitment.approve", name=self._name)
            return DayLine(words, day_words(closes, today), Urgency.SOON, "recruitment", key)
        waiting = self.people.get(CandidateStatus.WAITING.value, 0)
        free = free_seats(self._seats, self.people.get(CandidateStatus.SEATED.value, 0))
        if not waiting or free == 0:
            return None
        count = waiting if free is None else min(free, waiting)
        words = tr("today.recruitment.call", name=self._name, n=count)
        return DayLine(words, "", Urgency.SOON, "recruitment", key)
