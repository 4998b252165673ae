"""Passwords: each wraps the database key. A change rewraps it and leaves the office file alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.errors import NotFoundError, RuleError, StorageError
from cusdesk.core.ids import text_id
from cusdesk.db import keys
from cusdesk.domain.access import needs
from cusdesk.domain.passwords import check_password
from cusdesk.models.office import User
from cusdesk.services.people.listing import envelope_of

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@needs("office.see")
def change_own_password(
    office: Office, old: str, new: str, cost: keys.KeyCost | None = None
) -> None:
    """Give this person a new password; the one before opens nothing any more.

    Raises:
        StorageError: `storage.wrong_password`, or the keys could not be written.
        RuleError: too short, or the recovery code opened the office and there is no person.
    """
    if office.user_id is None:
        raise RuleError("people.password.nobody")
    if not is_own_password(office, old):
        raise StorageError("storage.wrong_password")
    wrap(office, office.user_id, office.user_name, keys.NewPassword(new, cost=cost))
    office.must_change_password = False


@needs("office.see")
def is_own_password(office: Office, password: str) -> bool:
    """Tell whether this is the password of the person who works here now."""
    entry = envelope_of(office).entry(text_id(office.user_id)) if office.user_id else None
    if entry is None:
        return False
    try:
        key, _ = keys.Envelope("", [entry]).unwrap(password)
    except StorageError:
        return False
    return key == office.database.key


@needs("people.manage")
def set_password(
    office: Office,
    person_id: bytes,
    password: str,
    *,
    is_temporary: bool = True,
    cost: keys.KeyCost | None = None,
) -> None:
    """Give somebody a password, as when they forgot theirs.

    Args:
        office: the open office.
        person_id: whose it is.
        password: the new one.
        is_temporary: ask them for a password of their own at the next start.
        cost: of the wrapping; for tests.

    Raises:
        NotFoundError: there is no such person, or they are switched off.
        RuleError: the password is too short.
        StorageError: read-only office, or the keys could not be written.
    """
    with office.read() as session:
        user = session.get(User, person_id)
        if user is None or user.retired_at is not None:
            raise NotFoundError("storage.not_found")
        name = user.name
    wrap(office, person_id, name, keys.NewPassword(password, is_temporary, cost=cost))


@needs("office.see")
def wrap(office: Office, person_id: bytes, name: str, new: keys.NewPassword) -> None:
    """Wrap the database key by a password and keep the envelope in both its places.

    Raises:
        RuleError: the password is too short.
        StorageError: read-only office, or the keys could not be written.
    """
    check_password(new.password)
    today = office.clock.today().isoformat()
    stamped = keys.NewPassword(new.password, new.is_temporary, today, new.cost)
    envelope = envelope_of(office)
    envelope.wrap(office.database.key, stamped, user_id=text_id(person_id), name=name)
    write_keys(office, envelope)


@needs("office.see")
def write_keys(office: Office, envelope: keys.Envelope) -> None:
    """Write the envelope beside the office and into the profile.

    Raises:
        StorageError: read-only office, or the disk failed.
    """
    if office.read_only:
        raise StorageError("storage.opened_read_only")
    try:
        keys.write_envelope(office.path, envelope)
    except OSError as error:
        raise StorageError("people.keys_not_written") from error
