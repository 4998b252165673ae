"""What a board is made of, read for all candidates of an edition at once."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, select

from cusdesk.domain.recruitment import CallOutcome, CriterionMark
from cusdesk.models.applications import Application
from cusdesk.models.recruitment import Candidate, CandidateCall, CandidateMark
from cusdesk.models.residents import Representative, Resident, ResidentPhone
from cusdesk.services.recruitment.model import CallRow, MarkRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call, whose number it is, and who acts for the person."""

    phone: str = ""
    owner: str = ""
    guardian: str = ""


def people_of(session: Session, edition_id: bytes) -> list[Any]:
    """Return the candidates with their cards and the state of their applications."""
    query = (
        select(
            Candidate.id,
            Candidate.resident_id,
            Candidate.position,
            Candidate.submitted_on,
            Candidate.submitted_minute,
            Candidate.status,
            Candidate.status_on,
            Candidate.reason,
            Candidate.points,
            Candidate.rank,
            Candidate.row_version,
            Candidate.application_id,
            Resident.surname,
            Resident.given_name,
            Resident.birth_date,
            Resident.locality,
            Resident.street,
            Resident.house,
            Resident.flat,
            Resident.status.label("resident_status"),
            Application.status.label("application_status"),
        )
        .join(Resident, Resident.id == Candidate.resident_id)
        .outerjoin(
            Application,
            and_(Application.id == Candidate.application_id, Application.retired_at.is_(None)),
        )
        .where(Candidate.edition_id == edition_id, Candidate.retired_at.is_(None))
        .order_by(Candidate.position)
    )
    return list(session.execute(query))


def marks_of(session: Session, edition_id: bytes) -> dict[bytes, dict[bytes, MarkRow]]:
    """Return candidate → criterion → mark."""
    query = (
        select(
            CandidateMark.candidate_id,
            CandidateMark.criterion_id,
            CandidateMark.mark,
            CandidateMark.reason,
        )
        .join(Candidate, Candidate.id == CandidateMark.candidate_id)
        .where(Candidate.edition_id == edition_id, CandidateMark.retired_at.is_(None))
    )
    found: dict[bytes, dict[bytes, MarkRow]] = defaultdict(dict)
    for candidate, criterion, mark, reason in session.execute(query):
        found[candidate][criterion] = MarkRow(CriterionMark(mark), reason)
    return found


def calls_of(session: Session, edition_id: bytes) -> dict[bytes, list[CallRow]]:
    """Return candidate → calls, the earliest first."""
    query = (
        select(CandidateCall)
        .join(Candidate, Candidate.id == CandidateCall.candidate_id)
        .where(Candidate.edition_id == edition_id, CandidateCall.retired_at.is_(None))
        .order_by(CandidateCall.called_at, CandidateCall.id)
    )
    found: dict[bytes, list[CallRow]] = defaultdict(list)
    for row in session.scalars(query):
        at = dt.datetime.fromtimestamp(row.called_at / 1000)  # noqa: DTZ006 (wall time)
        outcome = CallOutcome(row.outcome)
        found[row.candidate_id].append(
            CallRow(row.id, at, outcome, row.number, row.author, row.note)
        )
    return found


def contacts_of(session: Session, edition_id: bytes) -> dict[bytes, Contact]:
    """Return whom to call: the person's own number first, then whoever acts for the person."""
    here = select(Candidate.resident_id).where(
        Candidate.edition_id == edition_id, Candidate.retired_at.is_(None)
    )
    acting = (
        select(Representative.resident_id, Representative.phone, Representative.name)
        .where(Representative.resident_id.in_(here), Representative.retired_at.is_(None))
        .order_by(Representative.position)
    )
    phones = (
        select(ResidentPhone.resident_id, ResidentPhone.number, ResidentPhone.label)
        .where(ResidentPhone.resident_id.in_(here), ResidentPhone.retired_at.is_(None))
        .order_by(ResidentPhone.label != "", ResidentPhone.position)
    )
    found: dict[bytes, Contact] = {}
    for who, number, owner in session.execute(phones):
        found.setdefault(who, Contact(number, owner))
    for who, number, name in session.execute(acting):
        present = found.get(who, Contact())
        if not present.phone and number:
            present = replace(present, phone=number, owner=name)
        found[who] = replace(present, guardian=present.guardian or name)
    return found
