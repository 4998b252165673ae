"""Whom to call because they stay away, and what was learned."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, literal_column, or_, select

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.db.reading import read_columns
from cusdesk.domain.absences import days_for_call, in_a_row, misses_for_call, reason_name
from cusdesk.domain.access import needs
from cusdesk.domain.attendance import Mark
from cusdesk.domain.phones import format_phone
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.attendance import Attendance, Group, GroupMember, Meeting
from cusdesk.models.base import BlobId
from cusdesk.models.residents import Resident, ResidentPhone
from cusdesk.models.schedule import AbsenceCall

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_ABSENT = (Mark.ABSENT.value, Mark.EXCUSED.value)
_GONE = (ResidentStatus.LEFT.value, ResidentStatus.DECEASED.value)
Pair = tuple[bytes, bytes]


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """Somebody who was absent so often in a row that a call is due.

    Attributes:
        days: of the absences, the last first.
        reasons: words of the reasons that are known, each once.
        phones: as they are read out; empty when there is none.
    """

    resident_id: bytes
    name: str
    group_id: bytes
    group_name: str
    days: tuple[dt.date, ...]
    reasons: tuple[str, ...]
    phones: tuple[str, ...]


@dataclass(slots=True)
class CallDraft:
    """What was learned by the call."""

    note: str = ""


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call that was made."""

    id: bytes
    called_on: dt.date
    name: str
    group_name: str
    author: str
    note: str


@needs("attendance.see")
def list_absences(office: Office) -> list[AbsenceRow]:
    """Return who is to be called, the longest away first."""
    with office.read() as session:
        return absences_in(session, office.clock.today())


def absences_in(session: Session, today: dt.date) -> list[AbsenceRow]:
    """Return the same inside a running read.

    Counted are the marks of members of a group who are still on its list, of the last sixty days
    and after the last call; the limits are data.
    """
    first = today - dt.timedelta(days=days_for_call())
    often = _often_absent(session, first, today)
    if not often:
        return []
    called = _last_calls(session)
    marks = _marks_of(session, first, today, often)
    found: dict[Pair, list[dt.date]] = {}
    for pair, rows in marks.items():
        after = called.get(pair, dt.date.min)
        days = in_a_row((day, Mark(mark)) for day, mark, _reason in rows if day > after)
        if len(days) >= misses_for_call():
            found[pair] = days
    return _rows(session, found, marks)


def _often_absent(session: Session, first: dt.date, today: dt.date) -> list[Pair]:
    """Return member and group with enough absences at all: a covering index answers it."""
    query = (
        select(Attendance.resident_id, Meeting.group_id)
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.date.between(first, today),
            Meeting.retired_at.is_(None),
            Attendance.mark.in_(_ABSENT),
        )
        .group_by(Attendance.resident_id, Meeting.group_id)
        .having(func.count() >= misses_for_call())
    )
    return [(resident, group) for resident, group in session.execute(query)]


_WHO = literal_column("+attendance.resident_id", BlobId)
"""Keeps the database from reading all the years of a person: it goes by the meetings."""


def _marks_of(
    session: Session, first: dt.date, today: dt.date, pairs: list[Pair]
) -> dict[Pair, list[tuple[dt.date, str, str]]]:
    wanted = set(pairs)
    found: dict[Pair, list[tuple[dt.date, str, str]]] = defaultdict(list)
    query = (
        select(
            Attendance.resident_id,
            Meeting.group_id,
            Meeting.date,
            Attendance.mark,
            Attendance.reason,
        )
        .join(Meeting, Meeting.id == Attendance.meeting_id)
        .where(
            Meeting.group_id.in_({group for _, group in wanted}),
            Meeting.date.between(first, today),
            Meeting.retired_at.is_(None),
            _WHO.in_({resident for resident, _ in wanted}),
            Attendance.retired_at.is_(None),
        )
    )
    for resident, group, day, mark, reason in read_columns(session, query):
        if (resident, group) in wanted:
            found[resident, group].append((day, mark, reason))
    return found


def _last_calls(session: Session) -> dict[Pair, dt.date]:
    query = (
        select(AbsenceCall.resident_id, AbsenceCall.group_id, func.max(AbsenceCall.until))
        .where(AbsenceCall.retired_at.is_(None))
        .group_by(AbsenceCall.resident_id, AbsenceCall.group_id)
    )
    return {(resident, group): until for resident, group, until in session.execute(query)}


def _rows(
    session: Session,
    found: dict[Pair, list[dt.date]],
    marks: dict[Pair, list[tuple[dt.date, str, str]]],
) -> list[AbsenceRow]:
    if not found:
        return []
    people = {resident for resident, _ in found}
    query = (
        select(
            GroupMember.resident_id,
            GroupMember.group_id,
            Resident.surname + " " + Resident.given_name,
            Group.name,
        )
        .join(Resident, Resident.id == GroupMember.resident_id)
        .join(Group, Group.id == GroupMember.group_id)
        .where(
            GroupMember.resident_id.in_(people),
            GroupMember.retired_at.is_(None),
            GroupMember.left_on.is_(None),
            Group.retired_at.is_(None),
            Resident.retired_at.is_(None),
            or_(Resident.status.is_(None), Resident.status.not_in(_GONE)),
        )
        .distinct()
    )
    phones = _phones(session, people)
    rows = []
    for resident, group, name, group_name in session.execute(query):
        days = found.get((resident, group))
        if days is None:
            continue
        said = {reason for day, _mark, reason in marks[resident, group] if reason and day in days}
        words = tuple(sorted(reason_name(code) for code in said))
        numbers = tuple(phones.get(resident, ()))
        rows.append(
            AbsenceRow(resident, name.strip(), group, group_name, tuple(days), words, numbers)
        )
    return sorted(rows, key=lambda row: (-len(row.days), row.name, row.group_name))


def _phones(session: Session, people: set[bytes]) -> dict[bytes, list[str]]:
    query = (
        select(ResidentPhone.resident_id, ResidentPhone.number)
        .where(ResidentPhone.resident_id.in_(people), ResidentPhone.retired_at.is_(None))
        .order_by(ResidentPhone.id)
    )
    found: dict[bytes, list[str]] = defaultdict(list)
    for resident, number in session.execute(query):
        found[resident].append(format_phone(number))
    return found


@needs("attendance.change")
def write_call(office: Office, row: AbsenceRow, draft: CallDraft) -> Changes:
    """Write down a call; the absences so far are settled by it.

    Raises:
        ValidationError: nothing was noted.
    """
    note = draft.note.strip()
    if not note:
        raise ValidationError([Problem("note", "attendance.calls.problem.note")])
    with office.write("attendance.call", record=("attendance", row.group_id)) as work:
        work.session.add(
            AbsenceCall(
                subject_id=row.resident_id,
                resident_id=row.resident_id,
                group_id=row.group_id,
                until=row.days[0],
                called_on=office.clock.today(),
                author=office.user_name,
                note=note,
            )
        )
    return work.changes


@needs("attendance.see")
def list_calls(office: Office, resident_id: bytes | None = None) -> list[CallRow]:
    """Return the calls that were made, the last first; at most 300."""
    query = (
        select(
            AbsenceCall.id,
            AbsenceCall.called_on,
            func.trim(Resident.surname + " " + Resident.given_name),
            Group.name,
            AbsenceCall.author,
            AbsenceCall.note,
        )
        .join(Resident, Resident.id == AbsenceCall.resident_id)
        .join(Group, Group.id == AbsenceCall.group_id)
        .where(AbsenceCall.retired_at.is_(None))
        .order_by(AbsenceCall.called_on.desc(), AbsenceCall.id.desc())
        .limit(300)
    )
    if resident_id is not None:
        query = query.where(AbsenceCall.resident_id == resident_id)
    with office.read() as session:
        return [CallRow(*row) for row in session.execute(query)]
