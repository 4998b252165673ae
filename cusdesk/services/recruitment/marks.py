"""Points: whether candidates meet the criteria, typed cell by cell."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import one_line
from cusdesk.models.recruitment import Candidate, CandidateMark, Edition

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.changes import Changes
    from cusdesk.domain.recruitment import CriterionMark
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class MarkEntry:
    """What is typed into one cell; None takes the mark away."""

    candidate_id: bytes
    criterion_id: bytes
    mark: CriterionMark | None
    reason: str = ""


@needs("recruitment.change")
def write_marks(office: Office, edition_id: bytes, entries: Sequence[MarkEntry]) -> Changes:
    """Write marks as one step of undo; typing within a minute joins it.

    Raises:
        RuleError: `recruitment.problem.frozen`: the list was approved.
        NotFoundError: the edition is gone.
    """
    record = ("recruitment", edition_id)
    with office.write("recruitment.mark", record=record, count=len(entries)) as work:
        edition = work.get(Edition, edition_id)
        if edition.approved_on is not None:
            raise RuleError("recruitment.problem.frozen")
        query = (
            select(CandidateMark)
            .join(Candidate, Candidate.id == CandidateMark.candidate_id)
            .where(Candidate.edition_id == edition_id, CandidateMark.retired_at.is_(None))
        )
        present = {(m.candidate_id, m.criterion_id): m for m in work.session.scalars(query)}
        people = dict(
            work.session.execute(
                select(Candidate.id, Candidate.resident_id).where(
                    Candidate.edition_id == edition_id
                )
            ).all()
        )
        for entry in entries:
            row = present.get((entry.candidate_id, entry.criterion_id))
            reason = one_line(entry.reason)
            if entry.mark is None:
                if row is not None:
                    work.retire(row)
            elif row is not None:
                row.mark, row.reason = entry.mark.value, reason
            else:
                work.session.add(
                    CandidateMark(
                        subject_id=people[entry.candidate_id],
                        candidate_id=entry.candidate_id,
                        criterion_id=entry.criterion_id,
                        mark=entry.mark.value,
                        reason=reason,
                    )
                )
    return work.changes
