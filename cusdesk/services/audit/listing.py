"""Reading the log: filters, lines for people, who looked at a card."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlalchemy.orm import aliased

from cusdesk.core.portions import portions
from cusdesk.domain.access import needs
from cusdesk.models.audit import AuditEntry, AuditPart
from cusdesk.models.journal import Operation
from cusdesk.models.office import User
from cusdesk.services.audit.words import kind_label, local, names_of_subjects

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


class Group(StrEnum):
    """What kind of thing an entry tells of."""

    CHANGES = "changes"
    VIEWS = "views"
    ACCESS = "access"
    OUTPUT = "output"
    OFFICE = "office"
    PROTECTION = "protection"


_OF_GROUP: dict[Group, tuple[str, ...]] = {
    Group.VIEWS: ("views.",),
    Group.ACCESS: ("people.",),
    Group.OUTPUT: ("output.", "reports."),
    Group.OFFICE: ("office.", "copies.", "imports."),
    Group.PROTECTION: ("protection.", "audit."),
}
"""Beginnings of the kinds of a group; changes are whatever an operation did."""


@dataclass(frozen=True, slots=True)
class AuditFilter:
    """Which entries are wanted; what is None or empty does not narrow.

    Attributes:
        user_id: who did it.
        subject_id: the resident it was about.
        first_day, last_day: period, both included.
        group: kind of thing.
    """

    user_id: bytes | None = None
    subject_id: bytes | None = None
    first_day: dt.date | None = None
    last_day: dt.date | None = None
    group: Group | None = None


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One entry in words.

    Attributes:
        id: the entry's number as 8 bytes.
        seq: the same as a number.
        moment: local time.
        user_name: who; empty when nobody's password opened the office.
        what: what was done, a noun phrase.
        person: the resident it was about, as far as the reader may know.
        detail: more about it.
        feature, record_id: what can be opened; "" and None for nothing.
    """

    id: bytes
    seq: int
    moment: dt.datetime
    user_name: str
    what: str
    person: str
    detail: str
    feature: str
    record_id: bytes | None


@needs("audit.see")
def list_entries(office: Office, wanted: AuditFilter | None = None) -> list[bytes]:
    """Return the ids of the entries that match, newest first."""
    wanted = wanted or AuditFilter()
    query = select(AuditEntry.seq).where(*_conditions(wanted)).order_by(AuditEntry.seq.desc())
    with office.read() as session:
        return [entry_id(seq) for seq in session.scalars(query)]


@needs("audit.see")
def lines_for(office: Office, ids: Sequence[bytes]) -> list[AuditLine]:
    """Return the entries in words, in the order of `ids`; what was cut meanwhile is left out."""
    with office.read() as session:
        may_see = office.may("residents.see")
        found: dict[bytes, AuditLine] = {}
        for some in portions(ids):
            part = [int.from_bytes(i, "big") for i in some]
            for line in _lines(session, AuditEntry.seq.in_(part), may_see=may_see):
                found[line.id] = line
    return [found[i] for i in ids if i in found]


@needs("audit.see")
def people_of_log(office: Office) -> list[tuple[bytes, str]]:
    """Return everybody who ever worked here: id and name, by name."""
    with office.read() as session:
        found = session.execute(select(User.id, User.name)).all()
    return sorted(((row[0], row[1]) for row in found), key=lambda person: person[1].casefold())


def entry_id(seq: int) -> bytes:
    """Return the id of an entry for lists."""
    return seq.to_bytes(8, "big")


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if wanted.user_id is not None:
        found.append(AuditEntry.user_id == wanted.user_id)
    if wanted.subject_id is not None:
        entries = select(AuditPart.entry).where(AuditPart.subject_id == wanted.subject_id)
        found.append(or_(AuditEntry.subject_id == wanted.subject_id, AuditEntry.seq.in_(entries)))
    if wanted.first_day is not None:
        found.append(AuditEntry.moment >= start_of(wanted.first_day))
    if wanted.last_day is not None:
        found.append(AuditEntry.moment < start_of(wanted.last_day + dt.timedelta(days=1)))
    if wanted.group is Group.CHANGES:
        found.append(AuditEntry.operation.is_not(None))
    elif wanted.group is not None:
        kinds = [AuditEntry.kind.startswith(begin) for begin in _OF_GROUP[wanted.group]]
        found.append(or_(*kinds))
    return found


def start_of(day: dt.date) -> int:
    """Return the local beginning of a day in milliseconds since 1970 UTC."""
    begin = dt.datetime.combine(day, dt.time())
    return int(begin.timestamp() * 1000)


def _lines(session: Session, which: ColumnElement[bool], *, may_see: bool) -> list[AuditLine]:
    undone = aliased(Operation)
    query = (
        select(
            AuditEntry.seq,
            AuditEntry.moment,
            User.name,
            AuditEntry.kind,
            AuditEntry.count,
            undone.kind,
            AuditEntry.subject_id,
            AuditEntry.detail,
            AuditEntry.feature,
            AuditEntry.record_id,
        )
        .join(User, User.id == AuditEntry.user_id, isouter=True)
        .join(Operation, Operation.id == AuditEntry.operation, isouter=True)
        .join(undone, undone.id == Operation.undoes, isouter=True)
        .where(which)
        .order_by(AuditEntry.seq.desc())
    )
    rows = session.execute(query).all()
    names = names_of_subjects(session, {r[6] for r in rows if r[6] is not None}, may_see=may_see)
    return [
        AuditLine(
            entry_id(row[0]),
            row[0],
            local(row[1]),
            row[2] or "",
            kind_label(row[3], row[4], row[5]),
            names.get(row[6] or b"", ""),
            row[7],
            row[8] or ("residents" if row[6] is not None else ""),
            row[9] or row[6],
        )
        for row in rows
    ]
