"""Contracts as lists, as one record, and as plain data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError, Problem
from cusdesk.core.ids import text_id
from cusdesk.domain.access import needs
from cusdesk.domain.contracts import ContractDraft, check_contract, last_day, legal_basis
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.money import format_money
from cusdesk.domain.polish_text import is_among, sort_key
from cusdesk.domain.providers import ProcurementMode, ProviderKind
from cusdesk.models.budget import FundingSource
from cusdesk.models.contracts import Contract
from cusdesk.models.providers import Provider
from cusdesk.services.catalogue.naming import service_names
from cusdesk.services.contracts.pools import use_of_contracts
from cusdesk.services.contracts.store import annexes_of, read_draft, services_of
from cusdesk.services.lists import chosen_ids, has_words

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.contracts import AnnexDraft, ContractServiceDraft
    from cusdesk.domain.pools import Balance
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ContractDetails:
    """A contract for its form.

    Attributes:
        version: to be given with a change.
        basis: the legal basis that is printed: the office's words, else those of the mode.
        ends_on: the last day with all annexes.
    """

    id: bytes
    version: int
    draft: ContractDraft
    provider_name: str
    basis: str
    ends_on: dt.date | None
    is_retired: bool


@dataclass(frozen=True, slots=True)
class ContractRow:
    """One line of the list.

    Attributes:
        ends_on: the last day with all annexes.
        services: names of what it orders, in one text.
        is_social_economy: whether the provider is a social-economy entity.
        use: the pool of it that is used most; None without one.
    """

    id: bytes
    number: str
    provider_id: bytes
    provider: str
    mode: ProcurementMode | None
    signed_on: dt.date | None
    valid_from: dt.date | None
    ends_on: dt.date | None
    value_gr: int | None
    funding: str
    keeper: str
    contact_name: str
    services: str
    is_social_economy: bool
    use: Balance | None = None


@needs("contracts.see")
def get(office: Office, contract_id: bytes) -> ContractDetails:
    """Return a contract, also one in the bin.

    Raises:
        NotFoundError: there is no such contract.
    """
    with office.read() as session:
        row = session.get(Contract, contract_id)
        if row is None:
            raise NotFoundError("storage.not_found")
        draft = read_draft(session, row)
        provider = session.get_one(Provider, row.provider_id).name
        retired = row.retired_at is not None
        version = row.row_version
    basis = _basis(draft, office.clock.today())
    return ContractDetails(contract_id, version, draft, provider, basis, last_day(draft), retired)


@needs("contracts.see")
def list_ids(
    office: Office,
    *,
    filters: Mapping[str, str] | None = None,
    sort: str = "",
    descending: bool = False,
    retired: bool = False,
) -> list[bytes]:
    """Return ids in the wanted order; the newest first where nothing else decides."""
    with office.read() as session:
        rows = _rows(session, retired=retired)
    key = (lambda row: _key(row, sort)) if sort else None
    return chosen_ids(rows, _texts, filters, key, descending=descending)


@needs("contracts.see")
def rows_for(office: Office, ids: Collection[bytes]) -> list[ContractRow]:
    """Return the rows of these ids; those that are gone are missing."""
    with office.read() as session:
        by_id = {row.id: row for one in (False, True) for row in _rows(session, retired=one)}
    use = use_of_contracts(office)
    return [replace(by_id[i], use=use.get(i)) for i in ids if i in by_id]


@needs("contracts.see")
def of_provider(office: Office, provider_id: bytes) -> list[ContractRow]:
    """Return the contracts of a provider, the newest first."""
    with office.read() as session:
        return [row for row in _rows(session) if row.provider_id == provider_id]


@needs("contracts.see")
def choices(office: Office, provider_id: bytes | None = None) -> list[tuple[bytes, str]]:
    """Return (id, number and provider) of every contract, the newest first, for choices."""
    with office.read() as session:
        rows = _rows(session)
    kept = [row for row in rows if provider_id in {None, row.provider_id}]
    return [(row.id, f"{row.number} – {row.provider}") for row in kept]


@needs("contracts.see")
def warnings(office: Office, draft: ContractDraft, except_id: bytes | None = None) -> list[Problem]:
    """Return what a person should look at; nothing of it stops a save.

    Args:
        office: the open office.
        draft: the contract as it is on the form.
        except_id: the contract itself, when it is in the office already.
    """
    found = [p for p in check_contract(draft, office.clock.today()) if not p.blocking]
    with office.read() as session:
        others = [row for row in _rows(session) if row.id != except_id]
    mine = (row.number for row in others if row.provider_id == draft.provider_id)
    if is_among(draft.number, mine):
        found.append(Problem("number", "contracts.form.same_number", blocking=False))
    return found


@needs("contracts.see")
def contract_json(office: Office, search: str = "") -> list[dict[str, Any]]:
    """Return every contract as plain data: dates ISO, grosze, thousandths of a unit."""
    with office.read() as session:
        rows = [row for row in _rows(session) if has_words(" ".join(_texts(row).values()), search)]
        services, annexes = services_of(session), annexes_of(session)
        names = service_names(session)
    return [
        {
            "id": text_id(row.id),
            "number": row.number,
            "provider": row.provider,
            "provider_id": text_id(row.provider_id),
            "mode": row.mode.value if row.mode else None,
            "signed_on": _iso(row.signed_on),
            "valid_from": _iso(row.valid_from),
            "valid_to": _iso(row.ends_on),
            "value_gr": row.value_gr,
            "funding": row.funding,
            "is_social_economy": row.is_social_economy,
            "services": [_service_json(one, names) for one in services.get(row.id, ())],
            "annexes": [_annex_json(one, names) for one in annexes.get(row.id, ())],
        }
        for row in rows
    ]


def _service_json(one: ContractServiceDraft, names: Mapping[bytes, str]) -> dict[str, Any]:
    return {
        "service": names.get(one.service_id or b"", ""),
        "unit": one.unit.value,
        "counting": one.counting.value,
        "rate_gr": one.rate_gr,
        "pool_milli": one.pool_milli,
    }


def _annex_json(one: AnnexDraft, names: Mapping[bytes, str]) -> dict[str, Any]:
    return {
        "number": one.number,
        "signed_on": _iso(one.signed_on),
        "valid_from": _iso(one.valid_from),
        "service": names.get(one.service_id or b"") or None,
        "rate_gr": one.rate_gr,
        "pool_milli": one.pool_milli,
        "ends_on": _iso(one.ends_on),
    }


def _iso(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _basis(draft: ContractDraft, today: dt.date) -> str:
    if draft.legal_basis or draft.mode is None:
        return draft.legal_basis
    return legal_basis(draft.mode, draft.signed_on or draft.valid_from or today)


def _rows(session: Session, *, retired: bool = False) -> list[ContractRow]:
    query = (
        select(
            Contract.__table__,
            Provider.name.label("provider"),
            Provider.kind.label("provider_kind"),
            Provider.is_social_economy,
            FundingSource.name.label("funding"),
        )
        .select_from(Contract)
        .join(Provider, Provider.id == Contract.provider_id)
        .outerjoin(FundingSource, FundingSource.id == Contract.funding_source_id)
        .where(Contract.retired_at.is_not(None) if retired else Contract.retired_at.is_(None))
        .order_by(Contract.valid_from.desc().nulls_last(), Provider.sort_key, Contract.id)
    )
    names, services, annexes = service_names(session), services_of(session), annexes_of(session)
    found = []
    for row in session.execute(query).all():
        mine = tuple(services.get(row.id, ()))
        draft = ContractDraft(valid_to=row.valid_to, annexes=tuple(annexes.get(row.id, ())))
        found.append(
            ContractRow(
                id=row.id,
                number=row.number,
                provider_id=row.provider_id,
                provider=row.provider,
                mode=ProcurementMode(row.mode) if row.mode else None,
                signed_on=row.signed_on,
                valid_from=row.valid_from,
                ends_on=last_day(draft),
                value_gr=row.value_gr,
                funding=row.funding or "",
                keeper=row.keeper,
                contact_name=row.contact_name,
                services=", ".join(names.get(one.service_id or b"", "") for one in mine),
                is_social_economy=row.is_social_economy
                or row.provider_kind == ProviderKind.SOCIAL_ECONOMY.value,
            )
        )
    return found


_TEXTS = ("number", "provider", "funding", "keeper", "contact_name", "services")
_DATES = ("signed_on", "valid_from", "ends_on")


def _texts(row: ContractRow) -> dict[str, str]:
    texts = {name: getattr(row, name) for name in _TEXTS}
    for name in _DATES:
        day = getattr(row, name)
        texts[name] = format_date(day) if day else ""
    texts["mode"] = label(row.mode) if row.mode else ""
    texts["value_gr"] = format_money(row.value_gr) if row.value_gr is not None else ""
    return texts


def _key(row: ContractRow, sort: str) -> tuple[bool, Any]:
    if sort in _DATES or sort == "value_gr":
        value = getattr(row, sort)
        return value is None, value or (dt.date.min if sort in _DATES else 0)
    return False, sort_key(_texts(row).get(sort, ""))
