"""One way to take a person, or one plan of theirs, out of everything the file holds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import or_, select

from cusdesk.core.messages import tr
from cusdesk.core.portions import portions
from cusdesk.db import audit
from cusdesk.db import erase as db_erase
from cusdesk.models.fees import FeeBankLine
from cusdesk.models.imports import ImportBatch, ImportIssue
from cusdesk.models.journal import CapturedTable, Change
from cusdesk.models.papers import IssuedPaper
from cusdesk.models.residents import Household
from cusdesk.services.fees.forgetting import forget_payer
from cusdesk.services.imports.forgetting import forget_person
from cusdesk.services.protection.paper_traces import papers_naming
from cusdesk.services.protection.traces import drafts_about, history_naming, person_of

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import Session


@dataclass(slots=True)
class TakenOut:
    """How much went: rows by table, changes of the history, kept forms, rows of imports."""

    rows: dict[str, int]
    changes: int = 0
    drafts: int = 0
    import_rows: int = 0


def take_out(
    session: Session, target: db_erase.Target, *, today: dt.date, user_id: bytes | None
) -> TakenOut:
    """Take a person (or one plan) out of tables, history, log, search, drafts and imports.

    Args:
        session: of a running write; the caller commits, and rewrites the file afterwards.
        target: who or what.
        today: last day of memberships that were still open.
        user_id: who erases, for the log; None when an older file is erased again.
    """
    rows = db_erase.rows_of(session, target)
    done = TakenOut({})
    with db_erase.unrecorded(session):
        if target.plan_id is None:
            _outside_own_rows(session, target.subject_id, rows, done, user_id)
            audit.forget_subject(session, target.subject_id, user_id=user_id)
        else:
            _forget_in_log(session, rows, user_id)
        done.rows = {name: len(ids) for name, ids in rows.items() if ids}
        done.changes += db_erase.forget_changes(session, target, rows)
        now_ms = int(session.info[audit.chain.CLOCK].epoch_ms())
        name = tr("protection.erased.name")
        db_erase.empty_rows(session, rows, name=name, now_ms=now_ms, today=today)
    return done


def _outside_own_rows(
    session: Session,
    subject_id: bytes,
    rows: dict[str, list[bytes]],
    done: TakenOut,
    user_id: bytes | None,
) -> None:
    """Clear what names the person outside their own rows; before the card itself is emptied.

    Papers about nobody in particular that name the person join `rows`.
    """
    person = person_of(session, subject_id)
    shared_papers, _ = papers_naming(session, person, rows)
    rows[IssuedPaper.__tablename__] = [*rows.get(IssuedPaper.__tablename__, []), *shared_papers]
    drafts, _ = drafts_about(session, person, rows)
    db_erase.drop_drafts(session, drafts)
    done.drafts = len(drafts)
    household = db_erase.lone_household(session, subject_id)
    forgotten = forget_person(session, person.traces)
    done.import_rows = len(forgotten.issues) + len(forgotten.mentions)
    shared = {
        FeeBankLine.__tablename__: forget_payer(session, subject_id, person.traces.names),
        ImportIssue.__tablename__: [*forgotten.issues, *forgotten.mentions],
        ImportBatch.__tablename__: forgotten.batches,
        IssuedPaper.__tablename__: shared_papers,
        Household.__tablename__: [] if household is None else [household],
    }
    valued = or_(Change.before.is_not(None), Change.after.is_not(None))
    seqs = [seq for name, ids in shared.items() for seq in _changes(session, name, ids, valued)]
    seqs += history_naming(session, person)
    audit.forget_changes(session, seqs, user_id=user_id)
    db_erase.blank_changes(session, seqs)
    done.changes += len(seqs)
    if household is not None:
        db_erase.empty_household(session, household)
    db_erase.leave_index(session, subject_id)


def _changes(
    session: Session, table: str, ids: Sequence[bytes], *only: ColumnElement[bool]
) -> list[int]:
    """Return the numbers of the changes of these rows for which all of `only` holds."""
    found: list[int] = []
    for part in portions(ids):
        query = (
            select(Change.seq)
            .join(CapturedTable, CapturedTable.id == Change.tbl)
            .where(CapturedTable.name == table, Change.row_id.in_(part))
            .where(*only)
        )
        found.extend(session.scalars(query))
    return found


def _forget_in_log(session: Session, rows: dict[str, list[bytes]], user_id: bytes | None) -> None:
    """Loosen the log from the changes of single rows of a person who stays."""
    seqs = [seq for table, ids in rows.items() for seq in _changes(session, table, ids)]
    audit.forget_changes(session, seqs, user_id=user_id)
