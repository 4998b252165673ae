"""Recruitment on the day sheet: freed seats with people waiting, lists that nobody has approved."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import and_, case, func, or_, select

from cusdesk.core.messages import tr
from cusdesk.domain.applications import OPEN
from cusdesk.domain.recruitment import CandidateStatus, free_seats
from cusdesk.models.applications import Application
from cusdesk.models.recruitment import Candidate, Edition
from cusdesk.services.today.lines import READ, DayLine, DaySection, Urgency, day_words, section

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator

    from sqlalchemy.orm import Session


def editions(session: Session, today: dt.date) -> DaySection | None:
    """Return the editions in which somebody is to be called, a list approved, a refusal decided.

    Only a decision refuses (CUS act, art. 42): whoever was excluded waits for it, also after the
    services of the edition ended.
    """
    awaits = and_(
        Candidate.status == CandidateStatus.EXCLUDED.value,
        Application.status.in_([status.value for status in OPEN]),
        Application.retired_at.is_(None),
    )
    runs = or_(Edition.ends_on.is_(None), Edition.ends_on >= today)
    query = (
        select(
            Edition.id, Edition.name, Edition.seats, Edition.closes_on, Edition.approved_on,
            runs, Candidate.status, func.count(), func.sum(case((awaits, 1), else_=0)),
        )
        .join(Candidate, Candidate.edition_id == Edition.id)
        .outerjoin(Application, Application.id == Candidate.application_id)
        .where(Edition.retired_at.is_(None), Candidate.retired_at.is_(None), or_(runs, awaits))
        .group_by(Edition.id, Candidate.status)
        .limit(READ)
    )  # fmt: skip
    found: dict[bytes, _Counts] = {}
    for key, *facts, status, count, refusals in session.execute(query):
        counts = found.setdefault(key, _Counts(*facts))
        counts.people[status] = count
        counts.refusals += refusals
    lines = [line for key, counts in found.items() for line in counts.lines(key, today)]
    return section("recruitment", sorted(lines, key=lambda line: line.text))


@dataclass(slots=True)
class _Counts:
    """One edition, with how many people stand where and wait for a refusal."""

    name: str
    seats: int | None
    closes_on: dt.date | None
    approved_on: dt.date | None
    runs: bool
    people: dict[str, int] = field(default_factory=dict)
    refusals: int = 0

    def lines(self, key: bytes, today: dt.date) -> Iterator[DayLine]:
        """Give what is to be done about it."""
        if self.refusals:
            words = tr("today.recruitment.refuse", name=self.name, n=self.refusals)
            yield DayLine(words, "", Urgency.SOON, "recruitment", key)
        if self.runs and self.approved_on is not None:
            yield from self._calls(key)
        elif self.runs and self.closes_on is not None and self.closes_on < today:
            words = tr("today.recruitment.approve", name=self.name)
            when = day_words(self.closes_on, today)
            yield DayLine(words, when, Urgency.SOON, "recruitment", key)

    def _calls(self, key: bytes) -> Iterator[DayLine]:
        waiting = self.people.get(CandidateStatus.WAITING.value, 0)
        free = free_seats(self.seats, self.people.get(CandidateStatus.SEATED.value, 0))
        if waiting and free != 0:
            count = waiting if free is None else min(free, waiting)
            words = tr("today.recruitment.call", name=self.name, n=count)
            yield DayLine(words, "", Urgency.SOON, "recruitment", key)
