"""Whether the month of a day is closed, so that nothing planned reaches into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime as dt

    from sqlalchemy.orm import Session


def is_closed(_session: Session, _date: dt.date) -> bool:
    """Return whether the month of a day was closed; nothing closes a month yet."""
    return False
