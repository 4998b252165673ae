"""Who works with the program, and who may open the file."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import StorageError
from cusdesk.core.ids import text_id
from cusdesk.db import keys
from cusdesk.domain.access import Role, all_roles, needs, parse_roles
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.office import User

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who works, or worked, with the program.

    Attributes:
        roles: in the order of the printed table.
        version: to be given back with a change.
        is_on: False once switched off.
        is_me: who asks.
        has_password: their password opens the file.
        is_temporary: somebody else set it.
        changed_on: when it was last set, None when unknown.
    """

    id: bytes
    name: str
    post: str
    roles: tuple[Role, ...]
    version: int
    is_on: bool
    is_me: bool
    has_password: bool
    is_temporary: bool
    changed_on: dt.date | None


@needs("office.see")
def list_people(office: Office) -> list[Person]:
    """Return everybody: those who work here by name, then those switched off."""
    envelope = envelope_of(office)
    entries = {entry.user_id: entry for entry in envelope.users}
    with office.read() as session:
        rows = session.execute(
            select(User.id, User.name, User.post, User.roles, User.row_version, User.retired_at)
        ).all()
    people = [
        _person(office, row.id, row, entries.get(text_id(row.id)))  # type: ignore[arg-type]  # row of User
        for row in rows
    ]
    return sorted(people, key=lambda person: (not person.is_on, sort_key(person.name)))


def _person(office: Office, person_id: bytes, row: User, entry: keys.WrappedKey | None) -> Person:
    held = parse_roles(row.roles)
    changed = entry.changed_on if entry else ""
    return Person(
        person_id,
        row.name,
        row.post,
        tuple(role for role in all_roles() if role in held),
        row.row_version,
        row.retired_at is None,
        person_id == office.user_id,
        entry is not None,
        entry is not None and entry.is_temporary,
        dt.date.fromisoformat(changed) if changed else None,
    )


@needs("office.see")
def envelope_of(office: Office) -> keys.Envelope:
    """Return the keys of the open office; a new, empty set when they are lost or damaged."""
    try:
        found = keys.read_envelope(office.path)
    except StorageError:
        found = None
    return found or keys.Envelope(keys.key_check(office.database.key))
