"""„Kto co może”: the table of roles and rights for the screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import Role, all_rights, all_roles, needs, right_name, role_name
from cusdesk.domain.access import roles_with as holders_of

if TYPE_CHECKING:
    from cusdesk.domain.reports import TableDocument
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class AccessRow:
    """One right in words, and the roles that have it."""

    words: str
    roles: frozenset[Role]


@needs("office.see")
def access_table(office: Office) -> list[AccessRow]:
    """Return every right with the roles that have it, in the order of the printed table."""
    return [AccessRow(right_name(right), frozenset(holders_of(right))) for right in all_rights()]


@needs("office.see")
def access_document(office: Office) -> TableDocument:
    """Return the table as it is printed, with the sentence on what it cannot protect."""
    from cusdesk.domain.reports import Column, TableDocument  # not needed to open an office

    roles = all_roles()
    yes, no = tr("people.table.yes"), tr("people.table.no")
    columns = [Column(tr("people.table.right"))] + [Column(role_name(role)) for role in roles]
    rows = [
        (row.words, *(yes if role in row.roles else no for role in roles))
        for row in access_table(office)
    ]
    return TableDocument(
        tr("people.table.title"),
        tuple(columns),
        tuple(rows),
        office.clock.today(),
        tr("people.honest"),
        office.name,
    )
