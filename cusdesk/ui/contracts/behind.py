"""The list behind a pool: every presence and visit it counted. No Qt of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports import ColumnKind
from cusdesk.services import contracts
from cusdesk.ui.common.behind import BehindColumn, BehindList, BehindRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.domain.pools import Balance
    from cusdesk.services.contracts import GivenRow
    from cusdesk.services.office import Office

COLUMNS = (
    BehindColumn("contracts.behind.date", ColumnKind.DATE),
    BehindColumn("contracts.behind.name", width=30),
    BehindColumn("contracts.behind.service", width=30),
    BehindColumn("contracts.behind.worker", width=24),
    BehindColumn("contracts.behind.group", width=24),
    BehindColumn("contracts.behind.hours", ColumnKind.DECIMAL),
)


def behind_pool(office: Office, balance: Balance) -> BehindList:
    """Return what a pool counted; its rows add up to what was given."""
    title = tr("contracts.behind.title", name=balance.name, service=balance.service)
    rows = contracts.named(office, contracts.given_from(office, balance.key))
    return given_list(title.rstrip(" ,"), rows)


def given_list(title: str, rows: Iterable[GivenRow]) -> BehindList:
    """Return presences and visits as a list."""
    return BehindList(
        title,
        COLUMNS,
        tuple(
            BehindRow(
                number.to_bytes(4, "big"),
                (each.date, each.resident, each.service, each.worker, each.group, each.hours),
                ("residents", each.resident_id),
            )
            for number, each in enumerate(rows)
        ),
    )
