"""Taking files in and writing about them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.db.blobs import put_blob
from cusdesk.domain.access import needs, right_of_operation
from cusdesk.domain.attachments import (
    AttachmentDraft,
    check_attachment,
    limit_bytes,
    refuse_file,
    safe_name,
)
from cusdesk.domain.polish_text import one_line
from cusdesk.models import Base
from cusdesk.models.attachments import Attachment
from cusdesk.services.needs_talks.commands import refuse_dimension
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    import datetime as dt
    from pathlib import Path

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

FEATURE = "attachments"
TABLES = {
    "residents": "residents",
    "applications": "applications",
    "needs_talks": "needs_talks",
    "plans": "plans",
}
"""Features whose records may have files -> their table."""


def read_file(path: Path) -> tuple[str, bytes]:
    """Return a file's safe name and its bytes; nothing of it was let in yet.

    Raises:
        RuleError: `attachments.refused.*`: not there, a folder, empty, too large, changed while
            it was read, dangerous, or not what it says.
    """
    name = safe_name(path.name)
    try:
        if path.is_dir():
            raise RuleError("attachments.refused.folder", name=name)
        with path.open("rb") as file:
            content = file.read(limit_bytes() + 1)
            is_whole = len(content) > limit_bytes() or len(content) == path.stat().st_size
    except (OSError, ValueError) as error:
        raise RuleError("attachments.refused.not_there", name=name) from error
    if not is_whole:
        raise RuleError("attachments.refused.changed", name=name)
    refuse_file(name, content)
    return name, content


@needs("residents.see")
def add_file(
    office: Office,
    record: tuple[str, bytes],
    path: Path,
    draft: AttachmentDraft | None = None,
) -> Saved:
    """Take a file in and tie it to a record.

    Args:
        office: the open office.
        record: (feature, id) of a resident, an application, a talk or a plan.
        path: where it lies now; the original stays there.
        draft: what is known about it; the name of the file stands for a missing title.

    Raises:
        RuleError: the file is refused, see `read_file`; or no right.
        ValidationError: the words about it are wrong.
        NotFoundError: the record is gone.
    """
    feature, record_id = record
    office.require(right_of_operation(feature))
    name, content = read_file(path)
    wanted = draft or AttachmentDraft()
    today = office.clock.today()
    _check(wanted, today)
    attachment_id = new_id()
    with office.write("attachments.add", record=(FEATURE, attachment_id)) as work:
        subject_id = subject_of(work.session, feature, record_id)
        if wanted.dimension:
            refuse_dimension(office, work.session, wanted.dimension)
        row = Attachment(
            id=attachment_id,
            subject_id=subject_id,
            resident_id=subject_id,
            record_feature=feature,
            record_id=record_id,
            file_name=name,
            sha256=put_blob(work.session, content),
            size=len(content),
            added_on=today,
            added_by=office.user_name,
        )
        put_fields(row, _columns(wanted, name))
        work.session.add(row)
    return Saved(attachment_id, 1, work.changes)


def subject_of(session: Session, feature: str, record_id: bytes) -> bytes:
    """Return whom a record is about.

    Raises:
        NotFoundError: it is gone, in the bin, or of a kind without files.
    """
    if feature not in TABLES:
        raise NotFoundError("storage.not_found")
    table = Base.metadata.tables[TABLES[feature]]
    found = session.scalar(
        select(table.c.subject_id).where(table.c.id == record_id, table.c.retired_at.is_(None))
    )
    if found is None:
        raise NotFoundError("storage.not_found")
    return bytes(found)


@needs("residents.see")
def change_attachment(
    office: Office, attachment_id: bytes, draft: AttachmentDraft, version: int
) -> Saved:
    """Change what is written about a file; its bytes never change.

    Raises:
        ValidationError: the words are wrong.
        RuleError: a dimension of special categories that is off; or no right.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    _check(draft, office.clock.today())
    with office.write("attachments.change", record=(FEATURE, attachment_id)) as work:
        row = work.get(Attachment, attachment_id, version)
        office.require(right_of_operation(row.record_feature))
        for dimension in {row.dimension, draft.dimension} - {""}:
            refuse_dimension(office, work.session, dimension)
        put_fields(row, _columns(draft, row.file_name))
        work.session.flush()
        saved = row.row_version
    return Saved(attachment_id, saved, work.changes)


@needs("residents.see")
def retire_attachment(office: Office, attachment_id: bytes) -> Changes:
    """Put a file into the bin; its bytes stay in the office until the person is erased.

    Raises:
        NotFoundError: it is there already.
        RuleError: no right.
    """
    with office.write("attachments.retire", record=(FEATURE, attachment_id)) as work:
        row = work.get(Attachment, attachment_id)
        office.require(right_of_operation(row.record_feature))
        work.retire(row)
    return work.changes


def _columns(draft: AttachmentDraft, name: str) -> dict[str, object]:
    return {
        "title": one_line(draft.title) or name.rpartition(".")[0] or name,
        "author": one_line(draft.author),
        "issued_on": draft.issued_on,
        "valid_to": draft.valid_to,
        "dimension": draft.dimension,
    }


def _check(draft: AttachmentDraft, today: dt.date) -> None:
    problems = check_attachment(draft, today)
    if problems:
        raise ValidationError(problems)
