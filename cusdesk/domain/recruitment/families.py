"""Which candidates look like one family: said to a person, never acted upon."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.dictionaries import dictionary
from cusdesk.domain.polish_text import fold

if TYPE_CHECKING:
    from collections.abc import Sequence


def family_key(surname: str) -> str:
    """Return a surname folded, with one ending for men and women of a family."""
    words = fold(surname).strip()
    for feminine, masculine in dictionary("recruitment")["surnames"]["feminine"]:
        if words.endswith(feminine):
            return words.removesuffix(feminine) + str(masculine)
    return words


@dataclass(frozen=True, slots=True)
class FamilySigns:
    """What may tell that two candidates belong to one family; empty parts say nothing."""

    id: object
    surname: str
    home: tuple[str, str, str] = ("", "", "")
    """Locality, house and flat."""
    guardian: str = ""
    phones: frozenset[str] = frozenset()


class FamilySign(enum.StrEnum):
    """Why two candidates look like one family."""

    HOME = "home"
    GUARDIAN = "guardian"
    PHONE = "phone"


def families(people: Sequence[FamilySigns]) -> dict[object, list[tuple[object, FamilySign]]]:
    """Return for each candidate the others of the family, with the sign, first sign only.

    One surname in one house, one guardian, or one telephone. Said to a person, never acted upon.
    """
    shared: dict[tuple[object, ...], list[object]] = {}
    for person in people:
        for key in _family_keys(person):
            shared.setdefault(key, []).append(person.id)
    found: dict[object, dict[object, FamilySign]] = {}
    for key, ids in shared.items():
        for one in ids if len(ids) > 1 else ():
            for other in ids:
                if other != one:
                    found.setdefault(one, {}).setdefault(other, FamilySign(str(key[0])))
    return {one: list(others.items()) for one, others in found.items()}


def _family_keys(person: FamilySigns) -> list[tuple[object, ...]]:
    keys: list[tuple[object, ...]] = []
    locality, house, flat = (fold(part) for part in person.home)
    if person.surname and house:
        keys.append((FamilySign.HOME, family_key(person.surname), locality, house, flat))
    if person.guardian:
        keys.append((FamilySign.GUARDIAN, " ".join(sorted(fold(person.guardian).split()))))
    return keys + [(FamilySign.PHONE, number) for number in sorted(person.phones)]
