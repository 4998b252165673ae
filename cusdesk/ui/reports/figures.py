"""The month as the screen shows it: the very figures of the sheet. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.ui.common.amounts import show_amount

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.domain.reports import ServiceMonth
    from cusdesk.services.attendance import OfficeMonth

FIGURES = (
    "listed",
    "users",
    "meetings",
    "planned",
    "delivered",
    "unplanned",
    "left",
    "absences",
    "heads",
)
AMOUNTS = frozenset({"planned", "delivered", "unplanned", "left"})
"""Figures in the unit of the service; the others are counts."""


@dataclass(frozen=True, slots=True)
class FigureLine:
    """One line of the table: a service, or the sum of all.

    Attributes:
        service_id: None for a sum.
        per_unit: minutes of one unit; 1 for counted units.
        values: figure -> minutes, units or count; None for nothing to show.
    """

    name: str
    unit: str
    per_unit: int
    values: dict[str, int | None]
    service_id: bytes | None = None
    place: int = -1
    """Number of the service in the sheet; -1 for a sum."""

    @property
    def is_sum(self) -> bool:
        """Whether the line adds the others up."""
        return self.service_id is None

    def text(self, figure: str) -> str:
        """Return a figure as it is shown."""
        return show_amount(self.values.get(figure), self.per_unit if figure in AMOUNTS else 1)


def unit_words(service: ServiceMonth) -> str:
    """Return the unit of a service, as the sheet names it."""
    return tr(f"export.unit_name.{service.unit.value}")


def lines(month: OfficeMonth) -> list[FigureLine]:
    """Return a line a service, then a line of counts for all, then a line for each unit."""
    services = month.sheet.services
    found = [
        FigureLine(
            service.name,
            unit_words(service),
            service.minutes_of_unit,
            _values(service),
            service_id,
            place,
        )
        for place, (service_id, service) in enumerate(zip(month.service_ids, services, strict=True))
    ]
    return found + _sums(month, found) if found else []


def _values(service: ServiceMonth) -> dict[str, int | None]:
    return {
        "listed": len(service.persons),
        "users": service.users,
        "meetings": service.meeting_count,
        "planned": service.planned,
        "delivered": service.delivered,
        "unplanned": service.unplanned,
        "left": service.left,
        "absences": service.absences,
        "heads": service.head_count or None,
    }


def _sums(month: OfficeMonth, found: Sequence[FigureLine]) -> list[FigureLine]:
    sheet = month.sheet
    counts: dict[str, int | None] = {
        "listed": len({p.person_id for s in sheet.services for p in s.persons}),
        "users": sheet.distinct_users,
        "meetings": _total(found, "meetings"),
        "absences": _total(found, "absences"),
        "heads": _total(found, "heads"),
    }
    sums = [FigureLine(tr("reports.month.total"), "", 1, counts)]
    by_unit = {(line.unit, line.per_unit) for line in found}
    for unit, per_unit in sorted(by_unit):
        same = [line for line in found if (line.unit, line.per_unit) == (unit, per_unit)]
        values = {figure: _total(same, figure) for figure in AMOUNTS}
        sums.append(FigureLine(tr("reports.month.total_unit", unit=unit), unit, per_unit, values))
    return sums


def _total(lines_: Sequence[FigureLine], figure: str) -> int | None:
    known = [value for line in lines_ if (value := line.values.get(figure)) is not None]
    return sum(known) if known else None
