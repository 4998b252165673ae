"""Names to propose while a plan is written: coordinators, programmes, who approves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.domain.access import Role, needs, role_name
from cusdesk.models.office import User
from cusdesk.models.plans import Plan
from cusdesk.services import office_settings

if TYPE_CHECKING:
    from sqlalchemy.orm import InstrumentedAttribute

    from cusdesk.services.office import Office


@needs("plans.see")
def coordinators(office: Office) -> list[str]:
    """Return who may coordinate: of the settings, with an account for it, of plans so far."""
    chosen = [person.name for person in office_settings.get(office).coordinators]
    query = select(User.name, User.roles).where(User.retired_at.is_(None)).order_by(User.name)
    with office.read() as session:
        users = [
            name
            for name, roles in session.execute(query)
            if Role.COORDINATOR.value in roles.split()
        ]
    return list(dict.fromkeys([*chosen, *users, *_written(office, Plan.coordinator)]))


@needs("plans.see")
def programmes(office: Office) -> list[str]:
    """Return the programmes named in plans so far, for proposals while typing."""
    return _written(office, Plan.programme)


def _written(office: Office, column: InstrumentedAttribute[str]) -> list[str]:
    query = select(column).where(column != "", Plan.retired_at.is_(None)).distinct()
    with office.read() as session:
        return sorted(session.scalars(query))


@needs("plans.see")
def proposed_approver(office: Office) -> tuple[str, str]:
    """Return whose name the approval is begun with, and the post.

    Whoever approves in their own account stands first; a coordinator who writes an approval down
    gets whoever approved a plan last, else the first one of the settings.
    """
    own = next((role for role in (Role.DIRECTOR, Role.OUS) if role in office.roles), None)
    query = (
        select(Plan.approved_by, Plan.approved_post)
        .where(Plan.approved_on.is_not(None), Plan.approved_by != "")
        .order_by(Plan.approved_on.desc(), Plan.id.desc())
        .limit(1)
    )
    with office.read() as session:
        found = session.execute(query).first()
    named = [(person.name, person.post) for person in office_settings.get(office).approvers]
    if own is not None and Role.COORDINATOR not in office.roles:
        return office.user_name, dict(named).get(office.user_name) or role_name(own)
    if found is not None and (not named or found[0] in {name for name, _ in named}):
        return found[0], found[1]
    return named[0] if named else ("", "")
