"""Undo and redo of whole steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.db import undo as db_undo
from cusdesk.db.history import subjects_touched
from cusdesk.domain.access import needs, right_of_operation
from cusdesk.services.history.words import operation_label

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class Undone:
    """A step taken back or repeated: its label for the message bar, and what it changed."""

    label: str
    changes: Changes


@needs("office.see")
def next_undo(office: Office) -> str | None:
    """Return the label of the step that undo would take back."""
    with office.read() as session:
        label = db_undo.next_undo(session, office.user_id)
    return None if label is None else operation_label(label.kind, label.count)


@needs("office.see")
def next_redo(office: Office) -> str | None:
    """Return the label of the step that redo would repeat."""
    with office.read() as session:
        label = db_undo.next_redo(session, office.user_id)
    return None if label is None else operation_label(label.kind, label.count)


@needs("office.see")
def undo(office: Office) -> Undone | None:
    """Take back this person's last step, also one made before the program was closed.

    Raises:
        ConflictError: what it touched was changed since by another step.
        RuleError: `access.denied`: this person may not do such steps any more;
            `plans.rule.approved_is_fixed`: the plan was approved since (CUS act, art. 41).
    """
    with office.read() as session:
        label = db_undo.next_undo(session, office.user_id)
        _refuse_fixed_plan(session, label)
    if label is not None:
        office.require(right_of_operation(label.kind))
    return _report(db_undo.undo(office.database, office.user_id, refresh_search))


@needs("office.see")
def redo(office: Office) -> Undone | None:
    """Repeat the step taken back last.

    Raises:
        ConflictError, RuleError: as `undo`.
    """
    with office.read() as session:
        label = db_undo.next_redo(session, office.user_id)
        _refuse_fixed_plan(session, label)
    if label is not None:
        office.require(right_of_operation(label.kind))
    return _report(db_undo.redo(office.database, office.user_id, refresh_search))


@needs("office.see")
def take_back(office: Office, operation_id: int, kind: str, count: int = 1) -> Undone | None:
    """Take back one named operation, such as an import, wherever it stands in the past.

    Raises:
        ConflictError: its rows were changed since.
        RuleError: `access.denied`: this person may not do such steps.
    """
    office.require(right_of_operation(kind))
    label = db_undo.UndoLabel(operation_id, kind, count)
    return _report(db_undo.take_back(office.database, office.user_id, label, refresh_search))


@needs("office.see")
def take_back_all(
    office: Office,
    label: db_undo.UndoLabel,
    followers: Sequence[int],
    keep: Collection[db_undo.Row] = (),
) -> Undone | None:
    """Take back an operation with those that continued it; rows of `keep` stay as they are.

    Raises:
        ConflictError: something else they touched was changed since.
        RuleError: `access.denied`: this person may not do such steps.
    """
    office.require(right_of_operation(label.kind))
    return _report(
        db_undo.take_back_all(
            office.database,
            office.user_id,
            label,
            refresh_search,
            followers=followers,
            keep=keep,
        )
    )


def _refuse_fixed_plan(session: Session, label: db_undo.UndoLabel | None) -> None:
    # the plans' package builds on this module
    from cusdesk.services.fees import frozen
    from cusdesk.services.plans.fixed import refuse_to_reach_in

    if label is not None:
        refuse_to_reach_in(session, label.operation_id)
        frozen.refuse_to_reach_in(session, label.operation_id)


def _report(undone: db_undo.Undone | None) -> Undone | None:
    if undone is None:
        return None
    return Undone(operation_label(undone.label.kind, undone.label.count), undone.changes)


def refresh_search(session: Session, operation_id: int) -> None:
    """Write the search rows of the residents an operation touched anew."""
    # The index builds on this module, and an undo may come before anybody has searched.
    from cusdesk.services.residents.index import reindex

    touched = subjects_touched(session, "residents", operation_id)
    if touched:
        reindex(session, touched)
