"""Editions and candidates as plain values, for the command line: names of the glossary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.services.recruitment.board import edition_board
from cusdesk.services.recruitment.editions import list_editions

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.services.office import Office


def _day(value: dt.date | None) -> str | None:
    return value.isoformat() if value is not None else None


@needs("recruitment.see")
def editions_json(office: Office) -> list[dict[str, Any]]:
    """Return the editions, the newest first."""
    return [
        {
            "id": text_id(row.id),
            "name": row.name,
            "services": row.services,
            "opens_on": _day(row.opens_on),
            "closes_on": _day(row.closes_on),
            "seats": row.seats,
            "candidates": row.candidates,
            "seated": row.seated,
            "waiting": row.waiting,
            "in_doubt": row.in_doubt,
            "approved_on": _day(row.approved_on),
        }
        for row in list_editions(office)
    ]


@needs("recruitment.see", "residents.see")
def candidates_json(office: Office) -> list[dict[str, Any]]:
    """Return the candidates of every edition, by rank."""
    return [
        {
            "edition_id": text_id(edition.id),
            "edition": edition.name,
            "rank": row.rank,
            "position": row.position,
            "resident_id": text_id(row.resident_id),
            "surname": row.surname,
            "given_name": row.given_name,
            "locality": row.locality,
            "submitted_on": row.submitted_on.isoformat(),
            "submitted_minute": row.submitted_minute,
            "points": row.points,
            "has_seat": row.has_seat,
            "status": row.status.value,
            "reason": row.reason,
            "phone": row.phone,
            "guardian": row.guardian,
        }
        for edition in list_editions(office)
        for row in edition_board(office, edition.id).candidates
    ]
