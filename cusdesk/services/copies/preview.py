"""What a restore would take away: everything done since the copy, by person and record."""

from __future__ import annotations

import contextlib
import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select, text

from cusdesk.core.errors import StorageError
from cusdesk.core.messages import tr
from cusdesk.db.backup import count_residents
from cusdesk.db.copy_files import is_of_office, read_copy
from cusdesk.db.engine import connect
from cusdesk.db.errors import from_os, translated
from cusdesk.db.keys import key_check
from cusdesk.db.migrate import check_version
from cusdesk.domain.access import needs
from cusdesk.models.protection import Erasure
from cusdesk.models.residents import Resident
from cusdesk.services.history import operation_label
from cusdesk.services.office import copies_home

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

LISTED = 200
_WRITERS = (
    "SELECT w.uid, max(o.last_seq) FROM operations o JOIN writers w ON w.id = o.writer"
    " GROUP BY w.uid"
)
_LOST = """
    SELECT o.touched, coalesce(u.name, ''), o.kind, o.count, o.record_feature, o.record_id,
           (SELECT count(*) FROM changes c WHERE c.operation = o.id AND c.seq > :seq),
           (SELECT count(DISTINCT c.subject_id) FROM changes c WHERE c.operation = o.id
               AND c.seq > :seq),
           (SELECT max(c.subject_id) FROM changes c WHERE c.operation = o.id AND c.seq > :seq)
    FROM operations o LEFT JOIN users u ON u.id = o.user_id
    WHERE o.last_seq > :seq AND o.kind NOT LIKE 'people.%'
    ORDER BY o.last_seq DESC LIMIT :limit
"""
# accounts and passwords stay those of today: what was done to them is not lost
_LOST_STEPS = "SELECT count(*) FROM operations WHERE last_seq > :s AND kind NOT LIKE 'people.%'"
_LOST_CHANGES = (
    "SELECT count(*) FROM changes c JOIN operations o ON o.id = c.operation"
    " WHERE c.seq > :s AND o.kind NOT LIKE 'people.%'"
)
_NAMES = {
    "catalogue": "SELECT name FROM services WHERE id = :id",
    "providers": "SELECT name FROM providers WHERE id = :id",
    "attendance": "SELECT name FROM service_groups WHERE id = :id",
}
_PERSON = "SELECT surname || ' ' || given_name FROM residents WHERE id = :id"


@dataclass(frozen=True, slots=True)
class LostStep:
    """One step of work that would be gone.

    Attributes:
        moment: local time.
        user_name: who did it.
        what: what was done, in words.
        whom: the resident or record it was about, as far as this person may see it.
        changes: how many fields or new rows it is.
    """

    moment: dt.datetime
    user_name: str
    what: str
    whom: str
    changes: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What a restore would do.

    Attributes:
        copy: the copy.
        moment: when it was made.
        residents_then, residents_now: how many are in the copy and in the office.
        steps: the newest steps that would be gone, at most `LISTED`.
        lost_steps, lost_changes: how many would be gone in all.
        returning: steps that are in the copy and not in the office any more.
    """

    copy: Path
    moment: dt.datetime
    residents_then: int
    residents_now: int
    steps: tuple[LostStep, ...]
    lost_steps: int
    lost_changes: int
    returning: int


@needs("office.see")
def require_own(office: Office, copy: Path) -> None:
    """Refuse a file that is not there or is no copy of this office.

    Raises:
        StorageError: `storage.copy_missing` or `storage.copy_of_other`.
    """
    if not copy.is_file():
        raise StorageError("storage.copy_missing", name=copy.name)
    salt, check = copies_home(office).name, key_check(office.database.key)
    if is_of_office(copy, salt, check):
        return
    try:  # a lone copy without its envelope: the key itself decides
        with contextlib.closing(connect(copy, office.database.key, read_only=True)) as connection:
            check_version(connection)
    except StorageError as error:
        raise StorageError("storage.copy_of_other") from error


@needs("copies.restore")
def preview_restore(office: Office, copy: Path) -> Preview:
    """Return what restoring a copy would take away. Nothing is changed.

    Raises:
        StorageError: `storage.copy_missing`, `storage.copy_of_other`, `storage.copy_damaged`.
    """
    require_own(office, copy)
    try:
        made = read_copy(copy)
        with translated():
            then, writers, after = _read_copy(copy, office.database.key)
    except OSError as error:
        raise from_os(error) from error
    except StorageError as error:
        damaged = error.key == "storage.damaged"
        raise StorageError("storage.copy_damaged") if damaged else error from error
    with office.read() as session:
        seq = _common_seq(writers, dict(session.execute(text(_WRITERS)).all()))
        return Preview(
            copy=copy,
            moment=made.moment,
            residents_then=then,
            residents_now=_residents_now(session),
            steps=tuple(_steps(session, seq, may_see=office.may("residents.see"))),
            lost_steps=_count(session, _LOST_STEPS, seq),
            lost_changes=_count(session, _LOST_CHANGES, seq),
            returning=sum(1 for last in after if last > seq),
        )


@needs("office.see")
def lost_since(office: Office, copy: Path) -> int:
    """Return how many steps were done since a copy of this office was made.

    Raises:
        StorageError: the copy cannot be read.
    """
    with translated():
        _then, writers, _after = _read_copy(copy, office.database.key)
    with office.read() as session:
        seq = _common_seq(writers, dict(session.execute(text(_WRITERS)).all()))
        return _count(session, _LOST_STEPS, seq)


def _residents_now(session: Session) -> int:
    query = select(func.count()).select_from(Resident)
    return session.scalar(query.where(Resident.id.not_in(select(Erasure.record_id)))) or 0


def _read_copy(copy: Path, key: bytes) -> tuple[int, dict[bytes, int], list[int]]:
    connection = connect(copy, key, read_only=True)
    try:
        check_version(connection)
        residents = count_residents(connection)
        writers = dict(connection.execute(_WRITERS).fetchall())
        last = [row[0] for row in connection.execute("SELECT last_seq FROM operations")]
        return residents, writers, last
    finally:
        connection.close()


def _common_seq(copy: dict[bytes, int], office: dict[bytes, int]) -> int:
    """Return the last change that both hold; 0 when they have nothing in common.

    Both are one row of changes up to a point. Up to it every writer (a run of the program) is the
    same; the last writer both know may have gone on in one of them.
    """
    both = copy.keys() & office.keys()
    return max((min(copy[uid], office[uid]) for uid in both), default=0)


def _count(session: Session, query: str, seq: int) -> int:
    return int(session.scalar(text(query), {"s": seq}) or 0)


def _steps(session: Session, seq: int, *, may_see: bool) -> list[LostStep]:
    rows = session.execute(text(_LOST), {"seq": seq, "limit": LISTED}).all()
    return [
        LostStep(
            moment=dt.datetime.fromtimestamp(touched / 1000),  # noqa: DTZ006 (local wall time)
            user_name=user,
            what=operation_label(kind, count),
            whom=_whom(session, (feature, record), subjects, subject, may_see=may_see),
            changes=changes,
        )
        for touched, user, kind, count, feature, record, changes, subjects, subject in rows
    ]


def _whom(
    session: Session,
    record: tuple[str, bytes | None],
    subjects: int,
    subject: bytes | None,
    *,
    may_see: bool,
) -> str:
    """Return whom or what a step was about; persons only to who may see them."""
    if subjects > 1:
        return tr("copies.preview.persons", n=subjects)
    if subjects == 1:
        name = session.scalar(text(_PERSON), {"id": subject}) if may_see else None
        return str(name) if name else tr("copies.preview.persons", n=1)
    query = _NAMES.get(record[0])
    name = session.scalar(text(query), {"id": record[1]}) if query and record[1] else None
    return str(name or "")
