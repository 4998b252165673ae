"""Starter rows of two registers; provisional until the office confirms them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.ids import starter_id
from cusdesk.domain.dictionaries import dictionary
from cusdesk.services.records import put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.protection.register_drafts import RegisterDraft
    from cusdesk.domain.protection.registers import RegisterSpec
    from cusdesk.models.base import Record

_FILES = {"processing_activities": "activity", "information_clauses": "clause"}


def starter_drafts(
    session: Session, model: type[Record], spec: RegisterSpec
) -> list[tuple[bytes, RegisterDraft]]:
    """Return (id, draft) of the starter rows; none once the register holds a row, even retired."""
    if spec.name not in _FILES or session.scalar(select(func.count()).select_from(model)):
        return []
    return [
        (starter_id(spec.name, row["code"]), _draft(spec, row))
        for row in dictionary(spec.name)[_FILES[spec.name]]
    ]


def _draft(spec: RegisterSpec, row: dict[str, str]) -> RegisterDraft:
    values: dict[str, Any] = {name: text.strip() for name, text in row.items() if name != "code"}
    return spec.draft(**values)


def materialise(session: Session, model: type[Record], spec: RegisterSpec) -> None:
    """Write the starter rows before the first change of any of them."""
    for position, (row_id, draft) in enumerate(starter_drafts(session, model, spec)):
        row = model(id=row_id, position=position)
        put_fields(row, {field.name: getattr(draft, field.name) for field in spec.fields})
        session.add(row)
    session.flush()
