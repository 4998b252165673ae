"""The list behind a pool: every presence, visit or meeting it counted, or what a source paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.pools import PoolKind
from cusdesk.domain.quantities import as_decimal
from cusdesk.domain.reports import ColumnKind
from cusdesk.services import contracts
from cusdesk.ui.common.behind import BehindColumn, BehindList, BehindRow

if TYPE_CHECKING:
    from collections.abc import Iterable

    from cusdesk.domain.pools import Balance
    from cusdesk.services.contracts import GivenRow, SourcePart
    from cusdesk.services.office import Office

COLUMNS = (
    BehindColumn("contracts.behind.date", ColumnKind.DATE),
    BehindColumn("contracts.behind.name", width=30),
    BehindColumn("contracts.behind.service", width=30),
    BehindColumn("contracts.behind.worker", width=24),
    BehindColumn("contracts.behind.group", width=24),
    BehindColumn("contracts.behind.hours", ColumnKind.DECIMAL),
)


PARTS = (
    BehindColumn("contracts.behind.contract", width=40),
    BehindColumn("contracts.behind.service", width=34),
    BehindColumn("contracts.behind.units", ColumnKind.DECIMAL),
    BehindColumn("contracts.behind.unit", width=16),
    BehindColumn("contracts.behind.value", ColumnKind.MONEY),
)


def behind_pool(office: Office, balance: Balance) -> BehindList:
    """Return what a pool counted; its rows add up to what was given."""
    title = tr("contracts.behind.title", name=balance.name, service=balance.service)
    if balance.key.kind is PoolKind.SOURCE:
        return _parts(title.rstrip(" ,"), contracts.source_parts(office, balance.key))
    return given_list(title.rstrip(" ,"), contracts.given_from(office, balance.key))


def given_list(title: str, rows: Iterable[GivenRow]) -> BehindList:
    """Return presences, visits or meetings as a list."""
    return BehindList(
        title,
        COLUMNS,
        tuple(
            BehindRow(
                number.to_bytes(4, "big"),
                (each.date, each.resident, each.service, each.worker, each.group, each.hours),
                ("attendance", each.group_id)
                if each.group_id is not None
                else ("residents", each.resident_id),
            )
            for number, each in enumerate(rows)
        ),
    )


def _parts(title: str, rows: Iterable[SourcePart]) -> BehindList:
    return BehindList(
        title,
        PARTS,
        tuple(
            BehindRow(
                number.to_bytes(4, "big"),
                (
                    each.contract,
                    each.service,
                    as_decimal(each.delivered),
                    tr(f"enums.contract_unit.{each.unit}"),
                    each.value_gr,
                ),
                ("contracts", each.contract_id),
            )
            for number, each in enumerate(rows)
        ),
    )
