"""The residents the office has already, and who of them a row may be about."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rapidfuzz.distance import OSA
from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.polish_text import fold
from cusdesk.models.residents import Representative, Resident, ResidentNote, ResidentPhone
from cusdesk.services.imports.model import Difference, date_of
from cusdesk.services.imports.residents.fields import DATES, EMPTY, FIELDS, UNSAID
from cusdesk.services.imports.standing import former_values, made_to_stay

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

Name = tuple[str, str]
"""Surname and given name, folded."""

_NEAR_NAME = 2
_SHORT_NAME = 5
_PESEL_SLIPS = 2


@dataclass(frozen=True, slots=True)
class Known:
    """A resident of the office, as far as matching and comparing need.

    Attributes:
        former: field → what somebody replaced, cleared or removed by hand.
    """

    id: bytes
    values: dict[str, Any]
    phones: frozenset[str] = frozenset()
    contacts: frozenset[str] = frozenset()
    notes: frozenset[str] = frozenset()
    former: dict[str, set[str]] = field(default_factory=dict)

    @property
    def name(self) -> Name:
        """Surname and given name, folded."""
        return name_of(self.values)


def name_of(values: dict[str, Any]) -> Name:
    """Return the surname and the given name for comparing."""
    return fold(str(values["surname"])), fold(str(values["given_name"]))


class KnownPeople:
    """The residents of the office, looked up by what can identify them.

    Those in the bin are kept apart: a person put them there, so a list must not quietly bring
    them back. People who are in the bin because an import was taken back do not count.
    """

    def __init__(self, session: Session) -> None:
        self._by_pesel: dict[str, list[Known]] = defaultdict(list)
        self._by_name: dict[Name, list[Known]] = defaultdict(list)
        self._by_birth: dict[dt.date, list[Known]] = defaultdict(list)
        self._by_house: dict[Name, list[Known]] = defaultdict(list)
        self._in_bin: dict[str | tuple[Name, dt.date], Known] = {}
        for known in _living(session):
            self._add(known)
        for known in _binned(session):
            if known.values["pesel"]:
                self._in_bin[known.values["pesel"]] = known
            if known.values["birth_date"]:
                self._in_bin[known.name, known.values["birth_date"]] = known
        self.is_empty = not self._by_name and not self._in_bin

    def _add(self, known: Known) -> None:
        if known.values["pesel"]:
            self._by_pesel[known.values["pesel"]].append(known)
        self._by_name[known.name].append(known)
        if known.values["birth_date"]:
            self._by_birth[known.values["birth_date"]].append(known)
        if known.values["house"]:
            place = fold(known.values["locality"]), fold(known.values["house"])
            self._by_house[place].append(known)

    def same(self, values: dict[str, Any]) -> Known | None:
        """Return who this is for certain."""
        by_pesel = self._by_pesel.get(values["pesel"], []) if values["pesel"] else []
        if len(by_pesel) == 1:
            return by_pesel[0]
        if by_pesel:
            return None
        namesakes = [
            known
            for known in self._by_name.get(name_of(values), ())
            if values["birth_date"]
            and known.values["birth_date"] == values["birth_date"]
            and not (known.values["pesel"] and values["pesel"])
        ]
        return namesakes[0] if len(namesakes) == 1 else None

    def near(self, values: dict[str, Any]) -> list[Known]:
        """Return who this may be.

        A namesake; nearly the name with the birth date or the house; nearly the name with a PESEL
        one slip away. Two people with different right numbers and birth dates are two people.
        """
        name = name_of(values)
        found = {known.id: known for known in self._by_pesel.get(values["pesel"] or "-", ())}
        around: list[Known] = list(self._by_name.get(name, ()))
        if values["birth_date"]:
            around += self._by_birth.get(values["birth_date"], ())
        if values["house"]:
            around += self._by_house.get((fold(values["locality"]), fold(values["house"])), ())
        for known in around:
            if nearly(known.name, name) and not _known_to_differ(known, values, name):
                found.setdefault(known.id, known)
        return list(found.values())

    def in_bin(self, values: dict[str, Any]) -> Known | None:
        """Return the person in the bin whom this row would bring back."""
        if not self._in_bin:
            return None
        found = self._in_bin.get(values["pesel"]) if values["pesel"] else None
        if found is None and values["birth_date"]:
            found = self._in_bin.get((name_of(values), values["birth_date"]))
        return found


def _living(session: Session) -> list[Known]:
    phones = _texts(session, ResidentPhone.resident_id, ResidentPhone.number, ResidentPhone)
    contacts = _texts(session, Representative.resident_id, Representative.name, Representative)
    notes = _texts(session, ResidentNote.resident_id, ResidentNote.text, ResidentNote)
    former = _former(session)
    none: frozenset[str] = frozenset()
    columns = [getattr(Resident, name) for name in FIELDS]
    query = select(Resident.id, *columns).where(Resident.retired_at.is_(None))
    return [
        Known(
            row[0],
            dict(zip(FIELDS, row[1:], strict=True)),
            frozenset(phones.get(row[0], none)),
            frozenset(fold(name) for name in contacts.get(row[0], none)),
            frozenset(notes.get(row[0], none)),
            former.get(row[0], {}),
        )
        for row in session.execute(query)
    ]


def _texts(session: Session, owner: Any, text: Any, model: Any) -> dict[bytes, set[str]]:  # noqa: ANN401 (mapped columns)
    found: dict[bytes, set[str]] = defaultdict(set)
    for resident, value in session.execute(select(owner, text).where(model.retired_at.is_(None))):
        found[resident].add(value)
    return found


def _former(session: Session) -> dict[bytes, dict[str, set[str]]]:
    """Return what people changed or removed by hand: a list must not quietly bring it back."""
    found = former_values(session, Resident)
    phones = select(ResidentPhone.id, ResidentPhone.resident_id)
    owners = {row[0]: row[1] for row in session.execute(phones)}
    for phone, fields in former_values(session, ResidentPhone).items():
        found[owners[phone]]["phones"] |= fields.get("number", set())
    for owner, text, model, name in (
        (ResidentPhone.resident_id, ResidentPhone.number, ResidentPhone, "phones"),
        (Representative.resident_id, Representative.name, Representative, "contact"),
        (ResidentNote.resident_id, ResidentNote.text, ResidentNote, "note"),
    ):
        removed = select(owner, text).where(model.retired_at.is_not(None), made_to_stay(model))
        for resident, value in session.execute(removed):
            found[resident][name].add(value)
    return {resident: dict(fields) for resident, fields in found.items()}


def _binned(session: Session) -> list[Known]:
    """Return the people in the bin whose making was not taken back."""
    columns = [getattr(Resident, name) for name in FIELDS]
    query = select(Resident.id, *columns).where(
        Resident.retired_at.is_not(None), made_to_stay(Resident)
    )
    return [
        Known(row[0], dict(zip(FIELDS, row[1:], strict=True))) for row in session.execute(query)
    ]


def _known_to_differ(known: Known, values: dict[str, Any], name: Name) -> bool:
    """Return True for two people who only share a name or a house.

    The same name with the same birth date, or with a number one or two slips away, is one person
    written wrong more often than two.
    """
    old, new = known.values["pesel"], values["pesel"]
    same_name = known.name == name
    if old and new and old != new:
        same_birth = known.values["birth_date"] == values["birth_date"]
        close = OSA.distance(old, new, score_cutoff=_PESEL_SLIPS) <= _PESEL_SLIPS
        return not (same_name and (same_birth or close))
    born, other = known.values["birth_date"], values["birth_date"]
    return bool(born and other and born != other)


def nearly(one: Name, other: Name) -> bool:
    """Return True for names that differ by slips or by their order."""
    if one == other or one == (other[1], other[0]):
        return True
    if one[0] == other[0] and "" in {one[1], other[1]}:  # only the surname is written
        return True
    return all(
        OSA.distance(a, b) <= (1 if min(len(a), len(b)) <= _SHORT_NAME else _NEAR_NAME)
        for a, b in zip(one, other, strict=True)
    )


def differences(known: Known, payload: dict[str, Any]) -> list[Difference]:
    """Return what a row says otherwise than, or beyond, the card."""
    found = []
    for name in FIELDS:
        new, old = payload["values"][name], known.values[name]
        if not new or new == old or new == UNSAID.get(name):
            continue
        if isinstance(new, str) and isinstance(old, str) and fold(new) == fold(old):
            continue
        if name == "notes" and old and new in old:
            continue
        shown_old = "" if old == EMPTY.get(name) else _text(old)
        found.append(_difference(known, name, shown_old, _text(new)))
    found += [
        _difference(known, "phones", "", phone["number"])
        for phone in payload["phones"]
        if phone["number"] not in known.phones
    ]
    if payload["contact"] and fold(payload["contact"]) not in known.contacts:
        found.append(_difference(known, "contact", "", payload["contact"]))
    if payload["note"] and payload["note"] not in known.notes:
        found.append(_difference(known, "note", "", payload["note"]))
    return found


def _difference(known: Known, name: str, old: str, new: str) -> Difference:
    if not old and new in known.former.get(name, ()):
        old = tr("imports_plan.removed")
    return Difference(name, old, new)


def differences_of(
    session: Session, resident_id: bytes, payload: dict[str, Any]
) -> list[Difference]:
    """Return what a payload says otherwise than the card; dates in the payload may be ISO text."""
    columns = [getattr(Resident, name) for name in FIELDS]
    row = session.execute(select(*columns).where(Resident.id == resident_id)).one()

    def texts(text: Any, owner: Any, model: Any) -> list[str]:  # noqa: ANN401 (mapped columns)
        """Return the values in use of one child table of the card."""
        query = select(text).where(owner == resident_id, model.retired_at.is_(None))
        return list(session.scalars(query))

    contacts = texts(Representative.name, Representative.resident_id, Representative)
    known = Known(
        resident_id,
        dict(zip(FIELDS, row, strict=True)),
        frozenset(texts(ResidentPhone.number, ResidentPhone.resident_id, ResidentPhone)),
        frozenset(fold(name) for name in contacts),
        frozenset(texts(ResidentNote.text, ResidentNote.resident_id, ResidentNote)),
    )
    values = payload["values"]
    dated = {**values, **{name: date_of(values[name]) for name in DATES}}
    return differences(known, {**payload, "values": dated})


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value or "")
