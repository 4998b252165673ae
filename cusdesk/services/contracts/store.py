"""How contracts are read: drafts for the form, values for the counting."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.domain.contracts import (
    AnnexDraft,
    Contract,
    ContractDraft,
    ContractServiceDraft,
    ContractUnit,
    Counting,
)
from cusdesk.domain.providers import ProcurementMode
from cusdesk.models import contracts as models
from cusdesk.models.providers import Provider
from cusdesk.services.records import draft_values, simple_fields

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

COLUMNS = simple_fields(ContractDraft, without=("services", "annexes"))
ENUMS = {"mode": ProcurementMode}
SERVICE_FIELDS = ("service_id", "unit", "counting", "rate_gr", "pool_milli")
ANNEX_FIELDS = (
    "number", "signed_on", "valid_from", "service_id", "rate_gr", "pool_milli", "ends_on", "note",
)  # fmt: skip


def read_draft(session: Session, row: models.Contract) -> ContractDraft:
    """Return a contract as its form edits it."""
    values = draft_values(row, COLUMNS, ENUMS)
    one = [row.id]
    return ContractDraft(
        **values,
        services=tuple(services_of(session, one).get(row.id, ())),
        annexes=tuple(annexes_of(session, one).get(row.id, ())),
    )


def services_of(
    session: Session, contract_ids: Sequence[bytes] | None = None
) -> dict[bytes, list[ContractServiceDraft]]:
    """Return contract -> its services in their order; of all contracts without ids."""
    model = models.ContractService
    found: dict[bytes, list[ContractServiceDraft]] = {}
    for row in _parts(session, model, SERVICE_FIELDS, contract_ids):
        found.setdefault(row.contract_id, []).append(
            ContractServiceDraft(
                row.service_id,
                ContractUnit(row.unit),
                Counting(row.counting),
                row.rate_gr,
                row.pool_milli,
                row.id,
            )
        )
    return found


def annexes_of(
    session: Session, contract_ids: Sequence[bytes] | None = None
) -> dict[bytes, list[AnnexDraft]]:
    """Return contract -> changes by annexes in their order; of all contracts without ids."""
    found: dict[bytes, list[AnnexDraft]] = {}
    for row in _parts(session, models.ContractAnnex, ANNEX_FIELDS, contract_ids):
        values = {name: getattr(row, name) for name in (*ANNEX_FIELDS, "id")}
        found.setdefault(row.contract_id, []).append(AnnexDraft(**values))
    return found


def all_contracts(session: Session) -> list[Contract]:
    """Return every contract that is not in the bin, as pools and invoices count with them."""
    model = models.Contract
    query = (
        select(
            model.id, model.number, model.provider_id, Provider.name, model.valid_from,
            model.valid_to, model.funding_source_id, model.value_gr,
        )
        .join(Provider, Provider.id == model.provider_id)
        .where(model.retired_at.is_(None))
        .order_by(Provider.sort_key, model.valid_from, model.id)
    )  # fmt: skip
    services, annexes = services_of(session), annexes_of(session)
    return [
        Contract(
            *row[:-1],
            tuple(services.get(row.id, ())),
            tuple(annexes.get(row.id, ())),
            row.value_gr,
        )
        for row in session.execute(query).all()
    ]


def _parts(
    session: Session,
    model: Any,  # noqa: ANN401 (a mapped class)
    names: Sequence[str],
    contract_ids: Sequence[bytes] | None,
) -> Sequence[Any]:
    columns = [getattr(model, name) for name in ("id", "contract_id", *names)]
    query = select(*columns).where(model.retired_at.is_(None))
    if contract_ids is not None:
        query = query.where(model.contract_id.in_(list(contract_ids)))
    return session.execute(query.order_by(model.position, model.id)).all()
