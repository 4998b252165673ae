"""A service by the name people use for it: aliases, lost diacritics, other signs, typing errors."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select, union_all

from cusdesk.core.errors import Problem
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceDraft, check_service
from cusdesk.domain.polish_text import name_key
from cusdesk.models.catalogue import Service, ServiceAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from cusdesk.services.office import Office

_LIKELY = 80
"""Likeness, 0 to 100, from which a service is proposed."""
_PROPOSED = 8
_NEAR = 90
"""Likeness from which a new service may be one the catalogue has."""


@dataclass(frozen=True, slots=True)
class ServiceMatch:
    """A service that may be meant.

    Attributes:
        name: the name of the catalogue, also when an alias matched.
        score: likeness, 0 to 100.
        certain: the text is this service's name or alias, and nobody else's; anything less is
            for a person to decide.
    """

    id: bytes
    name: str
    score: int
    certain: bool


class ServiceFinder:
    """The names of a catalogue, ready to be asked many times (a workbook has thousands of rows).

    Args:
        entries: (service id, catalogue name, name or alias).
    """

    def __init__(self, entries: Iterable[tuple[bytes, str, str]]) -> None:
        self._names: dict[bytes, str] = {}
        self._entries: list[tuple[bytes, str, str]] = []
        self._by_key: dict[str, set[bytes]] = {}
        for service_id, name, called in entries:
            self._names[service_id] = name
            self._entries.append((service_id, name, called))
            key = name_key(called)
            if key:
                self._by_key.setdefault(key, set()).add(service_id)
        self._known: dict[str, list[ServiceMatch]] = {}

    def entries(self) -> Sequence[tuple[bytes, str, str]]:
        """Return (service id, catalogue name, name or alias) of everything it knows."""
        return self._entries

    def find(self, text: str) -> list[ServiceMatch]:
        """Return what may be meant, the likeliest first; empty when nothing is like it."""
        key = name_key(text)
        if not key:
            return []
        if key not in self._known:
            exact = self._by_key.get(key, set())
            certain = len(exact) == 1
            found = [ServiceMatch(i, self._names[i], 100, certain) for i in exact]
            self._known[key] = self._sorted(found or self._like(key))
        return self._known[key]

    def _like(self, key: str) -> list[ServiceMatch]:
        from rapidfuzz import fuzz, process

        best: dict[bytes, int] = {}
        found = process.extract(
            key, list(self._by_key), scorer=fuzz.WRatio, score_cutoff=_LIKELY, limit=None
        )
        for called, score, _ in found:
            for service_id in self._by_key[called]:
                # 100 is kept for an exact name: WRatio gives it to the same words in other order
                best[service_id] = max(best.get(service_id, 0), min(99, round(score)))
        matches = [ServiceMatch(i, self._names[i], score, False) for i, score in best.items()]
        return self._sorted(matches)[:_PROPOSED]

    @staticmethod
    def _sorted(matches: list[ServiceMatch]) -> list[ServiceMatch]:
        return sorted(matches, key=lambda match: (-match.score, match.name, match.id))


@needs("office.see")
def service_finder(office: Office) -> ServiceFinder:
    """Return a finder over today's catalogue; it does not see later changes."""
    names = select(Service.id, Service.name, Service.name.label("called"))
    aliases = select(Service.id, Service.name, ServiceAlias.name).join(
        ServiceAlias, ServiceAlias.service_id == Service.id
    )
    query = union_all(
        names.where(Service.retired_at.is_(None)),
        aliases.where(Service.retired_at.is_(None), ServiceAlias.retired_at.is_(None)),
    )
    with office.read() as session:
        found = session.execute(query).all()
    return ServiceFinder((row[0], row[1], row[2]) for row in found)


@needs("office.see")
def find_service(office: Office, text: str) -> list[ServiceMatch]:
    """Return the services a written name may mean, the likeliest first."""
    return service_finder(office).find(text)


@needs("office.see")
def warnings(office: Office, draft: ServiceDraft, except_id: bytes | None = None) -> list[Problem]:
    """Return everything worth saying about a draft, with services that may be the same one.

    Args:
        office: the open office.
        draft: the service as it is on the form.
        except_id: the service itself when it is in the catalogue already; then only an equal name
            is told, a near one was seen when it was made.
    """
    found = check_service(draft, office.clock.today())
    least = _NEAR if except_id is None else 100
    for match in find_service(office, draft.name):
        if match.id != except_id and match.score >= least:
            params: dict[str, object] = {"name": match.name}
            found.append(Problem("name", "catalogue.form.near_name", params, blocking=False))
            break
    return found
