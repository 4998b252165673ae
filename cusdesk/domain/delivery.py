"""What a service delivered to a person and what is left of the plan: one rule for every list."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cusdesk.domain.catalogue import ServiceUnit


class Delivery:
    """The figures of one person in one service, for whatever keeps the three sums below.

    Attributes:
        minutes: of presence.
        presences: how often the person was there; twice when two meetings of a day were attended.
        planned: minutes or whole units, as the unit of the service has it; None without a plan.
    """

    __slots__ = ()

    minutes: int
    presences: int
    planned: int | None

    def delivered(self, unit: ServiceUnit) -> int:
        """Return minutes for hours and lesson hours, presences for meetings and days."""
        return self.minutes if unit.is_time else self.presences

    def left(self, unit: ServiceUnit) -> int | None:
        """Return planned less delivered, negative when exceeded; None when nothing was planned."""
        return None if self.planned is None else self.planned - self.delivered(unit)
