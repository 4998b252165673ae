"""Which service a sheet is about: found in the catalogue by what its title, name or file says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.catalogue import ServiceDraft, ServiceStatus
from cusdesk.services.catalogue import add_service
from cusdesk.services.catalogue.find import name_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.catalogue import ServiceFinder

_STRONG = 88
_CLEAR_LEAD = 6


@dataclass(frozen=True, slots=True)
class NamedService:
    """The service a sheet is about.

    Attributes:
        service_id: None when the catalogue has nothing like it, or several things.
        name: of the catalogue, or as written when it is new.
        reason: empty when certain; `service_guessed` (taken, to be checked), `service_new` (to be
            added), `service_in_doubt` (several fit) or `service_missing` (the sheet names none).
        candidates: what may be meant.
    """

    service_id: bytes | None
    name: str
    reason: str = ""
    candidates: tuple[bytes, ...] = ()


def name_service(finder: ServiceFinder, texts: Sequence[str]) -> NamedService:
    """Return the service that one of the texts names; earlier texts are trusted more."""
    texts = [text for text in texts if text.strip()]
    found = [(text, finder.find(text)) for text in texts]
    for _text, matches in found:
        if matches and matches[0].certain:
            return NamedService(matches[0].id, matches[0].name)
    for _text, matches in found:
        if not matches:
            continue
        best = matches[0]
        lead = best.score - (matches[1].score if len(matches) > 1 else 0)
        ids = tuple(match.id for match in matches)
        if best.score >= _STRONG and lead >= _CLEAR_LEAD:
            return NamedService(best.id, best.name, "service_guessed", ids)
        return NamedService(None, best.name, "service_in_doubt", ids)
    if not texts:
        return NamedService(None, "", "service_missing")
    return NamedService(None, texts[0], "service_new")


def add_named(work: UnitOfWork, name: str, made: dict[str, bytes]) -> bytes:
    """Add a service that the catalogue does not know, once a name; the office fills in the rest.

    Args:
        work: the running operation.
        name: as written in the sheet.
        made: folded name → id of the services added so far; extended.
    """
    key = name_key(name)
    if key not in made:
        made[key] = add_service(work, ServiceDraft(name=name, status=ServiceStatus.REGULAR)).id
    return made[key]
