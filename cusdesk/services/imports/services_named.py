"""Which service a sheet is about: found in the catalogue by what its title, name or file says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import NotFoundError
from cusdesk.domain.catalogue import ServiceDraft, ServiceStatus
from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import name_key
from cusdesk.models.catalogue import Service
from cusdesk.services.catalogue import add_service

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork
    from cusdesk.services.catalogue import ServiceFinder, ServiceMatch

UNDECIDED = frozenset({"service_in_doubt", "service_missing"})
"""Reasons for which a person has to say the service before anything is written."""

_STRONG = 92
_CLEAR_LEAD = 6
_SHORTEST_WORD = 3
_MOST_WORDS = 0.6
_FEW_WORDS = 2
_STEM = 4
_SHORTEST_NAME = 6
_COMMON_WORD = 0.25


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
    for way in (_by_beginning, _by_words, _by_only_word):
        for text in texts:
            named = way(finder, text)
            if named is not None:
                return named
    likely = [_by_likeness(matches) for _text, matches in found if matches]
    if likely:
        return next((named for named in likely if named.service_id), likely[0])
    if not texts:
        return NamedService(None, "", "service_missing")
    return NamedService(None, texts[0], "service_new")


def named_by_person(session: Session, service_id: bytes) -> NamedService:
    """Return the service a person chose.

    Raises:
        NotFoundError: no such service, or it is in the bin.
    """
    name = session.scalar(
        select(Service.name).where(Service.id == service_id, Service.retired_at.is_(None))
    )
    if name is None:
        raise NotFoundError("storage.not_found")
    return NamedService(service_id, name)


def _by_likeness(matches: Sequence[ServiceMatch]) -> NamedService:
    best = matches[0]
    lead = best.score - (matches[1].score if len(matches) > 1 else 0)
    ids = tuple(match.id for match in matches)
    if best.score >= _STRONG and lead >= _CLEAR_LEAD:
        return NamedService(best.id, best.name, "service_guessed", ids)
    return NamedService(None, best.name, "service_in_doubt", ids)


def _by_beginning(finder: ServiceFinder, text: str) -> NamedService | None:
    """Return the service whose whole name the text begins with: `Fizjoterapia – wizyty domowe`."""
    key = name_key(text)
    fitting = {
        called_key: (service_id, name)
        for service_id, name, called in finder.entries()
        if len(called_key := name_key(called)) >= _SHORTEST_NAME
        and key.startswith(called_key + " ")
    }
    if not fitting:
        return None
    service_id, name = fitting[max(fitting, key=len)]
    return NamedService(service_id, name, "service_guessed", (service_id,))


def _by_words(finder: ServiceFinder, text: str) -> NamedService | None:
    """Return the one service whose name has the telling words of the text; endings may differ.

    Sheets shorten names: two words for the six of the catalogue. A word counts the more, the fewer
    services have it; one that no service has speaks for a service that is not in the catalogue.
    """
    words = [word for word in name_key(text).split() if len(word) >= _SHORTEST_WORD]
    if len(words) < _FEW_WORDS:
        return None
    names: dict[bytes, str] = {}
    having: dict[bytes, set[str]] = {}
    begins: set[bytes] = set()
    for service_id, name, called in finder.entries():
        names[service_id] = name
        theirs = name_key(called).split()
        mine = {word for word in words if _has(theirs, word)}
        having.setdefault(service_id, set()).update(mine)
        if len(theirs) >= len(words) and all(map(_same_word, words, theirs)):
            begins.add(service_id)
    spread = {word: sum(word in mine for mine in having.values()) for word in words}
    common = dictionary("service_words")["common"]
    weight = {
        word: (_COMMON_WORD if word in common else 1.0) / max(1, count)
        for word, count in spread.items()
    }
    whole = sum(weight[word] for word in words)
    rank = {
        i: (sum(weight[w] for w in words if w in mine) / whole, i in begins)
        for i, mine in having.items()
    }
    ranked = sorted(rank, key=lambda service_id: rank[service_id], reverse=True)
    if not ranked or rank[ranked[0]][0] < _MOST_WORDS:
        return None
    if len(ranked) > 1 and rank[ranked[1]] == rank[ranked[0]]:
        return None
    return NamedService(ranked[0], names[ranked[0]], "service_guessed", tuple(ranked[:3]))


def _by_only_word(finder: ServiceFinder, text: str) -> NamedService | None:
    """Return the one service that has the only word of the text: `Joga` for yoga of seniors."""
    words = name_key(text).split()
    if (
        len(words) != 1
        or len(words[0]) < _STEM
        or words[0] in dictionary("service_words")["common"]
    ):
        return None
    having = {
        service_id: name
        for service_id, name, called in finder.entries()
        if any(_same_word(words[0], other) for other in name_key(called).split())
    }
    if len(having) != 1:
        return None
    service_id, name = next(iter(having.items()))
    return NamedService(service_id, name, "service_guessed", (service_id,))


def _has(theirs: list[str], word: str) -> bool:
    """Return True when a name has the word, or shortens some of its words to these letters."""
    return any(_same_word(word, other) for other in theirs) or word in "".join(
        other[0] for other in theirs
    )


def _same_word(one: str, other: str) -> bool:
    """Return True for equal words, or words of one stem: all but the last two letters."""
    stem = max(_STEM, min(len(one), len(other)) - 2)
    return one == other or (min(len(one), len(other)) >= stem and one[:stem] == other[:stem])


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
