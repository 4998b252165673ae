"""Who keeps house with whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.models.residents import Household, Resident
from cusdesk.services.residents.dto import HouseholdMember, Saved

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.office import Office


@needs("residents.change")
def set_household(office: Office, resident_id: bytes, other_id: bytes) -> Saved:
    """Say that a resident lives with another one; joins that one's household or makes one.

    Raises:
        NotFoundError: one of the two is gone or in the bin.
    """
    with office.write("residents.household", record=("residents", resident_id)) as work:
        row, other = work.get(Resident, resident_id), work.get(Resident, other_id)
        if other.household_id is None:
            household = Household(id=new_id())
            work.session.add(household)
            work.session.flush()
            other.household_id = household.id
        former = row.household_id
        row.household_id = other.household_id
        work.session.flush()
        if former is not None and former != row.household_id:
            _dissolve_if_lonely(work, former)
        version = row.row_version
    return Saved(resident_id, work.changes, version)


@needs("residents.change")
def leave_household(office: Office, resident_id: bytes) -> Saved:
    """Say that a resident keeps house alone; a household of one is dissolved.

    Raises:
        NotFoundError: the resident is gone or in the bin.
    """
    with office.write("residents.leave_household", record=("residents", resident_id)) as work:
        row = work.get(Resident, resident_id)
        former, row.household_id = row.household_id, None
        work.session.flush()
        if former is not None:
            _dissolve_if_lonely(work, former)
        version = row.row_version
    return Saved(resident_id, work.changes, version)


def members(session: Session, resident_id: bytes) -> tuple[HouseholdMember, ...]:
    """Return the same inside a running read."""
    own = select(Resident.household_id).where(Resident.id == resident_id).scalar_subquery()
    query = (
        select(
            Resident.id,
            Resident.surname,
            Resident.given_name,
            Resident.birth_date,
            Resident.status,
        )
        .where(
            Resident.household_id == own,
            Resident.id != resident_id,
            Resident.retired_at.is_(None),
        )
        .order_by(Resident.birth_date, Resident.id)
    )
    return tuple(
        HouseholdMember(row_id, f"{surname} {given_name}".strip(), born, status)
        for row_id, surname, given_name, born, status in session.execute(query)
    )


def _dissolve_if_lonely(work: UnitOfWork, household_id: bytes) -> None:
    query = select(Resident).where(
        Resident.household_id == household_id, Resident.retired_at.is_(None)
    )
    left = work.session.scalars(query).all()
    if len(left) > 1:
        return
    for row in left:
        row.household_id = None
    household = work.session.get(Household, household_id)
    if household is not None:
        work.retire(household)
