"""What becomes of a row of a pasted list that waited in the queue of doubts."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.models.imports import ImportIssue
from cusdesk.models.recruitment import CandidateRow
from cusdesk.services.recruitment.criteria import marks_kept
from cusdesk.services.recruitment.editions import criteria_of
from cusdesk.services.recruitment.register import register_candidates
from cusdesk.services.recruitment.taking import NewCandidate, add_candidates

if TYPE_CHECKING:
    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.office import Office


def settled(office: Office, work: UnitOfWork, issue_id: bytes, resident_id: bytes | None) -> None:
    """Make a candidate of a doubtful row that was just written as a resident, in its own place.

    Called inside the operation that decides the row, so that both are one step of undo. Nobody
    becomes a candidate twice, and nobody who is known to be dead.
    """
    query = select(CandidateRow).where(
        CandidateRow.issue_id == issue_id, CandidateRow.retired_at.is_(None)
    )
    issue = work.session.get_one(ImportIssue, issue_id)
    payload = json.loads(issue.row_json or "{}").get("payload") or {}
    for row in work.session.scalars(query).all():
        if resident_id is not None:
            criteria = [c.id for c in criteria_of(work.session, row.edition_id) if c.id is not None]
            new = NewCandidate(
                resident_id,
                row.submitted_on,
                row.submitted_minute,
                row.position,
                tuple(marks_kept(payload, criteria)),
            )
            added = add_candidates(work, row.edition_id, [new])
            register_candidates(office, work, added)
        work.retire(row)
