"""Between a `TalkDraft` and its rows: reading one, writing the other inside an operation."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import new_id
from cusdesk.domain.needs_talks import (
    AnswerDraft,
    AnswerSource,
    NeedUrgency,
    TalkDraft,
    TalkPlace,
    UsedService,
)
from cusdesk.domain.plans import PlanServiceForm
from cusdesk.models.needs_talks import NeedsTalk, NeedsTalkAnswer, NeedsTalkService
from cusdesk.services.records import put_fields

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

OWN_FIELDS = tuple(f.name for f in fields(TalkDraft) if f.name not in {"used", "answers"})
ANSWER_FIELDS = tuple(f.name for f in fields(AnswerDraft))
_USED_FIELDS = ("name", "form", "mode", "note")


def read_draft(session: Session, talk: NeedsTalk) -> TalkDraft:
    """Return a talk with all its parts."""
    draft = TalkDraft(**{name: getattr(talk, name) for name in OWN_FIELDS})
    draft.place = TalkPlace(talk.place)
    draft.used = tuple(
        UsedService(
            row.name,
            PlanServiceForm(row.form) if row.form else None,
            row.mode,
            row.note,
            row_id=row.id,
        )
        for row in used_rows(session, talk.id)
    )
    draft.answers = answers_of(session, [talk.id]).get(talk.id, {})
    return draft


def used_rows(session: Session, talk_id: bytes) -> list[NeedsTalkService]:
    """Return the services used so far, in order."""
    query = (
        select(NeedsTalkService)
        .where(NeedsTalkService.talk_id == talk_id, NeedsTalkService.retired_at.is_(None))
        .order_by(NeedsTalkService.position, NeedsTalkService.id)
    )
    return list(session.scalars(query))


def answers_of(session: Session, talk_ids: Iterable[bytes]) -> dict[bytes, dict[str, AnswerDraft]]:
    """Return talk -> dimension -> answer."""
    row = NeedsTalkAnswer
    columns = (row.talk_id, row.dimension, *(getattr(row, name) for name in ANSWER_FIELDS))
    query = select(*columns).where(row.talk_id.in_(list(talk_ids)), row.retired_at.is_(None))
    found: dict[bytes, dict[str, AnswerDraft]] = {}
    for talk_id, dimension, level, urgency, source, deficit, resource in session.execute(query):
        found.setdefault(talk_id, {})[dimension] = AnswerDraft(
            level,
            NeedUrgency(urgency) if urgency else None,
            AnswerSource(source) if source else None,
            deficit,
            resource,
        )
    return found


def write_used(work: UnitOfWork, talk: NeedsTalk, wanted: tuple[UsedService, ...]) -> None:
    """Make the services used so far be these; what is gone goes to the bin."""
    present = {row.id: row for row in used_rows(work.session, talk.id)}
    for position, used in enumerate(wanted):
        row = present.pop(used.row_id, None) if used.row_id is not None else None
        if row is None:
            row = NeedsTalkService(id=new_id(), subject_id=talk.subject_id, talk_id=talk.id)
            row.form = ""
            work.session.add(row)
        put_fields(row, {name: getattr(used, name) for name in _USED_FIELDS})
        put_fields(row, {"position": position})
    for row in present.values():
        work.retire(row)


def answer_row(work: UnitOfWork, talk: NeedsTalk, dimension: str) -> NeedsTalkAnswer:
    """Return the row of a dimension, a new one when nothing was found yet."""
    row = work.session.scalar(
        select(NeedsTalkAnswer).where(
            NeedsTalkAnswer.talk_id == talk.id,
            NeedsTalkAnswer.dimension == dimension,
            NeedsTalkAnswer.retired_at.is_(None),
        )
    )
    if row is None:
        row = NeedsTalkAnswer(
            id=new_id(), subject_id=talk.subject_id, talk_id=talk.id, dimension=dimension
        )
        row.urgency = row.source = ""
        work.session.add(row)
    return row
