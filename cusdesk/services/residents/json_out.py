"""Residents as plain JSON values, with the glossary's English names, for the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.ids import text_id
from cusdesk.core.portions import portions
from cusdesk.domain.access import needs
from cusdesk.models.residents import Representative, Resident, ResidentPhone
from cusdesk.services.programmes import hidden_columns
from cusdesk.services.residents.dto import ResidentFilter
from cusdesk.services.residents.listing import list_ids

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_PLAIN = (
    "surname", "given_name", "second_name", "birth_surname", "pesel", "pesel_reason",
    "other_document", "sex", "solectwo", "email", "disability_number", "accessibility", "notes",
    "health_notes", "addiction", "ethnic_origin", "convictions",
)  # fmt: skip
_DATES = ("birth_date", "status_date", "disability_valid_from", "disability_valid_to")
_ADDRESS = ("locality", "street", "house", "flat", "postcode", "post")
_POLISH_LENGTH = 9


@needs("residents.see")
def resident_json(
    office: Office, which: Sequence[bytes] | ResidentFilter | None = None
) -> list[dict[str, Any]]:
    """Return residents by ids, by a filter, or all; what is empty is None.

    Shape: texts as kept, dates ISO, sex `K`/`M`, phones with the country code, `disability` the
    degree or None without a certificate, ids as UUID texts. Fields of special categories that are
    off, or not for this person, are None too.
    """
    ids = list_ids(office, which) if which is None or isinstance(which, ResidentFilter) else which
    found: list[dict[str, Any]] = []
    with office.read() as session:
        for part in portions(ids):
            found += _portion(session, part)
        hidden = hidden_columns(office, session)
    for resident in found:
        resident.update(dict.fromkeys(hidden))
    return found


def _portion(session: Session, ids: list[bytes]) -> list[dict[str, Any]]:
    cards = select(Resident.__table__).where(Resident.id.in_(ids))
    people = {row.id: row for row in session.execute(cards)}
    phones: dict[bytes, list[str]] = {}
    numbers = select(ResidentPhone.resident_id, ResidentPhone.number).where(
        ResidentPhone.resident_id.in_(ids), ResidentPhone.retired_at.is_(None)
    )
    for resident_id, number in session.execute(numbers.order_by(ResidentPhone.position)):
        phones.setdefault(resident_id, []).append(international(number))
    helpers: dict[bytes, list[dict[str, str | None]]] = {}
    persons = select(Representative.__table__).where(
        Representative.resident_id.in_(ids), Representative.retired_at.is_(None)
    )
    for row in session.execute(persons.order_by(Representative.position)):
        names = ("kind", "name", "phone", "address", "note")
        helpers.setdefault(row.resident_id, []).append({n: getattr(row, n) or None for n in names})
    return [
        _resident(row, phones.get(row.id, []), helpers.get(row.id, []))
        for row in (people.get(i) for i in ids)
        if row is not None
    ]


def _resident(
    row: Any,  # noqa: ANN401 (a row of every column)
    phones: list[str],
    representatives: list[dict[str, str | None]],
) -> dict[str, Any]:
    return {
        "id": text_id(row.id),
        **{name: getattr(row, name) or None for name in _PLAIN},
        **{name: _iso(getattr(row, name)) for name in _DATES},
        "locality": row.locality or None,
        "address": {name: getattr(row, name) or None for name in _ADDRESS},
        "phones": phones,
        "status": row.status,
        "disability": None if row.disability == "none" else row.disability,
        "representatives": representatives,
        "household_id": None if row.household_id is None else text_id(row.household_id),
    }


def _iso(value: dt.date | None) -> str | None:
    return None if value is None else value.isoformat()


def international(number: str) -> str:
    """Return a telephone with its country code; one that is no number stays as it is kept."""
    is_polish = len(number) == _POLISH_LENGTH and number.isdigit()
    return f"+48{number}" if is_polish else number
