"""Fields of special categories in a list of residents that comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.special_fields import SpecialField, fields_said
from cusdesk.services.programmes import fields_on

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.services.imports.model import PlannedRow


def special_fields_off(
    session: Session, rows: Iterable[PlannedRow], today: dt.date
) -> frozenset[SpecialField]:
    """Return the special fields that rows of a list speak about and no programme switches on."""
    off = set(SpecialField) - fields_on(session, today)
    found: set[SpecialField] = set()
    for row in rows:
        if row.outcome != "rejected":
            found |= fields_said(row.payload.get("values", {}))
        if off <= found:
            break
    return frozenset(off & found)
