"""The ranking on paper: with names for the office, with numbers for the notice board."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.recruitment import CandidateStatus, CriterionMark
from cusdesk.domain.reports import Column, ColumnKind, TableDocument
from cusdesk.services.recruitment.board import edition_board

if TYPE_CHECKING:
    from cusdesk.domain.reports import TableCell
    from cusdesk.services.office import Office
    from cusdesk.services.recruitment.model import CandidateRow, EditionBoard


@needs("recruitment.see")
def ranking_document(office: Office, edition_id: bytes, *, with_names: bool) -> TableDocument:
    """Return the ranking of an edition as a list for paper and Excel.

    Names are personal data: for the notice board the numbers of the applications stand instead of
    them, and neither criteria nor reasons are told (RODO, art. 5(1)(c): no more than needed).

    Args:
        office: the open office.
        edition_id: the edition.
        with_names: names, villages and criteria; only for the office's own use.

    Raises:
        NotFoundError: the edition is gone.
    """
    board = edition_board(office, edition_id)
    ranked = [row for row in board.candidates if row.rank is not None]
    title = "recruitment.paper.ranking" if board.is_approved else "recruitment.paper.draft"
    columns, rows = _named(board, ranked) if with_names else _numbered(board, ranked)
    return TableDocument(
        tr(title, name=board.edition.draft.name),
        columns,
        rows,
        office.clock.today(),
        office=office.name,
        basis=_basis(board, with_names=with_names),
    )


def _basis(board: EditionBoard, *, with_names: bool) -> str:
    draft = board.edition.draft
    seats = tr("recruitment.seats.unlimited")
    if draft.seats is not None:
        seats = tr("recruitment.seats.number", n=draft.seats)
    parts = [seats, tr("recruitment.paper.tie", rule=label(draft.tie_rule))]
    approved = board.edition.approved_on
    if approved is not None:
        who = board.edition.approved_by
        parts.append(tr("recruitment.paper.approved", date=format_date(approved), who=who))
    else:
        parts.append(tr("recruitment.paper.not_approved"))
    if with_names:
        parts += _legend(board)
    else:
        parts.append(tr("recruitment.paper.numbers"))
    return " ".join(parts)


def _legend(board: EditionBoard) -> list[str]:
    """Return what the numbered columns of criteria stand for: many criteria make wide headings."""
    keys = {True: "recruitment.grid.required", False: "recruitment.grid.criterion"}
    words = [
        tr("recruitment.paper.criterion", n=number,
           text=tr(keys[c.is_required], text=c.text, n=c.points or 0))
        for number, c in enumerate(board.edition.draft.criteria, start=1)
    ]  # fmt: skip
    return [f"{'; '.join(words)}."] if words else []


def result_words(row: CandidateRow) -> str:
    """Return what the list says of a candidate: a seat or a place of the waiting list."""
    if row.status in {CandidateStatus.APPLIED, CandidateStatus.SEATED, CandidateStatus.WAITING}:
        return tr("recruitment.result.seat" if row.has_seat else "recruitment.result.waiting")
    return label(row.status)


def _numbered(
    _board: EditionBoard, ranked: list[CandidateRow]
) -> tuple[tuple[Column, ...], tuple[tuple[TableCell, ...], ...]]:
    columns = (
        Column(tr("recruitment.column.rank"), ColumnKind.INTEGER, 8),
        Column(tr("recruitment.column.position"), ColumnKind.INTEGER, 18),
        Column(tr("recruitment.column.points"), ColumnKind.INTEGER, 8),
        Column(tr("recruitment.column.result"), width=28),
    )
    rows = tuple((row.rank, row.position, row.points, result_words(row)) for row in ranked)
    return columns, rows


def _named(
    board: EditionBoard, ranked: list[CandidateRow]
) -> tuple[tuple[Column, ...], tuple[tuple[TableCell, ...], ...]]:
    criteria = board.edition.draft.criteria
    columns = (
        Column(tr("recruitment.column.rank"), ColumnKind.INTEGER, 6),
        Column(tr("recruitment.column.name"), width=24),
        Column(tr("recruitment.column.locality"), width=14),
        Column(tr("recruitment.column.position"), ColumnKind.INTEGER, 8),
        Column(tr("recruitment.column.submitted"), ColumnKind.DATE, 11),
        *(
            Column(tr("recruitment.paper.column", n=n), width=4)
            for n in range(1, len(criteria) + 1)
        ),
        Column(tr("recruitment.column.points"), ColumnKind.INTEGER, 7),
        Column(tr("recruitment.column.result"), width=16),
        Column(tr("recruitment.column.remarks"), width=30),
    )
    rows = tuple(
        (
            row.rank,
            row.name,
            row.locality,
            row.position,
            row.submitted_on,
            *(_mark(row, criterion.id) for criterion in criteria),
            row.points,
            result_words(row),
            remark_words(row),
        )
        for row in ranked
    )
    return columns, rows


def _mark(row: CandidateRow, criterion_id: bytes | None) -> str:
    mark = row.marks.get(criterion_id) if criterion_id is not None else None
    if mark is None:
        return tr("recruitment.mark.open")
    return tr(f"recruitment.mark.{mark.mark.value}")


def remark_words(row: CandidateRow) -> str:
    """Return what to know about a candidate's place: a tie, a reason, a missed condition."""
    said = [row.reason] if row.reason else []
    if row.awaits_refusal:
        said.append(tr("recruitment.remark.awaits_refusal"))
    if row.is_closed_beside and row.application is not None:
        said.append(tr("recruitment.remark.application", state=label(row.application)))
    if row.by_tie:
        said.append(tr("recruitment.remark.tie"))
    said += [tr("recruitment.remark.missed", text=text) for text in row.missed]
    said += [
        tr("recruitment.remark.unknown", text=mark.reason)
        for mark in row.marks.values()
        if mark.mark is CriterionMark.UNKNOWN and mark.reason
    ]
    return "; ".join(said)
