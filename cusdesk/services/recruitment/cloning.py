"""An edition made out of last year's: everything that stays, a year later, with empty groups."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.periods import MONTHS_PER_YEAR, add_months
from cusdesk.models.attendance import Group, GroupMember
from cusdesk.models.recruitment import Candidate
from cusdesk.services.attendance.groups import copy_group
from cusdesk.services.records import Saved
from cusdesk.services.recruitment.editions import check, details_of, put_edition

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.recruitment import EditionDraft
    from cusdesk.services.office import Office

_YEARS = re.compile(r"\b(20\d\d)(?:(\s*[/–-]\s*)(\d\d))?\b(?![/–-]\d{3})")


@dataclass(frozen=True, slots=True)
class NextGroup:
    """A group of the earlier edition and the name of the one made after it."""

    group_id: bytes
    name: str
    next_name: str


@dataclass(frozen=True, slots=True)
class NextEdition:
    """What would be made: shown to a person, who may change it, before anything is written."""

    draft: EditionDraft
    groups: tuple[NextGroup, ...] = ()


@needs("recruitment.see")
def next_edition(office: Office, edition_id: bytes) -> NextEdition:
    """Return the edition that would follow: services, seats, criteria; days a year later.

    The groups are those its people were put into or, when nobody was, those of its services; only
    for whoever may change groups.

    Raises:
        NotFoundError: the earlier one is gone.
    """
    with office.read() as session:
        earlier = details_of(session, edition_id).draft
        groups = _groups(session, edition_id, earlier) if office.may("attendance.change") else []
    draft = replace(
        earlier,
        name=next_name(earlier.name),
        notes="",
        criteria=tuple(replace(c, id=None) for c in earlier.criteria),
        opens_on=_next_year(earlier.opens_on),
        closes_on=_next_year(earlier.closes_on),
        starts_on=_next_year(earlier.starts_on),
        ends_on=_next_year(earlier.ends_on),
    )
    year = next((day.year for day in (draft.starts_on, draft.opens_on) if day), None)
    return NextEdition(draft, tuple(NextGroup(i, n, _group_name(n, year)) for i, n in groups))


def _groups(session: Session, edition_id: bytes, draft: EditionDraft) -> list[tuple[bytes, str]]:
    of_services = (
        select(Group.id, Group.name)
        .where(Group.service_id.in_(draft.services), Group.retired_at.is_(None))
        .order_by(Group.name, Group.id)
    )
    people = select(Candidate.resident_id).where(
        Candidate.edition_id == edition_id, Candidate.retired_at.is_(None)
    )
    joined = select(GroupMember.group_id).where(
        GroupMember.resident_id.in_(people), GroupMember.retired_at.is_(None)
    )
    for query in (of_services.where(Group.id.in_(joined)), of_services):
        if found := [(row[0], row[1]) for row in session.execute(query)]:
            return found
    return []


def _group_name(name: str, year: int | None) -> str:
    """Return the name of the next group; one without a year gets that of the edition."""
    if _YEARS.search(name) or year is None:
        return next_name(name)
    return f"{name} {year}"


@needs("recruitment.change")
def clone_edition(
    office: Office, draft: EditionDraft, groups: Sequence[tuple[bytes, str]] = ()
) -> Saved:
    """Make the edition a person has seen, and an empty group after each of the given ones.

    Args:
        office: the open office.
        draft: as `next_edition` proposed it, or as the person changed it.
        groups: (the group of the earlier edition, name of the new one).

    Raises:
        ValidationError: the draft is wrong, or a group has no name.
        NotFoundError: a group is gone; nothing was written.
    """
    check(draft)
    if groups:
        office.require("attendance.change")
    edition_id = new_id()
    with office.write("recruitment.clone", record=("recruitment", edition_id)) as work:
        put_edition(work, edition_id, draft)
        for group_id, name in groups:
            copy_group(work, group_id, name)
    return Saved(edition_id, 1, work.changes)


def next_name(name: str) -> str:
    """Return the name of the next edition: years in it one later (2026/27), else a copy's."""
    if not _YEARS.search(name):
        return tr("recruitment.edition.copy", name=name)

    def later(match: re.Match[str]) -> str:
        """Return one year, or two years of a school, one later."""
        first = str(int(match[1]) + 1)
        return first if match[3] is None else f"{first}{match[2]}{(int(match[3]) + 1) % 100:02d}"

    return _YEARS.sub(later, name)


def _next_year(day: dt.date | None) -> dt.date | None:
    """Return the same day a year later; 29 February becomes the 28th."""
    return None if day is None else add_months(day, MONTHS_PER_YEAR)
