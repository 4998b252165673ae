"""From the list to the group of a service: everybody with a seat, in one step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import exists, select

from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import sort_key
from cusdesk.models.attendance import Group, GroupMember
from cusdesk.services.attendance.groups import put_members
from cusdesk.services.recruitment.board import board_of

if TYPE_CHECKING:
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group people may be put into; those of the edition's services stand first."""

    id: bytes
    name: str
    is_of_edition: bool


@needs("recruitment.see", "attendance.see")
def groups_for(office: Office, edition_id: bytes) -> list[GroupChoice]:
    """Return the groups, those of the services of the edition first, then in Polish order.

    Of these the empty ones come before those of an earlier edition.

    Raises:
        NotFoundError: the edition is gone.
    """
    from cusdesk.services.recruitment.editions import details_of

    has_people = exists().where(
        GroupMember.group_id == Group.id,
        GroupMember.retired_at.is_(None),
        GroupMember.left_on.is_(None),
    )
    query = select(Group.id, Group.name, Group.service_id, has_people).where(
        Group.retired_at.is_(None)
    )
    with office.read() as session:
        services = set(details_of(session, edition_id).draft.services)
        found = [
            (is_full and service in services, GroupChoice(group, name, service in services))
            for group, name, service, is_full in session.execute(query)
        ]
    found.sort(key=lambda one: (not one[1].is_of_edition, one[0], sort_key(one[1].name)))
    return [choice for _is_full, choice in found]


@dataclass(frozen=True, slots=True)
class Enrolled:
    """How many were put into the group; those in it already are not counted."""

    added: int
    changes: Changes


@needs("recruitment.change", "attendance.change")
def enrol(office: Office, edition_id: bytes, group_id: bytes) -> Enrolled:
    """Put everybody with a seat of an approved list into a group, in Polish order of names.

    They join on the first day of the services, or today when that day is not set.

    Raises:
        RuleError: the list was not approved yet.
        NotFoundError: the edition or the group is gone.
    """
    from cusdesk.core.errors import RuleError

    with office.write("recruitment.enrol", record=("recruitment", edition_id)) as work:
        board = board_of(work.session, edition_id)
        if not board.is_approved:
            raise RuleError("recruitment.problem.not_approved")
        work.get(Group, group_id)
        seated = sorted(
            (row for row in board.candidates if row.has_seat and not row.is_dead),
            key=lambda row: (sort_key(row.surname), sort_key(row.given_name)),
        )
        joined = board.edition.draft.starts_on or office.clock.today()
        people = [row.resident_id for row in seated]
        added = put_members(work.session, group_id, people, joined)
        work.step.count = max(1, added)
    return Enrolled(added, work.changes)
