"""Adding people, changing what they may do, switching them off.

The office file and the key file are two: the file is written first, the keys after it. A failure
between the two leaves somebody without a password, which the list shows and an administrator mends;
never somebody with a key whom the office does not know.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id, text_id
from cusdesk.db import keys
from cusdesk.domain.access import Role, format_roles, needs, parse_roles
from cusdesk.domain.passwords import check_password
from cusdesk.domain.people import PersonDraft, check_person, keeps_an_administrator
from cusdesk.domain.polish_text import one_line
from cusdesk.models.office import User
from cusdesk.services.people.listing import envelope_of
from cusdesk.services.people.passwords import wrap, write_keys
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@needs("people.manage")
def add_person(
    office: Office,
    draft: PersonDraft,
    password: str,
    *,
    is_temporary: bool = True,
    cost: keys.KeyCost | None = None,
) -> Saved:
    """Add somebody with a first password.

    Args:
        office: the open office.
        draft: name, post, roles.
        password: opens the file for them.
        is_temporary: ask them for a password of their own at the first start.
        cost: of the wrapping; for tests.

    Raises:
        ValidationError: the draft is wrong; nothing was written.
        RuleError: the password is too short.
        StorageError: the file or the keys could not be written.
    """
    check_password(password)
    person_id = new_id()
    with office.write("people.add", record=("people", person_id), undoable=False) as work:
        _check(work.session, draft, person_id)
        row = User(id=person_id, **_columns(draft))
        work.session.add(row)
        work.session.flush()
        name = row.name
    wrap(office, person_id, name, keys.NewPassword(password, is_temporary, cost=cost))
    return Saved(person_id, 1, work.changes)


@needs("people.manage")
def change_person(office: Office, person_id: bytes, draft: PersonDraft, version: int) -> Saved:
    """Change somebody's name, post and roles; it counts from the next click on.

    Raises:
        ValidationError: the draft is wrong.
        RuleError: nobody would be left to give rights.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    with office.write("people.change", record=("people", person_id), undoable=False) as work:
        row = work.get(User, person_id, version)
        _check(work.session, draft, person_id)
        if Role.ADMINISTRATOR not in draft.roles:
            _keep_administrator(work.session, person_id)
        put_fields(row, _columns(draft))
        work.session.flush()
        saved = row.row_version
        name = row.name
    _rename_key(office, person_id, name)
    if person_id == office.user_id:
        office.user_name = name
        office.take_roles(draft.roles)
    return Saved(person_id, saved, work.changes)


@needs("people.manage")
def switch_off(office: Office, person_id: bytes, version: int) -> Changes:
    """End somebody's access: the row goes to the bin, their password opens nothing any more.

    What they did stays under their name.

    Raises:
        RuleError: it is the person who asks, or nobody would be left to give rights.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    if person_id == office.user_id:
        raise RuleError("people.problem.oneself")
    with office.write("people.switch_off", record=("people", person_id), undoable=False) as work:
        row = work.get(User, person_id, version)
        _keep_administrator(work.session, person_id)
        work.retire(row)
    envelope = envelope_of(office)
    envelope.drop(text_id(person_id))
    write_keys(office, envelope)
    return work.changes


@needs("people.manage")
def switch_on(
    office: Office, person_id: bytes, password: str, cost: keys.KeyCost | None = None
) -> Changes:
    """Let somebody who was switched off work again, with a new temporary password.

    Raises:
        NotFoundError: there is no such person.
        ValidationError: somebody else bears the name meanwhile.
        RuleError: the password is too short.
    """
    check_password(password)
    with office.write("people.switch_on", record=("people", person_id), undoable=False) as work:
        row = work.session.get(User, person_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        name = row.name
        roles = tuple(parse_roles(row.roles))
        _check(work.session, PersonDraft(name, row.post, roles), person_id)
        row.retired_at = None
    wrap(office, person_id, name, keys.NewPassword(password, is_temporary=True, cost=cost))
    return work.changes


def _columns(draft: PersonDraft) -> dict[str, str]:
    return {
        "name": one_line(draft.name),
        "post": one_line(draft.post),
        "roles": format_roles(draft.roles),
    }


def _check(session: Session, draft: PersonDraft, person_id: bytes) -> None:
    others = select(User.name).where(User.id != person_id, User.retired_at.is_(None))
    problems = check_person(draft, session.scalars(others))
    if problems:
        raise ValidationError(problems)


def _keep_administrator(session: Session, person_id: bytes) -> None:
    """Refuse to leave the office without anybody who gives rights and passwords."""
    others = select(User.roles).where(User.id != person_id, User.retired_at.is_(None))
    if not keeps_an_administrator(parse_roles(roles) for roles in session.scalars(others)):
        raise RuleError("people.problem.last_administrator")


def _rename_key(office: Office, person_id: bytes, name: str) -> None:
    """Let the login page show the new name."""
    envelope = envelope_of(office)
    entry = envelope.entry(text_id(person_id))
    if entry is not None and entry.name != name:
        entry.name = name
        write_keys(office, envelope)
