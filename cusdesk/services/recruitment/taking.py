"""Writing candidates inside a running operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.core.ids import new_id
from cusdesk.core.portions import portions
from cusdesk.domain.recruitment import CandidateStatus
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.recruitment import Candidate, CandidateRow, Edition
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.recruitment.criteria import ListedMark

_COLUMNS = (
    "id", "subject_id", "edition_id", "resident_id", "position", "submitted_on",
    "submitted_minute", "status", "status_on", "reason", "rank", "row_version",
)  # fmt: skip
_MARK_COLUMNS = (
    "id", "subject_id", "candidate_id", "criterion_id", "mark", "reason", "row_version",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewCandidate:
    """Somebody who applied; `position` 0 takes the next number, `marks` are those of a list."""

    resident_id: bytes
    submitted_on: dt.date
    submitted_minute: int | None = None
    position: int = 0
    marks: tuple[ListedMark, ...] = ()


def add_candidates(
    work: UnitOfWork, edition_id: bytes, people: Sequence[NewCandidate]
) -> list[bytes]:
    """Write candidates; those already in the edition and the dead are passed over.

    After the approval of the list a late one stands at the end of the waiting list.

    Returns:
        Ids of the candidates written.
    """
    session = work.session
    here = residents_of(session, edition_id)
    dead = dead_of(session, [person.resident_id for person in people])
    position = next_position(session, edition_id)
    edition = session.get_one(Edition, edition_id)
    is_late = edition.approved_on is not None
    rank = last_rank(session, edition_id) + 1
    rows: list[tuple[object, ...]] = []
    marks: list[tuple[object, ...]] = []
    for person in people:
        if person.resident_id in here or person.resident_id in dead:
            continue
        here.add(person.resident_id)
        number = person.position or position
        position = max(position, number + 1)
        status = CandidateStatus.WAITING if is_late else CandidateStatus.APPLIED
        candidate = new_id()
        rows.append((
            candidate, person.resident_id, edition_id, person.resident_id, number,
            person.submitted_on.isoformat(), person.submitted_minute, status.value,
            None, "", rank + len(rows) if is_late else None, 1,
        ))  # fmt: skip
        if not is_late:  # the points of an approved list stand
            marks += [
                (new_id(), person.resident_id, candidate, m.criterion_id, m.mark.value, m.reason, 1)
                for m in person.marks
            ]
    _insert(session, "candidates", _COLUMNS, rows)
    _insert(session, "candidate_marks", _MARK_COLUMNS, marks)
    return [row[0] for row in rows if isinstance(row[0], bytes)]


def _insert(
    session: Session, table: str, columns: Sequence[str], rows: list[tuple[object, ...]]
) -> None:
    if rows:
        names, places = ", ".join(columns), ", ".join("?" * len(columns))
        session.connection().exec_driver_sql(
            f"INSERT INTO {table} ({names}) VALUES ({places})",  # noqa: S608 (own names)
            rows,
        )


def residents_of(session: Session, edition_id: bytes) -> set[bytes]:
    """Return the residents who are candidates of an edition, in whatever state."""
    return set(
        session.scalars(
            select(Candidate.resident_id).where(
                Candidate.edition_id == edition_id, Candidate.retired_at.is_(None)
            )
        )
    )


def dead_of(session: Session, residents: Sequence[bytes]) -> set[bytes]:
    """Return those of the residents who are known to be dead."""
    found: set[bytes] = set()
    for part in portions(residents):
        found |= set(
            session.scalars(
                select(Resident.id).where(
                    Resident.id.in_(part),
                    Resident.status == ResidentStatus.DECEASED.value,
                )
            )
        )
    return found


def next_position(session: Session, edition_id: bytes) -> int:
    """Return the next number of an application; numbers of waiting rows are kept for them."""
    highest = 0
    for table in (Candidate, CandidateRow):
        query = select(func.max(table.position)).where(
            table.edition_id == edition_id, table.retired_at.is_(None)
        )
        highest = max(highest, session.scalar(query) or 0)
    return highest + 1


def last_rank(session: Session, edition_id: bytes) -> int:
    """Return the last place of an approved list, 0 before the approval."""
    query = select(func.max(Candidate.rank)).where(
        Candidate.edition_id == edition_id, Candidate.retired_at.is_(None)
    )
    return session.scalar(query) or 0
