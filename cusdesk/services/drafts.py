"""Unfinished forms, kept at every field exit: leaving or a crash loses at most one field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import storable
from cusdesk.models.journal import Draft

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A kept form: `kind` of form, `key` of the thing it is about, its values, when (epoch ms)."""

    kind: str
    key: str
    payload: dict[str, object]
    updated_at: int


@needs("office.see")
def keep(office: Office, kind: str, key: str, payload: dict[str, object]) -> None:
    """Keep the form's values, in place of what was kept for it before. Values must be JSON."""
    text = storable(json.dumps(payload, ensure_ascii=False)).encode()
    query = select(Draft).where(Draft.kind == kind, Draft.key == key, _own(office))
    with office.database.write_unrecorded() as session:
        row = session.scalars(query).first()
        if row is None:
            row = Draft(kind=kind, key=key, user_id=office.user_id)
            session.add(row)
        row.payload = text
        row.updated_at = office.clock.epoch_ms()


@needs("office.see")
def drafts(office: Office, kind: str) -> list[KeptDraft]:
    """Return this person's kept forms of a kind, newest first."""
    query = select(Draft).where(Draft.kind == kind, _own(office)).order_by(Draft.updated_at.desc())
    with office.read() as session:
        return [
            KeptDraft(row.kind, row.key, json.loads(row.payload), row.updated_at)
            for row in session.scalars(query)
        ]


@needs("office.see")
def discard(office: Office, kind: str, key: str) -> None:
    """Forget a kept form."""
    with office.database.write_unrecorded() as session:
        session.execute(delete(Draft).where(Draft.kind == kind, Draft.key == key, _own(office)))


def _own(office: Office) -> ColumnElement[bool]:
    return Draft.user_id == office.user_id
