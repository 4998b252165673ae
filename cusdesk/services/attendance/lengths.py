"""How long a presence is when nobody typed its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import ServiceUnit, unit_minutes

if TYPE_CHECKING:
    import datetime as dt

FALLBACK_MINUTES = 60
"""A presence without any known length counts as an hour."""


def meeting_length(
    own: int | None, group: int | None, unit: str, unit_own: int | None, on: dt.date
) -> int:
    """Return the minutes of a plain presence: of the meeting, the group, or the service's unit."""
    if own is not None:
        return own
    if group is not None:
        return group
    return unit_minutes(ServiceUnit(unit), on, own=unit_own) or FALLBACK_MINUTES
