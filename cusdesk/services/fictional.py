"""Telling the fictional commune from a real office; asked whenever an office is opened.

It stands apart from `services.demo`, which brings everything that makes the commune.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import starter_id
from cusdesk.domain.access import needs
from cusdesk.models.journal import CapturedTable, Change, Operation
from cusdesk.models.office import Setting
from cusdesk.services.office import setting

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

IS_DEMO = "office.is_demo"
_MAKING = 3


@needs("office.see")
def is_fictional(office: Office) -> bool:
    """Return True only for an office that was made as the fictional commune.

    The mark alone is not believed: it must have been set while the file was made. A mark that came
    later, by an exchange or by hand, proves nothing.
    """
    with office.read() as session:
        return bool(setting(session, IS_DEMO, default=False)) and _is_from_the_beginning(session)


def _is_from_the_beginning(session: Session) -> bool:
    """Return whether the mark was set once, by one of the first steps in the life of the file."""
    setters = session.scalars(
        select(Change.operation)
        .join(CapturedTable, CapturedTable.id == Change.tbl)
        .where(
            CapturedTable.name == Setting.__tablename__,
            Change.row_id == starter_id("setting", IS_DEMO),
        )
    ).all()
    earliest = select(Operation).order_by(Operation.id).limit(_MAKING)
    made = {step.id for step in session.scalars(earliest) if _is_making(step)}
    return bool(setters) and set(setters) <= made


def _is_making(step: Operation) -> bool:
    """Tell a step of `build_demo` from a change of settings, which a person can undo."""
    return step.kind == "office.setting" and not step.undoable
