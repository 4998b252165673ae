"""Everything else on the day sheet: meetings, unfinished work, papers and money that run out."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import func, or_, select

from cusdesk.core.ids import parse_id
from cusdesk.core.messages import tr
from cusdesk.domain.catalogue import ServiceStatus
from cusdesk.domain.residents import ResidentStatus
from cusdesk.domain.special_fields import SpecialField
from cusdesk.models.attendance import Group, GroupMember, Meeting
from cusdesk.models.catalogue import Service
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.journal import Draft
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident
from cusdesk.services.programmes import fields_on
from cusdesk.services.today.lines import (
    READ,
    DayLine,
    DaySection,
    Urgency,
    date_words,
    day_words,
    section,
    urgency,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_PAPER_SOON, _PAPER_URGENT = 60, 14
_PAPER_KEPT = 60
"""Days for which a paper that ran out is still shown."""
_NAMED_DRAFTS = (
    "residents",
    "plans",
    "catalogue",
    "providers",
    "attendance",
    "imports",
    "protection",
)
_RUNNING = (ServiceStatus.PILOT.value, ServiceStatus.REGULAR.value)


def meetings(session: Session, today: dt.date) -> DaySection | None:
    """Return today's meetings of groups, in the order of the day."""
    members = (
        select(func.count())
        .where(
            GroupMember.group_id == Group.id,
            GroupMember.retired_at.is_(None),
            or_(GroupMember.joined_on.is_(None), GroupMember.joined_on <= today),
            or_(GroupMember.left_on.is_(None), GroupMember.left_on >= today),
        )
        .scalar_subquery()
    )
    query = (
        select(Group.id, Group.name, Group.place, Meeting.start_minute, members)
        .join(Group, Group.id == Meeting.group_id)
        .where(Meeting.date == today, Meeting.retired_at.is_(None), Group.retired_at.is_(None))
        .order_by(Meeting.start_minute.nulls_last(), Group.name)
        .limit(READ)
    )
    lines = []
    for group_id, name, place, start, people in session.execute(query):
        what = tr("today.line.people", n=people)
        text = ", ".join(part for part in (name, place, what) if part)
        lines.append(DayLine(text, _clock(start), Urgency.CALM, "attendance", group_id))
    return section("meetings", lines)


def drafts(session: Session, today: dt.date, user_id: bytes | None) -> DaySection | None:
    """Return the forms this person began and did not finish, the newest first."""
    query = (
        select(Draft.kind, Draft.key, Draft.updated_at)
        .where(Draft.user_id == user_id)
        .order_by(Draft.updated_at.desc())
        .limit(READ)
    )
    lines = []
    for kind, key, updated in session.execute(query):
        feature = kind.partition(".")[0]
        name = feature if feature in _NAMED_DRAFTS else "other"
        day = dt.datetime.fromtimestamp(updated / 1000).date()  # noqa: DTZ006 (local wall time)
        lines.append(
            DayLine(
                tr(f"today.draft.{name}"),
                day_words(min(day, today), today),
                Urgency.SOON,
                feature,
                _record_of(key),
            )
        )
    return section("drafts", lines)


def imports(session: Session, _today: dt.date) -> DaySection | None:
    """Return, by imported file, how many doubtful rows wait for a person."""
    query = (
        select(ImportBatch.id, ImportBatch.file_name, func.count())
        .join(ImportIssue, ImportIssue.batch_id == ImportBatch.id)
        .where(
            ImportIssue.outcome == "doubtful",
            ImportIssue.decision == "",
            ImportIssue.retired_at.is_(None),
            ImportBatch.retired_at.is_(None),
        )
        .group_by(ImportBatch.id, ImportBatch.file_name)
        .order_by(ImportBatch.imported_at.desc())
        .limit(READ)
    )
    lines = [
        DayLine(tr("today.line.doubtful", n=n, file=name), "", Urgency.SOON, "imports", batch_id)
        for batch_id, name, n in session.execute(query)
    ]
    return section("imports", lines)


def certificates(session: Session, today: dt.date) -> DaySection | None:
    """Return residents whose disability certificate ends within 60 days or ended lately."""
    if SpecialField.DISABILITY not in fields_on(session, today):
        return None
    first, last = _paper_days(today)
    query = (
        select(
            Resident.id, Resident.surname + " " + Resident.given_name, Resident.disability_valid_to
        )
        .where(
            Resident.disability_valid_to.between(first, last),
            Resident.status.in_((ResidentStatus.ACTIVE.value, ResidentStatus.PAUSED.value)),
            Resident.retired_at.is_(None),
        )
        .order_by(Resident.disability_valid_to)
        .limit(READ)
    )
    found = [(i, name, day) for i, name, day in session.execute(query).all()]
    return _papers("certificates", "residents", found, today)


def insurance(session: Session, today: dt.date) -> DaySection | None:
    """Return providers whose insurance ends within 60 days or ended lately."""
    first, last = _paper_days(today)
    query = (
        select(Provider.id, Provider.name, Provider.insurance_until)
        .where(Provider.insurance_until.between(first, last), Provider.retired_at.is_(None))
        .order_by(Provider.insurance_until)
        .limit(READ)
    )
    found = [(i, name, day) for i, name, day in session.execute(query).all()]
    return _papers("insurance", "providers", found, today)


def funding(session: Session, today: dt.date) -> DaySection | None:
    """Return running services whose money ends within 60 days or ended lately."""
    first, last = _paper_days(today)
    query = (
        select(Service.id, Service.name, Service.funding_until)
        .where(
            Service.funding_until.between(first, last),
            Service.status.in_(_RUNNING),
            Service.retired_at.is_(None),
        )
        .order_by(Service.funding_until)
        .limit(READ)
    )
    found = [(i, name, day) for i, name, day in session.execute(query).all()]
    return _papers("funding", "catalogue", found, today)


def _paper_days(today: dt.date) -> tuple[dt.date, dt.date]:
    return today - dt.timedelta(days=_PAPER_KEPT), today + dt.timedelta(days=_PAPER_SOON)


def _papers(
    key: str, feature: str, found: list[tuple[bytes, str, dt.date | None]], today: dt.date
) -> DaySection | None:
    lines = []
    for record_id, name, day in found:
        if day is not None:
            how = urgency((day - today).days, urgent=_PAPER_URGENT, soon=_PAPER_SOON)
            lines.append(DayLine(name, date_words(day, today), how, feature, record_id))
    return section(key, lines)


def _clock(minute: int | None) -> str:
    return "" if minute is None else f"{minute // 60}:{minute % 60:02d}"


def _record_of(key: str) -> bytes | None:
    """Return the record a kept form is about; a form of a new record has another key."""
    try:
        return parse_id(key)
    except ValueError:
        return None
