"""Everything about one edition at one look: candidates, points, places, whom to call."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address
from cusdesk.domain.applications import ApplicationStatus
from cusdesk.domain.papers import PaperStatus
from cusdesk.domain.recruitment import (
    CallOutcome,
    CandidateStatus,
    CriterionMark,
    Place,
    Standing,
    TieRule,
    Waiting,
    families,
    free_seats,
    next_in_line,
    ranking,
)
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.papers import IssuedPaper
from cusdesk.services.recruitment.editions import details_of
from cusdesk.services.recruitment.model import CallRow, CandidateRow, EditionBoard, MarkRow
from cusdesk.services.recruitment.reading import (
    Contact,
    calls_of,
    contacts_of,
    marks_of,
    people_of,
)
from cusdesk.services.recruitment.remarks import candidates_signs
from cusdesk.services.recruitment.waiting import doubts_of
from cusdesk.services.residents.places import place_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.domain.recruitment import CriterionDraft
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment.model import EditionDetails

_LAST = 1_000_000


@needs("recruitment.see")
def edition_board(office: Office, edition_id: bytes) -> EditionBoard:
    """Return everything about an edition; candidates by rank, those out of it at the end.

    Raises:
        NotFoundError: it is in the bin or does not exist.
    """
    with office.read() as session:
        return board_of(session, edition_id)


def board_of(session: Session, edition_id: bytes) -> EditionBoard:
    """Return everything about an edition, inside a session; see `edition_board`."""
    edition = details_of(session, edition_id)
    people = people_of(session, edition_id)
    marks, calls = marks_of(session, edition_id), calls_of(session, edition_id)
    contacts = contacts_of(session, edition_id)
    related = _related(session, edition_id)
    papers = papers_of(session, [row.id for row in people])
    rows = [
        _candidate(
            row, edition, marks, calls, contacts.get(row.resident_id, Contact()), related, papers
        )
        for row in people
    ]
    placed = _placed(edition, rows)
    placed.sort(key=lambda row: (row.rank or _LAST, row.position))
    doubts = doubts_of(session, edition_id).get(edition_id, [])
    taken = sum(row.has_seat for row in placed)
    free = free_seats(edition.draft.seats, taken)
    return EditionBoard(
        edition=edition,
        candidates=tuple(placed),
        taken=taken,
        free=free,
        in_doubt=len(doubts),
        batches=tuple(dict.fromkeys(doubts)),
        next_id=_next(edition, placed, free),
    )


def _related(session: Session, edition_id: bytes) -> dict[bytes, list[tuple[str, Any]]]:
    signs = candidates_signs(session, edition_id)
    names = {sign.id: name for sign, name in signs}
    return {
        key: [(names[other], sign) for other, sign in others]
        for key, others in families([sign for sign, _ in signs]).items()
        if isinstance(key, bytes)
    }


def _candidate(  # noqa: PLR0913 (what a row is made of)
    row: Any,  # noqa: ANN401 (a row of columns)
    edition: EditionDetails,
    marks: dict[bytes, dict[bytes, MarkRow]],
    calls: dict[bytes, list[CallRow]],
    contact: Contact,
    related: dict[bytes, list[tuple[str, Any]]],
    papers: dict[bytes, bytes],
) -> CandidateRow:
    own = marks.get(row.id, {})
    criteria = edition.draft.criteria
    return CandidateRow(
        id=row.id,
        resident_id=row.resident_id,
        position=row.position,
        name=f"{row.surname} {row.given_name}".strip(),
        surname=row.surname,
        given_name=row.given_name,
        birth_date=row.birth_date,
        locality=row.locality,
        address=place_of(Address(row.locality, row.street, row.house, row.flat)),
        submitted_on=row.submitted_on,
        submitted_minute=row.submitted_minute,
        status=CandidateStatus(row.status),
        status_on=row.status_on,
        reason=row.reason,
        points=row.points if row.points is not None else points_of(criteria, own),
        rank=row.rank,
        has_seat=row.status == CandidateStatus.SEATED.value,
        by_tie=False,
        open_criteria=sum(c.id not in own for c in criteria),
        missed=tuple(c.text for c in criteria if c.is_required and _is_missed(own, c)),
        family=tuple(related.get(row.resident_id, ())),
        guardian=contact.guardian,
        phone=contact.phone,
        phone_owner=contact.owner,
        is_dead=row.resident_status == ResidentStatus.DECEASED.value,
        version=row.row_version,
        application_id=row.application_id,
        application=ApplicationStatus(row.application_status) if row.application_status else None,
        paper_id=papers.get(row.id),
        marks=own,
        calls=tuple(calls.get(row.id, ())),
    )


def papers_of(session: Session, candidates: list[bytes]) -> dict[bytes, bytes]:
    """Return candidate → the declaration that was issued and not cancelled."""
    query = (
        select(IssuedPaper.record_id, IssuedPaper.id)
        .where(
            IssuedPaper.record_feature == "recruitment",
            IssuedPaper.record_id.in_(candidates),
            IssuedPaper.status == PaperStatus.ISSUED.value,
            IssuedPaper.retired_at.is_(None),
        )
        .order_by(IssuedPaper.id)
    )
    return {row[0]: row[1] for row in session.execute(query) if row[0] is not None}


def points_of(criteria: tuple[CriterionDraft, ...], marks: dict[bytes, MarkRow]) -> int:
    """Return the points of the criteria that are met; unknown ones count nothing."""
    return sum(
        c.points or 0
        for c in criteria
        if c.id is not None and c.id in marks and marks[c.id].mark is CriterionMark.MET
    )


def _is_missed(marks: dict[bytes, MarkRow], criterion: CriterionDraft) -> bool:
    mark = marks.get(criterion.id) if criterion.id is not None else None
    return mark is not None and mark.mark is CriterionMark.NOT_MET


def live_places(edition: EditionDetails, rows: list[CandidateRow]) -> dict[bytes, Place]:
    """Return the places of the ranking as it stands now, by candidate."""
    standing = [
        Standing(
            row.id,
            row.points,
            sum(mark.mark is CriterionMark.MET for mark in row.marks.values()),
            row.submitted_on,
            row.submitted_minute,
            row.position,
            row.birth_date,
        )
        for row in rows
        if row.status is CandidateStatus.APPLIED
    ]
    rule = TieRule(edition.draft.tie_rule)
    return {place.id: place for place in ranking(standing, rule, edition.draft.seats)}


def _placed(edition: EditionDetails, rows: list[CandidateRow]) -> list[CandidateRow]:
    if edition.approved_on is not None:
        equal = Counter(row.points for row in rows if row.rank is not None)
        return [replace(row, by_tie=row.rank is not None and equal[row.points] > 1) for row in rows]
    places = live_places(edition, rows)
    return [
        replace(row, rank=place.rank, has_seat=place.has_seat, by_tie=place.by_tie)
        if (place := places.get(row.id)) is not None
        else row
        for row in rows
    ]


def _next(edition: EditionDetails, rows: list[CandidateRow], free: int | None) -> bytes | None:
    if edition.approved_on is None or free == 0:
        return None
    waiting = [
        Waiting(
            row.id,
            row.rank or _LAST,
            sum(call.outcome is CallOutcome.NOT_REACHED for call in row.calls),
        )
        for row in rows
        if row.status is CandidateStatus.WAITING and not row.is_dead
    ]
    return next_in_line(waiting, edition.draft.call_tries or 1)
