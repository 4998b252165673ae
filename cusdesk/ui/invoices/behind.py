"""The lists behind an invoice's figures: hours that were given, and those that do not count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports import ColumnKind
from cusdesk.services.contracts import hours_of
from cusdesk.ui.common.behind import BehindColumn, BehindList, BehindRow

if TYPE_CHECKING:
    from cusdesk.services.invoices import LineCheck

_GIVEN = (
    BehindColumn("contracts.behind.date", ColumnKind.DATE),
    BehindColumn("contracts.behind.name", width=30),
    BehindColumn("contracts.behind.service", width=30),
    BehindColumn("contracts.behind.worker", width=24),
    BehindColumn("contracts.behind.group", width=24),
    BehindColumn("contracts.behind.hours", ColumnKind.DECIMAL),
)
_NOT_COUNTED = (
    BehindColumn("contracts.behind.date", ColumnKind.DATE),
    BehindColumn("contracts.behind.name", width=30),
    BehindColumn("invoices.check.why", width=44),
    BehindColumn("contracts.behind.hours", ColumnKind.DECIMAL),
)


def given_behind(line: LineCheck) -> BehindList:
    """Return the hours a line is compared with: names and days; they add up to what was given."""
    return BehindList(
        tr("invoices.check.given_title", service=line.service),
        _GIVEN,
        tuple(
            BehindRow(
                number.to_bytes(4, "big"),
                (each.date, each.resident, each.service, each.worker, each.group, each.hours),
                ("residents", each.resident_id),
            )
            for number, each in enumerate(line.given)
        ),
    )


def suspects_behind(line: LineCheck) -> BehindList:
    """Return the hours that do not count but may have been billed, the likely ones first."""
    ordered = [*line.likely, *(each for each in line.suspects if each not in line.likely)]
    return BehindList(
        tr("invoices.check.suspects_title", service=line.service),
        _NOT_COUNTED,
        tuple(
            BehindRow(
                number.to_bytes(4, "big"),
                (each.date, each.name, tr(f"invoices.why.{each.why}"), hours_of(each.minutes)),
                ("residents", each.resident_id or b""),
            )
            for number, each in enumerate(ordered)
        ),
    )
