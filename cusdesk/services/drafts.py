"""Unfinished forms, kept at every field exit: leaving or a crash loses at most one field."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import delete, select

from cusdesk.models.journal import Draft

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class KeptDraft:
    """A kept form: `kind` of form, `key` of the thing it is about, its values, when (epoch ms)."""

    kind: str
    key: str
    payload: dict[str, object]
    updated_at: int


def keep(office: Office, kind: str, key: str, payload: dict[str, object]) -> None:
    """Keep the form's values, in place of what was kept for it before. Values must be JSON."""
    text = json.dumps(payload, ensure_ascii=False).encode()
    with office.database.write_unrecorded() as session:
        row = session.scalars(select(Draft).where(Draft.kind == kind, Draft.key == key)).first()
        if row is None:
            row = Draft(kind=kind, key=key)
            session.add(row)
        row.payload = text
        row.updated_at = office.clock.epoch_ms()


def drafts(office: Office, kind: str) -> list[KeptDraft]:
    """Return the kept forms of a kind, newest first."""
    query = select(Draft).where(Draft.kind == kind).order_by(Draft.updated_at.desc())
    with office.read() as session:
        return [
            KeptDraft(row.kind, row.key, json.loads(row.payload), row.updated_at)
            for row in session.scalars(query)
        ]


def discard(office: Office, kind: str, key: str) -> None:
    """Forget a kept form."""
    with office.database.write_unrecorded() as session:
        session.execute(delete(Draft).where(Draft.kind == kind, Draft.key == key))
