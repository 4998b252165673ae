"""What is worth a look about a provider: numbers, insurance, the same provider entered twice."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import Problem
from cusdesk.domain.access import needs
from cusdesk.domain.polish_text import fold
from cusdesk.domain.providers import ProviderDraft, check_provider
from cusdesk.models.providers import Provider

if TYPE_CHECKING:
    from cusdesk.services.office import Office

_NEAR = 90
"""Likeness of two folded names, 0 to 100, from which they may be one provider."""


@dataclass(frozen=True, slots=True)
class SimilarProvider:
    """A provider that may be the same one.

    Attributes:
        by_nip: whether the NIP is equal; otherwise the name is near.
    """

    id: bytes
    name: str
    by_nip: bool


@needs("office.see")
def similar(
    office: Office, draft: ProviderDraft, except_id: bytes | None = None
) -> list[SimilarProvider]:
    """Return providers with the same NIP, then those with a near name; word order is no matter."""
    from rapidfuzz import fuzz

    query = (
        select(Provider.id, Provider.name, Provider.nip)
        .where(Provider.retired_at.is_(None), Provider.id != (except_id or b""))
        .order_by(Provider.sort_key)
    )
    with office.read() as session:
        others = [(row[0], row[1], row[2]) for row in session.execute(query).all()]
    nip, name = _digits(draft.nip), fold(draft.name)
    same = [SimilarProvider(i, n, by_nip=True) for i, n, t in others if nip and _digits(t) == nip]
    known = {found.id for found in same}
    near = [
        SimilarProvider(i, n, by_nip=False)
        for i, n, _ in others
        if name and i not in known and fuzz.token_sort_ratio(fold(n), name) >= _NEAR
    ]
    return same + near


@needs("office.see")
def warnings(office: Office, draft: ProviderDraft, except_id: bytes | None = None) -> list[Problem]:
    """Return what a person should look at; nothing of it stops a save.

    Args:
        office: the open office.
        draft: the provider as it is on the form.
        except_id: the provider itself, when it is in the office already.
    """
    found = [p for p in check_provider(draft, office.clock.today()) if not p.blocking]
    for other in similar(office, draft, except_id):
        if other.by_nip:
            problem = Problem("nip", "providers.form.same_nip", {"name": other.name}, False)
        else:
            problem = Problem("name", "providers.form.near_name", {"name": other.name}, False)
        found.append(problem)
    return found


def _digits(text: str) -> str:
    return "".join(sign for sign in text if sign.isdigit())
