"""Rows of a pasted list that wait in the queue of doubts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.models.imports import ImportIssue
from cusdesk.models.recruitment import CandidateRow

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def doubts_of(session: Session, edition_id: bytes | None = None) -> dict[bytes, list[bytes]]:
    """Return edition → imports of its rows that nobody has decided, one entry a row."""
    query = (
        select(CandidateRow.edition_id, ImportIssue.batch_id)
        .join(ImportIssue, ImportIssue.id == CandidateRow.issue_id)
        .where(
            CandidateRow.retired_at.is_(None),
            ImportIssue.retired_at.is_(None),
            ImportIssue.decision == "",
        )
        .order_by(ImportIssue.batch_id)
    )
    if edition_id is not None:
        query = query.where(CandidateRow.edition_id == edition_id)
    found: dict[bytes, list[bytes]] = {}
    for edition, batch in session.execute(query):
        found.setdefault(edition, []).append(batch)
    return found
