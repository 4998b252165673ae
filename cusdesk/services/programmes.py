"""Programmes of social services, and which fields of special categories they switch on."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.domain.special_fields import (
    ProgrammeDraft,
    SpecialField,
    check_programme,
    columns_of,
    columns_without,
    field_names,
    fields_said,
    format_fields,
    parse_fields,
)
from cusdesk.models.office import Programme
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

SENSITIVE = "residents.sensitive"


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One programme.

    Attributes:
        is_in_force: today lies within its days.
    """

    id: bytes
    draft: ProgrammeDraft
    version: int
    is_in_force: bool


@needs("office.see")
def list_programmes(office: Office) -> list[ProgrammeRow]:
    """Return the programmes that are not in the bin, by name."""
    today = office.clock.today()
    query = select(Programme).where(Programme.retired_at.is_(None)).order_by(Programme.name)
    with office.read() as session:
        return [
            ProgrammeRow(row.id, _draft(row), row.row_version, _is_in_force(row, today))
            for row in session.scalars(query)
        ]


@needs("office.settings")
def create_programme(office: Office, draft: ProgrammeDraft) -> Saved:
    """Add a programme; what it switches on may be written from now on.

    Raises:
        ValidationError: the draft is wrong.
    """
    _check(draft)
    programme_id = new_id()
    record = ("programmes", programme_id)
    with office.write("programmes.create", record=record) as work:
        work.session.add(Programme(id=programme_id, **_columns(draft)))
    return Saved(programme_id, 1, work.changes)


@needs("office.settings")
def change_programme(
    office: Office, programme_id: bytes, draft: ProgrammeDraft, version: int
) -> Saved:
    """Change a programme. A field it switches off disappears; what stands in it stays kept.

    Raises:
        ValidationError: the draft is wrong.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    _check(draft)
    with office.write("programmes.change", record=("programmes", programme_id)) as work:
        row = work.get(Programme, programme_id, version)
        put_fields(row, _columns(draft))
        work.session.flush()
        saved = row.row_version
    return Saved(programme_id, saved, work.changes)


@needs("office.settings")
def retire_programme(office: Office, programme_id: bytes) -> Changes:
    """Put a programme into the bin.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("programmes.retire", record=("programmes", programme_id)) as work:
        work.retire(work.get(Programme, programme_id))
    return work.changes


@needs("office.see")
def visible_fields(office: Office) -> frozenset[SpecialField]:
    """Return the special fields this person sees today: switched on, and with the right."""
    if not office.may(SENSITIVE):
        return frozenset()
    with office.read() as session:
        return fields_on(session, office.clock.today())


def fields_on(session: Session, today: dt.date) -> frozenset[SpecialField]:
    """Return the special fields a programme in force switches on."""
    rows = session.scalars(select(Programme).where(Programme.retired_at.is_(None)))
    found: set[SpecialField] = set()
    for row in rows:
        if _is_in_force(row, today):
            found |= parse_fields(row.special_fields)
    return frozenset(found)


@needs("office.see")
def hidden_columns(office: Office, session: Session) -> frozenset[str]:
    """Return the columns of a card this person neither sees nor writes today."""
    on = fields_on(session, office.clock.today()) if office.may(SENSITIVE) else ()
    return columns_without(on)


@needs("office.see")
def refuse_hidden(office: Office, session: Session, values: Mapping[str, Any]) -> None:
    """Refuse values of a card that say something in a field which is off or not this person's.

    Raises:
        RuleError: `access.denied`, or `programmes.off` naming the fields.
    """
    said = fields_said(values)
    if not said:
        return
    office.require(SENSITIVE)
    off = said - fields_on(session, office.clock.today())
    if off:
        raise RuleError("programmes.off", fields=field_names(off))


@needs("office.see")
def refuse_hidden_column(office: Office, session: Session, table: str, column: str | None) -> None:
    """Refuse to look at or take back a change of a special field that is off or not for everyone.

    Raises:
        RuleError: `access.denied` or `programmes.off`.
    """
    if table == "residents" and column in hidden_columns(office, session):
        office.require(SENSITIVE)
        off = [field for field in SpecialField if column in columns_of(field)]
        raise RuleError("programmes.off", fields=field_names(off))


def switch_on(work: UnitOfWork, fields: Collection[SpecialField], today: dt.date) -> None:
    """Switch fields on inside a running operation, by a programme to be filled in later."""
    missing = set(fields) - fields_on(work.session, today)
    if missing:
        name = tr("programmes.from_file")
        work.session.add(Programme(name=name, special_fields=format_fields(missing)))
        work.session.flush()


def _draft(row: Programme) -> ProgrammeDraft:
    kept = parse_fields(row.special_fields)
    fields = tuple(field for field in SpecialField if field in kept)
    return ProgrammeDraft(row.name, row.resolution, row.valid_from, row.valid_to, fields)


def _columns(draft: ProgrammeDraft) -> dict[str, Any]:
    return {
        "name": one_line(draft.name),
        "resolution": one_line(draft.resolution),
        "valid_from": draft.valid_from,
        "valid_to": draft.valid_to,
        "special_fields": format_fields(draft.special_fields),
    }


def _is_in_force(row: Programme, today: dt.date) -> bool:
    begun = row.valid_from is None or row.valid_from <= today
    return begun and (row.valid_to is None or today <= row.valid_to)


def _check(draft: ProgrammeDraft) -> None:
    problems = check_programme(draft)
    if problems:
        raise ValidationError(problems)
