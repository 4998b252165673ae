"""What every form may say of a resident, from the card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.core.messages import tr
from cusdesk.db.erase import personal_tables
from cusdesk.domain.addresses import Address, format_address
from cusdesk.domain.phones import format_phone
from cusdesk.models.residents import Representative, Resident, ResidentPhone

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def person_values(session: Session, resident_id: bytes) -> dict[str, object]:
    """Return `person.*` and `representative.*` of a resident.

    Raises:
        NotFoundError: there is no such resident.
    """
    row = session.get(Resident, resident_id)
    if row is None:
        raise NotFoundError("storage.not_found")
    phones = [format_phone(number) for number in _phones(session, resident_id)]
    address = Address(
        locality=row.locality,
        street=row.street,
        house=row.house,
        flat=row.flat,
        postcode=row.postcode,
        post=row.post,
    )
    names = (row.given_name, row.second_name, row.surname)
    person = {
        "person.name": " ".join(part for part in names if part),
        "person.given_name": row.given_name,
        "person.surname": row.surname,
        "person.pesel": row.pesel,
        "person.birth_date": row.birth_date,
        "person.address": format_address(address),
        "person.locality": row.locality,
        "person.solectwo": row.solectwo,
        "person.phone": ", ".join(phones),
        "person.email": row.email,
        "person.contact": ", ".join(part for part in (*phones, row.email) if part),
    }
    return person | _representative(session, resident_id)


def resident_of(session: Session, record: tuple[str, bytes] | None) -> bytes | None:
    """Return whose matter a record is, None when it is no single resident's.

    A paper of a matter is the resident's whoever it is addressed to: a guardian, an institution.
    """
    if record is None:
        return None
    feature, record_id = record
    for table in personal_tables():
        if table.info["feature"] == feature:
            owner = select(table.c.subject_id).where(table.c.id == record_id)
            found: bytes | None = session.scalar(owner)
            if found is not None and session.get(Resident, found) is not None:
                return found
    return None


def _phones(session: Session, resident_id: bytes) -> list[str]:
    query = (
        select(ResidentPhone.number)
        .where(ResidentPhone.resident_id == resident_id, ResidentPhone.retired_at.is_(None))
        .order_by(ResidentPhone.position)
    )
    return list(session.scalars(query))


def _representative(session: Session, resident_id: bytes) -> dict[str, object]:
    """Return who may act in the resident's place (art. 35); a mere contact person may not."""
    row = session.scalars(
        select(Representative)
        .where(
            Representative.resident_id == resident_id,
            Representative.retired_at.is_(None),
            Representative.kind != "contact",
        )
        .order_by(Representative.position)
        .limit(1)
    ).first()
    return {
        "representative.name": row.name if row else "",
        "representative.role": tr(f"enums.representative_kind.{row.kind}") if row else "",
        "representative.contact": format_phone(row.phone) if row else "",
    }
