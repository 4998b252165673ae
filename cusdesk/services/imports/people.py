"""Whom a written name means: for lists of attendance and work cards."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import text_id
from cusdesk.domain.person_match import CandidateIndex, Match, PersonKey, match_person
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.residents import Resident

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Collection, Iterable

    from sqlalchemy.orm import Session

    from cusdesk.domain.person_names import PersonName

_DOUBTS = {
    "probable": "person_probable",
    "ambiguous": "person_ambiguous",
    "none": "person_unknown",
}
_BORN = re.compile(
    r"(?:\bur\.?|\brocznik|\br\.?\s?ur\.?|\()\s*(?:\d{1,2}[./-]\d{1,2}[./-])?(?P<year>(?:19|20)\d\d)\b",
    re.IGNORECASE,
)
_PART_OF_NAME = {"surname_only", "initial", "several_people"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """Who is meant.

    Attributes:
        resident_id: the person; None when it is in doubt or nobody.
        candidates: who it may be, likeliest first.
        reason: kind of the finding: empty when certain, `person_by_…` when taken with a warning,
            else why it is in doubt.
    """

    resident_id: bytes | None
    candidates: tuple[bytes, ...] = ()
    reason: str = ""


@dataclass(slots=True)
class PeopleFinder:
    """The office's residents, asked many times for the names of one file.

    A name that fits one person only likely is taken for that person only when a second, independent
    sign says so, and always with a warning:

    * an initial: nobody else in the whole office has this surname and initial;
    * a slip of the pen or half a name: the person stands in this very file under the full name, or
      is a member of the group;
    * a bare surname: exactly one person of that surname is otherwise named on the same sheet.

    Namesakes are never told apart by guessing. Everything else waits for somebody who knows.
    """

    index: CandidateIndex
    by_pesel: dict[str, bytes]
    died: dict[bytes, dt.date] = field(default_factory=dict)
    born: dict[bytes, dt.date] = field(default_factory=dict)
    evidence: set[bytes] = field(default_factory=set)
    _on_sheet: dict[str, set[bytes]] = field(default_factory=dict)
    _matches: dict[str, Match] = field(default_factory=dict)

    def see(self, people: Iterable[tuple[str, PersonName]]) -> None:
        """Note everybody whom the file names well enough: (sheet, name) of all its rows."""
        for sheet, person in people:
            match = self._match(person)
            if match.kind == "certain":
                self.evidence.add(_raw(match.ids[0]))
            if match.kind == "certain" or _one_by_initial(match):
                self._on_sheet.setdefault(sheet, set()).add(_raw(match.ids[0]))

    def resolve(self, sheet: str, person: PersonName, pesel: str = "") -> Resolved:
        """Return who is meant by a name on a sheet, or by the PESEL beside it."""
        match = self._match(person)
        candidates = tuple(_raw(i) for i in match.ids)
        if pesel:
            return self._by_pesel(pesel, candidates)
        if match.kind == "certain":
            return Resolved(candidates[0])
        if match.reason == "same_name" and (one := self._by_birth(person, candidates)):
            return Resolved(one)
        return self._by_second_sign(sheet, match, candidates) or Resolved(
            None, candidates, _DOUBTS[match.kind]
        )

    def _by_pesel(self, pesel: str, candidates: tuple[bytes, ...]) -> Resolved:
        """The number and the name have to speak of one person; else a namesake may be meant."""
        owner = self.by_pesel.get(pesel)
        if owner is None:
            reason = "person_pesel_unknown" if candidates else "person_unknown"
            return Resolved(None, candidates, reason)
        if owner in candidates:
            return Resolved(owner)
        return Resolved(None, (owner, *candidates), "person_pesel_of_another")

    def _by_birth(self, person: PersonName, candidates: tuple[bytes, ...]) -> bytes | None:
        """Return the one namesake born in the year written after the name: `(ur. 1972)`."""
        match = _BORN.search(person.as_written)
        if match is None:
            return None
        year = int(match["year"])
        fitting = [who for who in candidates if who in self.born and self.born[who].year == year]
        return fitting[0] if len(fitting) == 1 else None

    def was_dead(self, person: bytes | None, date: dt.date | None) -> bool:
        """Return True when the card says that the person died before that day."""
        died = self.died.get(person) if person is not None else None
        return died is not None and date is not None and date > died

    def _by_second_sign(
        self, sheet: str, match: Match, candidates: tuple[bytes, ...]
    ) -> Resolved | None:
        if _one_by_initial(match):
            return Resolved(candidates[0], candidates, "person_by_initial")
        if match.reason in _PART_OF_NAME:
            here = [who for who in candidates if who in self._on_sheet.get(sheet, ())]
            if len(here) == 1:
                return Resolved(here[0], candidates, "person_by_evidence")
        likely = match.kind == "probable" and len(candidates) == 1
        if likely and candidates[0] in self.evidence:
            return Resolved(candidates[0], candidates, "person_by_evidence")
        return None

    def _match(self, person: PersonName) -> Match:
        if person.as_written not in self._matches:
            self._matches[person.as_written] = match_person(self.index, person)
        return self._matches[person.as_written]


def _one_by_initial(match: Match) -> bool:
    return match.reason == "initial" and match.kind == "probable" and len(match.ids) == 1


def _raw(found: bytes | str) -> bytes:
    if isinstance(found, str):
        raise TypeError(found)
    return found


def people_finder(session: Session) -> PeopleFinder:
    """Return a finder over today's residents, also those who left: old lists name them."""
    query = select(
        Resident.id,
        Resident.surname,
        Resident.given_name,
        Resident.second_name,
        Resident.locality,
        Resident.birth_surname,
        Resident.pesel,
        Resident.status,
        Resident.status_date,
        Resident.birth_date,
    ).where(Resident.retired_at.is_(None))
    people, by_pesel, died, born = [], {}, {}, {}
    for row in session.execute(query):
        people.append(PersonKey(*row[:6]))
        if row[6]:
            by_pesel[row[6]] = row[0]
        if row[7] == ResidentStatus.DECEASED and row[8] is not None:
            died[row[0]] = row[8]
        if row[9] is not None:
            born[row[0]] = row[9]
    return PeopleFinder(CandidateIndex(people), by_pesel, died, born)


def candidate_texts(candidates: Collection[bytes]) -> list[str]:
    """Return ids as JSON keeps them."""
    return [text_id(candidate) for candidate in candidates]
