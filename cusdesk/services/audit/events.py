"""Noting what changes nothing: looks at personal data, logins, exports, prints, copies.

The act on social services centres, art. 50: the office must be able to tell which data were
processed, when and by whom; looking is processing.

Every call writes in a short transaction of its own and belongs on a background thread. An office
open only for reading keeps its entries in the person's profile until it is next open for writing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import StorageError
from cusdesk.db.audit import NewEntry, append
from cusdesk.db.audit.outside import drop_pending, pending, put_off, take_pending
from cusdesk.domain.access import needs
from cusdesk.models.audit import AuditEntry
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.plans import Plan

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

VIEWS = "views"
ONCE_MS = 10 * 60 * 1000
"""Looks of one person at one record within this time count once."""


@needs()
def record_view(office: Office, feature: str, record_id: bytes, subject_id: bytes) -> bool:
    """Note that whoever works here opened a record about a resident.

    Args:
        office: the open office.
        feature: what was opened: `residents` (the card), `plans`, `attendance` (hours).
        record_id: the record.
        subject_id: the resident.

    Returns False when the same look was noted within the last ten minutes.

    Raises:
        StorageError: the log could not be written.
    """
    new = NewEntry(f"{VIEWS}.{feature}", office.user_id, feature, record_id, subject_id)
    with office.read() as session:
        if _was_noted(session, new, office.clock.epoch_ms() - ONCE_MS):
            return False
    _record(office, new)
    return True


@needs()
def record_event(
    office: Office,
    kind: str,
    subject_id: bytes | None = None,
    detail: str = "",
    *,
    feature: str = "",
    count: int = 1,
) -> None:
    """Note an event: a login, an export, a print, a copy.

    Args:
        office: the open office.
        kind: `<feature>.<verb>`; its label is the message `audit.kind.<kind>`.
        subject_id: the resident it was about, if it was about one.
        detail: words for people; names of residents only together with `subject_id`.
        feature: which records, e.g. of an exported list.
        count: how many things it was about.

    Raises:
        StorageError: the log could not be written.
    """
    new = NewEntry(kind, office.user_id, feature, None, subject_id, count=count, detail=detail)
    _record(office, new)


@needs()
def record_login(office: Office) -> None:
    """Note who opened the office, and how many wrong passwords went before on this computer.

    Raises:
        StorageError: the log could not be written.
    """
    if office.failed_logins:
        record_event(office, "people.failed_logins", count=office.failed_logins)
        office.failed_logins = 0
    record_event(office, "people.login_by_code" if office.opened_by_code else "people.login")


@needs()
def record_output(
    office: Office,
    how: str,
    feature: str = "",
    record_id: bytes | None = None,
    *,
    detail: str = "",
    count: int = 1,
) -> None:
    """Note that something left the program.

    Args:
        office: the open office.
        how: `list`, `document`, `print` or `read` (by the command line).
        feature: which records.
        record_id: the record when it was one; a resident, a plan, a paper tells whom it is about.
        detail: words for people, without names of residents unless `record_id` tells whose.
        count: how many things it was.

    Raises:
        StorageError: the log could not be written.
    """
    subject_id = record_id if feature == "residents" else None
    model = {"plans": Plan, "papers": IssuedPaper}.get(feature)
    if model is not None and record_id is not None:
        with office.read() as session:
            subject_id = session.scalar(select(model.subject_id).where(model.id == record_id))
    kind = f"output.{how}"
    new = NewEntry(kind, office.user_id, feature, record_id, subject_id, count=count, detail=detail)
    _record(office, new)


@needs()
def write_pending(office: Office) -> int:
    """Write what was noted on this computer while the office was open only for reading.

    Returns the number of entries. The next entry of any kind does it by itself.

    Raises:
        StorageError: the log could not be written.
    """
    if office.read_only:
        return 0
    with office.read() as session:
        if not pending(session):
            return 0
    with office.database.write_unrecorded() as session:
        written = take_pending(session)
    with office.read() as session:
        drop_pending(session)
    return written


def _record(office: Office, new: NewEntry) -> None:
    if office.read_only:
        try:
            with office.read() as session:
                put_off(session, new, office.clock.epoch_ms())
        except OSError as error:
            raise StorageError("audit.not_noted") from error
        return
    write_pending(office)
    with office.database.write_unrecorded() as session:
        append(session, new)


def _was_noted(session: Session, new: NewEntry, since: int) -> bool:
    found = session.scalar(
        select(AuditEntry.seq)
        .where(
            AuditEntry.moment > since,
            AuditEntry.kind == new.kind,
            AuditEntry.record_id == new.record_id,
            AuditEntry.user_id == new.user_id,  # SQLAlchemy writes IS for None
        )
        .limit(1)
    )
    if found is not None:
        return True
    key = (new.kind, new.record_id, new.user_id)
    return any(
        (old.kind, old.record_id, old.user_id) == key and (old.moment or 0) > since
        for old in pending(session)
    )
