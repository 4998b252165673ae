"""Telling people of one name apart, and recognising the right one."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.core.portions import portions
from cusdesk.domain.addresses import Address
from cusdesk.models.residents import Resident
from cusdesk.services.residents.places import place_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What tells a person from others of the same name; 0 for an unknown birth year."""

    name: str
    birth_year: int
    place: str

    @property
    def born(self) -> str:
        """The birth year in words, empty when unknown."""
        return tr("attendance.people.born", year=self.birth_year) if self.birth_year else ""

    @property
    def detail(self) -> str:
        """Birth year and place, as far as known."""
        return ", ".join(part for part in (self.born, self.place) if part)


def facts_of(session: Session, resident_ids: Iterable[bytes]) -> dict[bytes, PersonFacts]:
    """Return the facts of the residents asked for, also of those in the bin."""
    wanted = list(resident_ids)
    query = select(
        Resident.id,
        Resident.surname,
        Resident.given_name,
        Resident.birth_date,
        Resident.locality,
        Resident.street,
        Resident.house,
        Resident.flat,
    )
    found = {}
    for ids in portions(wanted):
        part = query.where(Resident.id.in_(ids))
        for resident_id, surname, given, born, *place in session.execute(part):
            found[resident_id] = PersonFacts(
                f"{surname} {given}".strip(), born.year if born else 0, place_of(Address(*place))
            )
    return found


def told_apart(facts: dict[bytes, PersonFacts]) -> dict[bytes, str]:
    """Return the shortest words that tell people of one name apart; nothing for unique names.

    The birth year when it differs, else the place, else both.
    """
    names = Counter(person.name for person in facts.values())
    words = {}
    for resident_id, person in facts.items():
        if names[person.name] < 2:
            continue
        same = [other for other in facts.values() if other.name == person.name]
        if person.birth_year and [o.birth_year for o in same].count(person.birth_year) == 1:
            words[resident_id] = person.born
        elif person.place and [o.place for o in same].count(person.place) == 1:
            words[resident_id] = person.place
        else:
            words[resident_id] = person.detail
    return words
