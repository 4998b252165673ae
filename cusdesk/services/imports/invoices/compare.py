"""A waiting invoice beside the one the office has under the same number."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.dates import format_date
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import name_key
from cusdesk.models.invoices import Invoice
from cusdesk.models.providers import Provider
from cusdesk.services.imports.model import date_of, id_of

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

_NAMES = ("number", "provider_id", "issued_on", "due_on", "gross_gr", "paid_on")


def invoice_pairs(session: Session, payload: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return (field, what the file says, what the office has) of an invoice, in words."""
    there = _same_number(session, payload)
    said = {**payload, "provider_id": payload["provider"]}
    return [(name, _words(name, said.get(name)), there.get(name, "")) for name in _NAMES]


def _same_number(session: Session, payload: dict[str, Any]) -> dict[str, str]:
    provider_id = id_of(payload["provider_id"])
    query = (
        select(
            Invoice.number, Provider.name, Invoice.issued_on, Invoice.due_on, Invoice.gross_gr,
            Invoice.paid_on,
        )
        .join(Provider, Provider.id == Invoice.provider_id)
        .where(Invoice.retired_at.is_(None))
    )  # fmt: skip
    if provider_id is not None:
        query = query.where(Invoice.provider_id == provider_id)
    for row in session.execute(query).all():
        if name_key(row[0]) == name_key(payload["number"]):
            return {name: _words(name, value) for name, value in zip(_NAMES, row, strict=True)}
    return {}


def _words(name: str, value: object) -> str:
    if value is None or value == "":
        return ""
    if name.endswith("_gr"):
        return format_money(int(str(value)))
    if name.endswith("_on"):
        day = date_of(value)
        return format_date(day) if day else ""
    return str(value)
