"""Rows of special categories outside the card: what a talk found of health or addiction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.domain.access import needs
from cusdesk.domain.needs_talks.dimensions import dimension_of, schemes
from cusdesk.domain.special_fields import field_names
from cusdesk.models.attachments import Attachment
from cusdesk.models.needs_talks import NeedsTalkAnswer
from cusdesk.services.programmes import SENSITIVE, fields_on

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_TABLES: dict[str, type[NeedsTalkAnswer | Attachment]] = {
    "needs_talk_answers": NeedsTalkAnswer,
    "attachments": Attachment,
}


@needs("office.see")
def hidden_rows(office: Office, session: Session) -> frozenset[bytes]:
    """Return the rows of dimensions this person does not see today, for the history."""
    on = fields_on(session, office.clock.today()) if office.may(SENSITIVE) else frozenset()
    off = {
        dimension.code
        for scheme in schemes()
        for dimension in scheme.dimensions
        if dimension.special is not None and dimension.special not in on
    }
    found: set[bytes] = set()
    for model in _TABLES.values():
        found.update(session.scalars(select(model.id).where(model.dimension.in_(off))))
    return frozenset(found)


@needs("office.see")
def refuse_hidden_row(office: Office, session: Session, table: str, row_id: bytes) -> None:
    """Refuse to look at or take back a change of such a row.

    Raises:
        RuleError: `access.denied` or `programmes.off`.
    """
    model = _TABLES.get(table)
    if model is None or row_id not in hidden_rows(office, session):
        return
    office.require(SENSITIVE)
    code = session.scalar(select(model.dimension).where(model.id == row_id)) or ""
    dimension = dimension_of(code)
    named = [dimension.special] if dimension is not None and dimension.special else []
    raise RuleError("programmes.off", fields=field_names(named))
