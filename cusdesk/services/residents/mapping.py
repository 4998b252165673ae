"""Between rows and drafts: reading a card, tidying what was typed, writing only what differs."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import select

from cusdesk.domain.addresses import normalise_postcode
from cusdesk.domain.pesel import check as check_pesel
from cusdesk.domain.phones import normalise_phone
from cusdesk.domain.polish_text import collapse_spaces, strip_controls
from cusdesk.domain.residents import (
    DisabilityDegree,
    PhoneDraft,
    RepresentativeDraft,
    RepresentativeKind,
    ResidentDraft,
    ResidentStatus,
    Sex,
)
from cusdesk.models.residents import Representative, Resident, ResidentPhone

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlalchemy.orm import Session

    from cusdesk.db.database import UnitOfWork

PARTS = ("phones", "representatives")
COLUMNS = tuple(f.name for f in fields(ResidentDraft) if f.name not in PARTS)
SEARCHED = (
    "surname",
    "given_name",
    "second_name",
    "birth_surname",
    "pesel",
    "birth_date",
    "locality",
    "street",
    "house",
    "flat",
    "solectwo",
    "email",
    "phones",
)
"""Fields whose change makes the search row stale."""
_LONG_TEXTS = {"notes", "accessibility", "note", "health_notes", "addiction", "convictions"}
_ENUMS = {"status": ResidentStatus, "disability": DisabilityDegree}
Part = TypeVar("Part", ResidentPhone, Representative)


def draft_of(session: Session, row: Resident) -> ResidentDraft:
    """Return the card as it is edited."""
    values: dict[str, Any] = {name: getattr(row, name) for name in COLUMNS}
    values |= {name: kind(values[name]) for name, kind in _ENUMS.items()}
    values["sex"] = Sex(row.sex) if row.sex else None
    return ResidentDraft(
        **values,
        phones=[PhoneDraft(p.number, p.label) for p in parts_of(session, ResidentPhone, row.id)],
        representatives=[
            RepresentativeDraft(RepresentativeKind(p.kind), p.name, p.phone, p.address, p.note)
            for p in parts_of(session, Representative, row.id)
        ],
    )


def parts_of(session: Session, model: type[Part], resident_id: bytes) -> Sequence[Part]:
    """Return the phones or representatives that count, in their order."""
    query = select(model).where(model.resident_id == resident_id, model.retired_at.is_(None))
    return session.scalars(query.order_by(model.position, model.id)).all()


def tidied(draft: ResidentDraft) -> ResidentDraft:
    """Return a copy as it is kept: no stray spaces, numbers in their plain form, no empty parts.

    A telephone or post code that cannot be read stays as typed.
    """
    copy = _tidy_texts(draft)
    return replace(
        copy,
        pesel=check_pesel(copy.pesel).normalised if copy.pesel else "",
        postcode=normalise_postcode(copy.postcode) or copy.postcode,
        phones=[
            replace(phone, number=normalise_phone(phone.number) or phone.number)
            for phone in map(_tidy_texts, draft.phones)
            if phone.number
        ],
        representatives=[
            replace(person, phone=normalise_phone(person.phone) or person.phone)
            for person in map(_tidy_texts, draft.representatives)
            if person.name or person.phone or person.address or person.note
        ],
    )


Draft = TypeVar("Draft", ResidentDraft, PhoneDraft, RepresentativeDraft)


def _tidy_texts(draft: Draft) -> Draft:
    texts: dict[str, Any] = {
        f.name: _tidy(value, lines=f.name in _LONG_TEXTS)
        for f in fields(draft)
        if type(value := getattr(draft, f.name)) is str
    }
    return replace(draft, **texts)


def _tidy(text: str, *, lines: bool) -> str:
    if lines:
        return strip_controls(text, keep_lines=True).strip()
    return collapse_spaces(strip_controls(text))


def stored(value: object) -> object:
    """Return a draft's value as its column keeps it."""
    if value is None or not isinstance(value, str):
        return value
    return str(getattr(value, "value", value))


def apply(work: UnitOfWork, row: Resident, draft: ResidentDraft) -> None:
    """Write what differs from the row and its parts, and nothing else."""
    for name in COLUMNS:
        value = stored(getattr(draft, name))
        if name == "sex":
            value = value or ""
        if getattr(row, name) != value:
            setattr(row, name, value)
    _apply_parts(work, ResidentPhone, row.id, draft.phones)
    _apply_parts(work, Representative, row.id, draft.representatives)


def _apply_parts(
    work: UnitOfWork,
    model: type[Part],
    resident_id: bytes,
    drafts: Sequence[PhoneDraft | RepresentativeDraft],
) -> None:
    """Update the rows by position, add what is new, put the rest into the bin."""
    present = list(parts_of(work.session, model, resident_id))
    for place, draft in enumerate(drafts):
        values = {f.name: stored(getattr(draft, f.name)) for f in fields(draft)}
        values["position"] = place
        if place < len(present):
            for name, value in values.items():
                if getattr(present[place], name) != value:
                    setattr(present[place], name, value)
        else:
            added = model(subject_id=resident_id, resident_id=resident_id, **values)
            work.session.add(added)
    for row in present[len(drafts) :]:
        work.retire(row)
