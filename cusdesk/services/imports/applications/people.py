"""Whom an application is for: known, certainly new, or for somebody to say."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import fold
from cusdesk.services.imports.residents.fields import DATES
from cusdesk.services.imports.residents.known import (
    Known,
    KnownPeople,
    differences,
    name_of,
    nearly,
)

if TYPE_CHECKING:
    from sqlalchemy.orm import Session

    from cusdesk.services.imports.applications.register import Who
    from cusdesk.services.imports.model import Difference, PlannedRow

_NAME = frozenset({"surname", "given_name"})


def who_of(values: dict[str, Any]) -> Who | None:
    """Return what tells one new person from another: name and birth date, else the PESEL."""
    if values["birth_date"]:
        return (*name_of(values), str(values["birth_date"]))
    return (values["pesel"],) if values["pesel"] else None


class People:
    """The residents, and the new people of the file."""

    def __init__(self, session: Session) -> None:
        self._known = KnownPeople(session)
        self._new: dict[Who, tuple[Known, PlannedRow]] = {}
        self._alike: dict[object, list[Who]] = {}
        self._cards: dict[bytes, Known] = {}

    def settle(self, planned: PlannedRow) -> Who | None:
        """Return whose application it is; None with a reason in the row when nobody can tell."""
        values, doubts = planned.payload["values"], set(planned.payload["doubts"])
        if not (values["surname"] and values["given_name"]):
            return _doubt(planned, "name_incomplete", self._known.near(values))
        if values["status"] == "deceased":
            return _doubt(planned, "candidate_deceased", self._known.near(values))
        known = self._known.same(values)
        if known is not None and not doubts & _NAME:
            return self._of_card(planned, known)
        if near := self._known.near(values):
            return _doubt(planned, "may_be_known", near)
        if self._known.in_bin(values) is not None:
            return _doubt(planned, "in_bin", [])
        return self._unknown(planned)

    def _unknown(self, planned: PlannedRow) -> Who | None:
        """Return somebody nobody in the office is like, when the row tells enough."""
        values, doubts = planned.payload["values"], set(planned.payload["doubts"])
        who = who_of(values)
        if who in self._new and "birth_date" not in doubts:
            return who  # a name read with some doubt, and somebody of this file has just it
        if who is None or doubts & (_NAME | {"birth_date", "pesel"}):
            planned.twin = self._namesake(name_of(values))
            return _doubt(planned, "application_person_unsure", [])
        return self._of_new(planned, who)

    def _of_new(self, planned: PlannedRow, who: Who) -> Who | None:
        """Return somebody new, unless a slip away from another new one born the same day."""
        values = planned.payload["values"]
        for other in self._alike.get(values["birth_date"], ()) if values["birth_date"] else ():
            known, row = self._new.get(other, (None, None))
            if known is None or other == who or not nearly(known.name, name_of(values)):
                continue
            planned.twin = row
            return _doubt(planned, "duplicate_in_file", [])
        return who

    def _namesake(self, name: tuple[str, str]) -> PlannedRow | None:
        """Return the row of the one new person of this name."""
        found = [row for known, row in self._new.values() if known.name == name]
        return found[0] if len(found) == 1 else None

    def _of_card(self, planned: PlannedRow, known: Known) -> Who | None:
        if not nearly(known.name, name_of(planned.payload["values"])):
            return _doubt(planned, "pesel_of_another", [known])
        self._cards[known.id] = self._cards.get(known.id, known)
        return known.id

    def take(self, planned: PlannedRow, who: Who) -> None:
        """Give the row to its person: empty fields of the card are filled, the rest is a note."""
        payload = planned.payload
        if isinstance(who, bytes):
            payload["resident_id"] = planned.target = who
            known = self._cards[who]
            found = differences(known, payload)
            planned.differences = [d for d in found if not d.old and d.field != "note"]
            self._cards[who] = _after(known, payload, planned.differences)
            _note(payload, [d for d in found if d.old])
        elif who in self._new:
            found = differences(self._new[who][0], payload)
            _note(payload, [d for d in found if d.field != "note"])
        else:
            known = Known(
                b"",
                dict(payload["values"]),
                frozenset(phone["number"] for phone in payload["phones"]),
                frozenset({fold(payload["contact"])}),
            )
            self._new[who] = (known, planned)
            self._alike.setdefault(known.values["birth_date"], []).append(who)

    def give_back(self, planned: PlannedRow, who: Who) -> None:
        """Forget the row that would have made or filled a person, as it will not be written."""
        if isinstance(who, bytes):
            planned.differences = []
        else:
            self._new.pop(who, None)


def _doubt(planned: PlannedRow, reason: str, candidates: list[Known]) -> Who | None:
    """Let a row wait, and return what is known of whose it is: nothing."""
    planned.outcome, planned.reason = "doubtful", reason
    planned.candidates = tuple(known.id for known in candidates)
    return None


def _after(known: Known, payload: dict[str, Any], filled: list[Difference]) -> Known:
    """Return the card as it will be, so that a second row does not fill it again."""
    names = {d.field for d in filled}
    values = {
        name: payload["values"][name] if name in names else value
        for name, value in known.values.items()
    }
    phones = {d.new for d in filled if d.field == "phones"}
    contacts = {fold(d.new) for d in filled if d.field == "contact"}
    return Known(
        known.id, values, known.phones | phones, known.contacts | contacts, known.notes,
        known.former,
    )  # fmt: skip


def _note(payload: dict[str, Any], otherwise: list[Difference]) -> None:
    """Write into the notes of the application what the list says otherwise than the card."""
    said = [f"{_label(d.field)}: {_text(d)}" for d in otherwise]
    if said:
        application = payload["application"]
        line = tr("imports_plan.note.otherwise", text="; ".join(said))
        application["notes"] = "\n".join(part for part in (application["notes"], line) if part)


def _label(field: str) -> str:
    if field in {"phones", "contact", "note"}:
        return tr(f"imports_plan.part.{field}")
    return tr(f"fields.residents.{field}")


def _text(difference: Difference) -> str:
    if difference.field == "phones":
        return format_phone(difference.new)
    if difference.field in DATES:
        return format_date(dt.date.fromisoformat(difference.new))
    return difference.new
