"""Colleagues for tests, and doing something in another role."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.people import PersonDraft
from cusdesk.domain.special_fields import ProgrammeDraft, SpecialField
from cusdesk.services import people, programmes
from tests.helpers.office import CHEAP

if TYPE_CHECKING:
    from cusdesk.domain.access import Role
    from cusdesk.services.office import Office

OTHER_PASSWORD = "Cztery-zielone-krzesła"


def add_colleague(office: Office, name: str, *roles: Role, is_temporary: bool = True) -> bytes:
    """Add somebody whose password is `OTHER_PASSWORD`; return their id."""
    draft = PersonDraft(name, "", roles)
    saved = people.add_person(office, draft, OTHER_PASSWORD, is_temporary=is_temporary, cost=CHEAP)
    return saved.id


def switch_on(office: Office, *fields: SpecialField) -> bytes:
    """Switch special fields on by a programme in force; return its id."""
    draft = ProgrammeDraft("Program CUS", "Uchwała XX/1/2026", special_fields=fields)
    return programmes.create_programme(office, draft).id


def act_as(office: Office, *roles: Role) -> None:
    """Let the open office be used by somebody with just these roles."""
    office.take_roles(roles)
