"""Who works with the program without a valid authorisation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, func, or_, select

from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.office import User
from cusdesk.models.protection import Authorisation

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class UnauthorisedUser:
    """Somebody who may open the office but has no authorisation that holds today."""

    id: bytes
    name: str


@needs("office.see")
def people_without_authorisation(office: Office) -> list[UnauthorisedUser]:
    """Return the active accounts without an authorisation that holds today, by name.

    Whoever has access to personal data processes them only on the controller's instructions (RODO,
    art. 29); the register of authorisations shows it.
    """
    with office.read() as session:
        return without_authorisation(session, office.clock.today())


def without_authorisation(
    session: Session, today: dt.date, *conditions: ColumnElement[bool]
) -> list[UnauthorisedUser]:
    """Return the same inside a running read, under further conditions."""
    own = Authorisation
    begin = func.coalesce(own.valid_from, own.granted_on)
    holds = exists().where(
        own.user_id == User.id,
        own.retired_at.is_(None),
        or_(begin.is_(None), begin <= today),
        or_(own.valid_to.is_(None), own.valid_to >= today),
        or_(own.withdrawn_on.is_(None), own.withdrawn_on > today),
    )
    query = select(User.id, User.name).where(User.retired_at.is_(None), ~holds, *conditions)
    found = [UnauthorisedUser(i, name) for i, name in session.execute(query)]
    return sorted(found, key=lambda user: sort_key(user.name))
