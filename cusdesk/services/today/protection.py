"""Clocks of data protection on the day sheet: breaches, requests, authorisations, agreements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import exists

from cusdesk.core.messages import tr
from cusdesk.domain.protection.clocks import Look
from cusdesk.models.residents import Resident
from cusdesk.services.clocks.guarded import clocked_rows, name_of
from cusdesk.services.protection.registers.gaps import without_authorisation
from cusdesk.services.protection.registers.rows import WAITING
from cusdesk.services.today.lines import DayLine, DaySection, Urgency, section

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session

    from cusdesk.services.protection.registers import RegisterRow

_ORDER = (Look.LATE, Look.URGENT, Look.SOON)


def clocks(
    session: Session, _today: dt.date, *, now: dt.datetime, sees_residents: bool
) -> DaySection | None:
    """Return what runs out or ran out: 72 hours, a month, an authorisation, an agreement.

    RODO, arts. 12(3) and 33(1); the figures are in `domain.law`. Whoever may not see residents
    learns that a request waits, not whose.
    """
    found = [row for row in clocked_rows(session, now) if row.standing.look in WAITING]
    found.sort(key=lambda row: _ORDER.index(row.standing.look))
    lines = [_line(row, sees_residents=sees_residents) for row in found]
    return section("protection", [*lines, *_unauthorised(session, now.date())])


def _line(row: RegisterRow, *, sees_residents: bool) -> DayLine:
    name = name_of(row, sees_residents=sees_residents)
    text = tr(f"today.line.{row.register}", name=name).strip()
    return DayLine(text, _when(row), Urgency(row.standing.look.value), "protection", row.id)


def _when(row: RegisterRow) -> str:
    """Return the term in few words: the line has no room for a sentence."""
    standing = row.standing
    if standing.hours is None or standing.due is None:
        return row.state
    key = "today.line.breach_left" if standing.hours >= 0 else "today.line.breach_over"
    return tr(key, until=f"{standing.due:%d.%m, %H:%M}", hours=abs(standing.hours))


def _unauthorised(session: Session, today: dt.date) -> list[DayLine]:
    """Return accounts without a valid authorisation, once there is anybody's data to see."""
    somebody = exists().where(Resident.retired_at.is_(None))
    return [
        DayLine(
            tr("today.line.unauthorised", name=user.name), "", Urgency.SOON, "protection", user.id
        )
        for user in without_authorisation(session, today, somebody)
    ]
