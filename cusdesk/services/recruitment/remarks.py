"""What a person should see about the rows of a list before it is taken in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from cusdesk.core.messages import tr
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.recruitment import FamilySigns, families
from cusdesk.models.recruitment import Candidate
from cusdesk.models.residents import Representative, Resident, ResidentPhone
from cusdesk.services.imports.model import problem_text, reason_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.recruitment.lists import IntakeRow
    from cusdesk.services.recruitment.model import EditionDetails

_MOST_NAMES = 3
_NEED_PHONE = 9
_MANY = 5
"""Rows of a list in which one lack of all is worth saying once."""


def remarks_of(
    session: Session, edition: EditionDetails, rows: Sequence[IntakeRow]
) -> dict[int, list[str]]:
    """Return `id(row)` → sentences: already here, in doubt, family, what is missing.

    What the whole list lacks is said of the list (`lacking_everywhere`), not of each row.
    """
    related = _families(session, edition.id, rows)
    once = lacking_everywhere(rows)
    closes = edition.draft.closes_on
    found: dict[int, list[str]] = {}
    for row in rows:
        said: list[str] = []
        planned = row.planned
        if row.outcome == "here":
            said.append(tr("recruitment.intake.here"))
        if planned.reason and planned.outcome in {"doubtful", "rejected"}:
            said.append(reason_text(planned.reason, planned.reason_params))
        said += related.get(id(row), [])
        if closes is not None and row.submitted.on > closes:
            said.append(tr("recruitment.intake.after_term", date=format_date(closes)))
        if row.outcome != "rejected":
            said += [words for words in _missing(planned.payload) if words not in once]
        said += [problem_text(p.kind, p.params) for p in planned.problems if p.severity != "info"]
        found[id(row)] = list(dict.fromkeys(said))
    return found


def lacking_everywhere(rows: Sequence[IntakeRow]) -> tuple[str, ...]:
    """Return what no row of a list has, in sentences; of a short list nothing."""
    read = [row.planned.payload for row in rows if row.outcome != "rejected"]
    if len(read) < _MANY:
        return ()
    lacks = [set(_missing(payload)) for payload in read]
    return tuple(sorted(set.intersection(*lacks)))


def _missing(payload: dict[str, Any]) -> Iterable[str]:
    values = payload["values"]
    if not values["pesel"]:
        yield tr("recruitment.intake.no_pesel")
    if (
        not payload["phones"]
        and len("".join(filter(str.isdigit, payload["contact"]))) < _NEED_PHONE
    ):
        yield tr("recruitment.intake.no_phone")


def _families(
    session: Session, edition_id: bytes, rows: Sequence[IntakeRow]
) -> dict[int, list[str]]:
    """Return who of the list and of the edition looks like one family."""
    signs = [_signs(row) for row in rows if row.outcome != "rejected"]
    names: dict[object, str] = {id(row): row.planned.title for row in rows}
    listed = {row.resident_id for row in rows if row.resident_id is not None}
    for sign, name in candidates_signs(session, edition_id):
        if sign.id not in listed:
            signs.append(sign)
            names[sign.id] = name
    found: dict[int, list[str]] = {}
    for key, others in families(signs).items():
        if isinstance(key, int):
            found[key] = family_words([(names[other], label(sign)) for other, sign in others])
    return found


def family_words(others: Sequence[tuple[str, str]]) -> list[str]:
    """Return a sentence for each sign, naming at most three people of it."""
    by_sign: dict[str, list[str]] = {}
    for name, sign in others:
        by_sign.setdefault(sign, []).append(name)
    return [
        tr(
            "recruitment.intake.family",
            sign=sign,
            names=", ".join(names[:_MOST_NAMES]) + ("…" if len(names) > _MOST_NAMES else ""),
        )
        for sign, names in by_sign.items()
    ]


def _signs(row: IntakeRow) -> FamilySigns:
    payload = row.planned.payload
    values = payload["values"]
    return FamilySigns(
        id(row),
        values["surname"],
        (values["locality"], values["house"], values["flat"]),
        payload["contact"],
        frozenset(phone["number"] for phone in payload["phones"]),
    )


def candidates_signs(session: Session, edition_id: bytes) -> list[tuple[FamilySigns, str]]:
    """Return (signs of the family, name) of the candidates of an edition, by resident."""
    query = (
        select(
            Resident.id,
            Resident.surname,
            Resident.given_name,
            Resident.locality,
            Resident.house,
            Resident.flat,
        )
        .join(Candidate, Candidate.resident_id == Resident.id)
        .where(Candidate.edition_id == edition_id, Candidate.retired_at.is_(None))
        .order_by(Candidate.position)
    )
    people = session.execute(query).all()
    phones = _texts(session, edition_id, ResidentPhone, ResidentPhone.number)
    guardians = _texts(session, edition_id, Representative, Representative.name)
    return [
        (
            FamilySigns(
                who, surname, home, next(iter(guardians.get(who, ())), ""),
                frozenset(phones.get(who, ())),
            ),
            f"{surname} {given}".strip(),
        )
        for who, surname, given, *home_parts in people
        for home in [(home_parts[0], home_parts[1], home_parts[2])]
    ]  # fmt: skip


def _texts(
    session: Session,
    edition_id: bytes,
    model: type[ResidentPhone] | type[Representative],
    text: Any,  # noqa: ANN401 (a mapped column)
) -> dict[bytes, list[str]]:
    query = (
        select(model.resident_id, text)
        .join(Candidate, Candidate.resident_id == model.resident_id)
        .where(
            Candidate.edition_id == edition_id,
            Candidate.retired_at.is_(None),
            model.retired_at.is_(None),
        )
        .order_by(model.position)
    )
    found: dict[bytes, list[str]] = {}
    for resident, value in session.execute(query):
        found.setdefault(resident, []).append(value)
    return found
