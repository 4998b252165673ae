"""Editions: made, changed, put into the bin."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import NotFoundError, RuleError, ValidationError
from cusdesk.core.ids import new_id
from cusdesk.domain.access import needs
from cusdesk.domain.recruitment import (
    CandidateStatus,
    CriterionDraft,
    EditionDraft,
    TieRule,
    check_edition,
)
from cusdesk.models.catalogue import Service
from cusdesk.models.recruitment import Candidate, Edition, EditionCriterion, EditionService
from cusdesk.services.records import Saved, living_parts, put_fields, sync_parts
from cusdesk.services.recruitment.model import EditionDetails, EditionRow
from cusdesk.services.recruitment.waiting import doubts_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

_FIELDS = (
    "name", "programme_id", "opens_on", "closes_on", "starts_on", "ends_on", "seats", "call_tries",
    "notes",
)  # fmt: skip


@needs("recruitment.see")
def list_editions(office: Office) -> list[EditionRow]:
    """Return the editions that are not in the bin, the newest first."""
    query = select(Edition).where(Edition.retired_at.is_(None)).order_by(Edition.id.desc())
    with office.read() as session:
        counts = _counts(session)
        doubts = {key: len(rows) for key, rows in doubts_of(session).items()}
        services = _service_names(session)
        return [_row(row, counts, doubts, services) for row in session.scalars(query)]


def _row(
    row: Edition,
    counts: dict[tuple[bytes, str], int],
    doubts: dict[bytes, int],
    services: dict[bytes, list[str]],
) -> EditionRow:
    of = {status: counts.get((row.id, status.value), 0) for status in CandidateStatus}
    return EditionRow(
        id=row.id,
        name=row.name,
        services=", ".join(services.get(row.id, ())),
        opens_on=row.opens_on,
        closes_on=row.closes_on,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        seats=row.seats,
        candidates=sum(of.values()),
        seated=of[CandidateStatus.SEATED],
        waiting=of[CandidateStatus.WAITING],
        in_doubt=doubts.get(row.id, 0),
        approved_on=row.approved_on,
    )


def _counts(session: Session) -> dict[tuple[bytes, str], int]:
    query = (
        select(Candidate.edition_id, Candidate.status, func.count())
        .where(Candidate.retired_at.is_(None))
        .group_by(Candidate.edition_id, Candidate.status)
    )
    return {(row[0], row[1]): row[2] for row in session.execute(query)}


def _service_names(session: Session) -> dict[bytes, list[str]]:
    query = (
        select(EditionService.edition_id, Service.name)
        .join(Service, Service.id == EditionService.service_id)
        .where(EditionService.retired_at.is_(None))
        .order_by(EditionService.position)
    )
    found: dict[bytes, list[str]] = {}
    for edition_id, name in session.execute(query):
        found.setdefault(edition_id, []).append(name)
    return found


@needs("recruitment.see")
def get_edition(office: Office, edition_id: bytes) -> EditionDetails:
    """Return one edition with its criteria.

    Raises:
        NotFoundError: it is in the bin or does not exist.
    """
    with office.read() as session:
        return details_of(session, edition_id)


def details_of(session: Session, edition_id: bytes) -> EditionDetails:
    """Return one edition with its criteria, inside a session.

    Raises:
        NotFoundError: it is in the bin or does not exist.
    """
    row = session.get(Edition, edition_id)
    if row is None or row.retired_at is not None:
        raise NotFoundError("recruitment.problem.edition_gone")
    values: dict[str, Any] = {name: getattr(row, name) for name in _FIELDS}
    draft = EditionDraft(
        **values,
        tie_rule=TieRule(row.tie_rule),
        services=tuple(
            session.scalars(
                select(EditionService.service_id)
                .where(EditionService.edition_id == edition_id, EditionService.retired_at.is_(None))
                .order_by(EditionService.position, EditionService.id)
            )
        ),
        criteria=criteria_of(session, edition_id),
    )
    return EditionDetails(row.id, draft, row.row_version, row.approved_on, row.approved_by)


def criteria_of(session: Session, edition_id: bytes) -> tuple[CriterionDraft, ...]:
    """Return the criteria of an edition in their order."""
    query = (
        select(
            EditionCriterion.id,
            EditionCriterion.text,
            EditionCriterion.points,
            EditionCriterion.is_required,
        )
        .where(EditionCriterion.edition_id == edition_id, EditionCriterion.retired_at.is_(None))
        .order_by(EditionCriterion.position, EditionCriterion.id)
    )
    return tuple(CriterionDraft(*row) for row in session.execute(query))


@needs("recruitment.change")
def create_edition(office: Office, draft: EditionDraft) -> Saved:
    """Add an edition.

    Raises:
        ValidationError: the draft is wrong.
    """
    check(draft)
    edition_id = new_id()
    with office.write("recruitment.create", record=("recruitment", edition_id)) as work:
        put_edition(work, edition_id, draft)
    return Saved(edition_id, 1, work.changes)


def put_edition(work: UnitOfWork, edition_id: bytes, draft: EditionDraft) -> None:
    """Write a new edition with its services and criteria inside a running operation."""
    work.session.add(Edition(id=edition_id, **_columns(draft)))
    work.session.flush()
    _write_parts(work, edition_id, draft)


@needs("recruitment.change")
def change_edition(office: Office, edition_id: bytes, draft: EditionDraft, version: int) -> Saved:
    """Change an edition. After the approval its criteria and its tie rule stay as they are.

    Raises:
        ValidationError: the draft is wrong, or there would be fewer seats than people in them.
        RuleError: `recruitment.problem.frozen`: the approved ranking stands on the criteria.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    check(draft)
    with office.write("recruitment.change", record=("recruitment", edition_id)) as work:
        row = work.get(Edition, edition_id, version)
        if row.approved_on is not None:
            _keep_frozen(work.session, row, draft)
        put_fields(row, _columns(draft))
        _write_parts(work, edition_id, draft)
        work.session.flush()
        saved = row.row_version
    return Saved(edition_id, saved, work.changes)


def _keep_frozen(session: Session, row: Edition, draft: EditionDraft) -> None:
    same = [(c.id, c.text.strip(), c.points or 0, c.is_required) for c in draft.criteria] == [
        (c.id, c.text, c.points, c.is_required) for c in criteria_of(session, row.id)
    ]
    if not same or draft.tie_rule.value != row.tie_rule:
        raise RuleError("recruitment.problem.frozen")
    taken = seats_taken(session, row.id)
    if draft.seats is not None and draft.seats < min(taken, row.seats or taken):
        raise RuleError("recruitment.problem.fewer_seats", n=taken, seats=draft.seats)


def seats_taken(session: Session, edition_id: bytes) -> int:
    """Return how many seats of an approved edition are taken."""
    query = select(func.count()).where(
        Candidate.edition_id == edition_id,
        Candidate.status == CandidateStatus.SEATED.value,
        Candidate.retired_at.is_(None),
    )
    return session.scalar(query) or 0


@needs("recruitment.change")
def retire_edition(office: Office, edition_id: bytes) -> Changes:
    """Put an edition into the bin.

    Raises:
        RuleError: its list was approved; it stays for whoever asks how seats were given.
        NotFoundError: it is there already.
    """
    with office.write("recruitment.retire", record=("recruitment", edition_id)) as work:
        row = work.get(Edition, edition_id)
        if row.approved_on is not None:
            raise RuleError("recruitment.problem.approved_stays")
        work.retire(row)
    return work.changes


def check(draft: EditionDraft) -> None:
    """Refuse a draft that is wrong.

    Raises:
        ValidationError: with everything that stops the save.
    """
    problems = [problem for problem in check_edition(draft) if problem.blocking]
    if problems:
        raise ValidationError(problems)


def _columns(draft: EditionDraft) -> dict[str, Any]:
    values = {name: getattr(draft, name) for name in _FIELDS}
    return {**values, "name": draft.name.strip(), "tie_rule": draft.tie_rule.value}


def _write_parts(work: UnitOfWork, edition_id: bytes, draft: EditionDraft) -> None:
    sync_parts(
        work, EditionService, ("edition_id", edition_id), "service_id",
        list(dict.fromkeys(draft.services)),
    )  # fmt: skip
    present = {p.id: p for p in living_parts(work, EditionCriterion, "edition_id", edition_id)}
    for position, criterion in enumerate(draft.criteria):
        values: dict[str, object] = {
            "position": position,
            "text": criterion.text.strip(),
            "points": criterion.points or 0,
            "is_required": criterion.is_required,
        }
        part = present.pop(criterion.id, None) if criterion.id is not None else None
        if part is None:
            work.session.add(EditionCriterion(edition_id=edition_id, **values))
        else:
            put_fields(part, values)
    for part in present.values():
        work.retire(part)
