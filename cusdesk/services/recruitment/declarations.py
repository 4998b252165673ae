"""Declarations of everybody with a seat: what they lack, one PDF in the order of villages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.recruitment import is_minor
from cusdesk.models.catalogue import Service
from cusdesk.models.residents import Resident
from cusdesk.services import papers
from cusdesk.services.recruitment.board import edition_board

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft
    from cusdesk.services.recruitment.model import CandidateRow, EditionBoard

FORM = "participation_declaration"


@dataclass(frozen=True, slots=True)
class DeclarationRow:
    """One declaration to be issued.

    Attributes:
        lacks: what will stay empty on it, in words.
        is_issued: it was issued before; it is printed again, not issued anew.
    """

    candidate_id: bytes
    name: str
    locality: str
    lacks: tuple[str, ...]
    is_issued: bool


@dataclass(frozen=True, slots=True)
class Declared:
    """What was issued, and everybody's declarations as one file."""

    issued: int
    pages: bytes
    changes: Changes | None


@needs("recruitment.see", "residents.see")
def declarations(office: Office, edition_id: bytes) -> list[DeclarationRow]:
    """Return the declarations of everybody with a seat, by village and then name.

    Raises:
        RuleError: `recruitment.problem.not_approved`: nobody has a seat yet.
        NotFoundError: the edition is gone.
    """
    board = _approved(office, edition_id)
    with_seat = _seated(board)
    pesels = _pesels(office, [row.resident_id for row in with_seat])
    today = office.clock.today()
    return [
        DeclarationRow(
            row.id,
            row.name,
            row.locality,
            tuple(_lacks(row, pesels.get(row.resident_id, ""), today)),
            row.paper_id is not None,
        )
        for row in with_seat
    ]


def _approved(office: Office, edition_id: bytes) -> EditionBoard:
    board = edition_board(office, edition_id)
    if not board.is_approved:
        raise RuleError("recruitment.problem.not_approved")
    return board


def _seated(board: EditionBoard) -> list[CandidateRow]:
    return sorted(
        (row for row in board.candidates if row.has_seat and not row.is_dead),
        key=lambda row: (
            sort_key(row.locality),
            sort_key(row.surname),
            sort_key(row.given_name),
            row.position,
        ),
    )


def _pesels(office: Office, residents: Sequence[bytes]) -> dict[bytes, str]:
    query = select(Resident.id, Resident.pesel).where(Resident.id.in_(residents))
    with office.read() as session:
        return {row[0]: row[1] for row in session.execute(query)}


def _lacks(row: CandidateRow, pesel: str, today: dt.date) -> list[str]:
    signs = (
        (not pesel, "pesel"),
        (row.birth_date is None, "birth_date"),
        (not row.address, "address"),
        (not row.phone, "phone"),
        (is_minor(row.birth_date, today) and not row.guardian, "guardian"),
    )
    return [tr(f"recruitment.declaration.lacks.{name}") for lacking, name in signs if lacking]


@needs("recruitment.change", "residents.see")
def issue_declarations(
    office: Office, edition_id: bytes, layout: str = "normal", *, duplex: bool = False
) -> Declared:
    """Issue a declaration to everybody with a seat who has none; return all of them in one PDF.

    Each gets a number and stands in the register of papers for good; not undoable. Those issued
    before are in the file as they were.

    Raises:
        RuleError: the list was not approved, or nobody has a seat.
        NotFoundError: the edition is gone.
    """
    board = _approved(office, edition_id)
    rows = _seated(board)
    if not rows:
        raise RuleError("recruitment.problem.nobody_seated")
    new = [row for row in rows if row.paper_id is None]
    drafts = _drafts(office, board, new)
    changes: Changes | None = None
    known = {row.id: row.paper_id for row in rows if row.paper_id is not None}
    if drafts:
        issued = papers.issue_papers(office, drafts, layout)
        changes = issued[0].changes
        known |= {row.id: paper.id for row, paper in zip(new, issued, strict=True)}
    order = [known[row.id] for row in rows]
    return Declared(len(new), papers.papers_bytes(office, order, duplex=duplex), changes)


def _drafts(office: Office, board: EditionBoard, rows: Sequence[CandidateRow]) -> list[PaperDraft]:
    draft = board.edition.draft
    with office.read() as session:
        query = select(Service.id, Service.name).where(Service.id.in_(draft.services))
        names = {row[0]: row[1] for row in session.execute(query)}
    shared: dict[str, object] = {
        "edition.name": draft.name,
        "edition.services": ", ".join(names[key] for key in draft.services if key in names),
        "edition.period": _period(draft.starts_on, draft.ends_on),
    }
    today = office.clock.today()
    return [
        papers.draft_paper(
            office,
            FORM,
            shared | _values(row, today),
            resident_id=row.resident_id,
            record=("recruitment", row.id),
        )
        for row in rows
    ]


def _values(row: CandidateRow, today: dt.date) -> dict[str, object]:
    own = format_phone(row.phone) if row.phone and not row.phone_owner else ""
    theirs = format_phone(row.phone) if row.phone and row.phone_owner else ""
    return {
        "candidate.number": row.position,
        "is_minor": "1" if is_minor(row.birth_date, today) else "",
        "person.phone": own,
        "guardian.name": row.guardian,
        "guardian.phone": theirs,
    }


def _period(start: dt.date | None, end: dt.date | None) -> str:
    if start is not None and end is not None:
        return f"{format_date(start)} – {format_date(end)}"
    if start is not None:
        return tr("recruitment.declaration.from", date=format_date(start))
    return tr("recruitment.declaration.until", date=format_date(end)) if end is not None else ""
