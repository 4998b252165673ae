"""Contracts with providers: services with rate and pool, annexes that change them from a day on."""

from __future__ import annotations

from cusdesk.domain.contracts.checks import (
    check_contract,
)
from cusdesk.domain.contracts.drafts import (
    AnnexDraft,
    ContractDraft,
    ContractServiceDraft,
    ContractUnit,
    Counting,
    HasTerms,
    Terms,
    last_day,
    legal_basis,
    terms_on,
)
from cusdesk.domain.contracts.standing import (
    Contract,
    Delivery,
    contract_of,
    worth_of,
)

__all__ = [
    "AnnexDraft",
    "Contract",
    "ContractDraft",
    "ContractServiceDraft",
    "ContractUnit",
    "Counting",
    "Delivery",
    "HasTerms",
    "Terms",
    "check_contract",
    "contract_of",
    "last_day",
    "legal_basis",
    "terms_on",
    "worth_of",
]
