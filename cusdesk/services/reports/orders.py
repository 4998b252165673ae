"""What share of orders went to social-economy entities: contracts signed, invoices settled."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.budget import share_percent
from cusdesk.domain.contracts import worth_of
from cusdesk.domain.reports import BehindFigure, Column, ColumnKind, FigureSheet, TableDocument
from cusdesk.models.contracts import Contract as ContractRow
from cusdesk.models.providers import Provider
from cusdesk.services.budget.bills import Bill, bills
from cusdesk.services.contracts.store import all_contracts
from cusdesk.services.reports.lists import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import Contract
    from cusdesk.domain.reports import TableCell
    from cusdesk.domain.spans import Span
    from cusdesk.services.office import Office

FIGURES = ("contracts", "contracts_share", "value", "value_share", "spent", "spent_share")
SOCIAL, OTHERS = "social", "others"


@dataclass(frozen=True, slots=True)
class Order:
    """A contract of the stretch; `value_gr` None where it names neither value nor pool."""

    id: bytes
    name: str
    ordered_on: dt.date
    value_gr: int | None


@dataclass(frozen=True, slots=True)
class Orders:
    """Orders of a stretch by who got them: `social` or `others`."""

    span: Span
    contracts: dict[str, list[Order]]
    bills: dict[str, list[Bill]]


@needs("contracts.see", "invoices.see")
def orders(office: Office, span: Span) -> Orders:
    """Return what was ordered and settled in a stretch.

    A contract counts on the day it was signed, without it on its first day; an invoice on the day
    its money is booked.
    """
    with office.read() as session:
        social = set(session.scalars(select(Provider.id).where(Provider.is_social_economy)))
        known = all_contracts(session)
        rows = session.execute(select(ContractRow.id, ContractRow.signed_on))
        signed = {row[0]: row[1] for row in rows}
        contracts: dict[str, list[Order]] = {SOCIAL: [], OTHERS: []}
        for each in known:
            day = signed[each.id] or each.valid_from
            if day is not None and span.start <= day <= span.end:
                name = f"{each.number} – {each.provider_name}"
                who = SOCIAL if each.provider_id in social else OTHERS
                contracts[who].append(Order(each.id, name, day, worth_of(each, each.valid_from)))
        settled = _settled(session, known, span, social)
    return Orders(span, contracts, settled)


def _settled(
    session: Session, contracts: list[Contract], span: Span, social: set[bytes]
) -> dict[str, list[Bill]]:
    found: dict[str, list[Bill]] = {SOCIAL: [], OTHERS: []}
    for bill in bills(session, contracts):
        if bill.booked_on is not None and span.start <= bill.booked_on <= span.end:
            found[SOCIAL if bill.provider_id in social else OTHERS].append(bill)
    return found


@needs("invoices.see")
def order_table(office: Office, found: Orders) -> FigureSheet:
    """Return the table: social-economy entities, the others, and all."""
    keys = tuple(key for key in (SOCIAL, OTHERS) if _any(found))
    kinds = {"contracts": ColumnKind.INTEGER}
    money = dict.fromkeys(("value", "spent"), ColumnKind.MONEY)
    document = TableDocument(
        tr("reports.orders.title", span=found.span.words),
        (
            Column(tr("reports.orders.who"), width=34),
            *(
                Column(
                    tr(f"reports.orders.{name}"),
                    (kinds | money).get(name, ColumnKind.DECIMAL),
                    total=not name.endswith("_share"),
                )
                for name in FIGURES
            ),
        ),
        tuple((tr(f"reports.orders.{key}"), *_cells(found, key)) for key in keys),
        office.clock.today(),
        office=office.name,
        totals=(tr("budget.year.total"), *_cells(found, "")),
        notes=(tr("reports.orders.note"),),
    )
    return FigureSheet(document, keys, ("", *FIGURES))


@needs("contracts.see", "invoices.see")
def order_behind(office: Office, found: Orders, key: str, figure: str) -> BehindFigure:
    """Return the contracts or invoices that make a figure; of a share those it is a share of."""
    name = tr(f"reports.orders.{key}") if key else tr("budget.year.total")
    words = tr(f"reports.orders.{figure}")
    title = tr("reports.sheets.behind", figure=words, name=name, span=found.span.words)
    if figure.startswith("spent"):
        paid = [
            (("invoices", bill.id), (bill.number, bill.provider, bill.booked_on, bill.gross_gr))
            for bill in _bills(found, key)
        ]
        return listed(office, title, ("invoice", "provider", "date", "amount_gr"), paid)
    lines = [
        (("contracts", each.id), (each.name, each.ordered_on, each.value_gr))
        for each in _contracts(found, key)
    ]
    return listed(office, title, ("contract", "signed_on", "value"), lines)


def _contracts(found: Orders, key: str) -> list[Order]:
    return found.contracts[key] if key else [x for each in found.contracts.values() for x in each]


def _bills(found: Orders, key: str) -> list[Bill]:
    return found.bills[key] if key else [x for each in found.bills.values() for x in each]


def _any(found: Orders) -> bool:
    return bool(_contracts(found, "") or _bills(found, ""))


def _cells(found: Orders, key: str) -> Iterable[TableCell]:
    count, whole = len(_contracts(found, key)), len(_contracts(found, ""))
    value, values = _value(found, key), _value(found, "")
    spent = sum(bill.gross_gr for bill in _bills(found, key))
    of_all = sum(bill.gross_gr for bill in _bills(found, ""))
    yield from (count, share_percent(count, whole), value, share_percent(value, values))
    yield from (spent, share_percent(spent, of_all))


def _value(found: Orders, key: str) -> int:
    return sum(each.value_gr or 0 for each in _contracts(found, key))
