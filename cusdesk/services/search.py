"""One search box over the whole office (Ctrl+K): people, notes, services, providers, cases."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import and_, null, or_, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import collapse_spaces, fold
from cusdesk.models.applications import Application
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.models.plans import Plan
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident, ResidentNote
from cusdesk.services.plan_stage import STAGE
from cusdesk.services.residents import ResidentHit, search_residents

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cusdesk.services.office import Office

_SHORTEST_NOTE_WORD = 3
_SHOWN_TEXT = 60
_PLANS_OF = 5
_VARIABLE = frozenset("acelnosz")
"""Letters that may stand for a Polish one, which SQLite's LIKE does not know."""


@dataclass(frozen=True, slots=True)
class Found:
    """One answer.

    Attributes:
        feature: whose screen shows it (`residents`, `applications`, `plans`, `catalogue`,
            `providers`).
        title, subtitle: two lines for a person to read.
    """

    feature: str
    id: bytes
    title: str
    subtitle: str


@needs("office.see")
def find_anything(office: Office, text: str, limit: int = 30) -> list[Found]:
    """Return whatever fits the words, in any order and without diacritics.

    Residents by name, telephone, street, part of a PESEL and the words of their notes; services by
    name and alias; providers by name, contact person and telephone; plans by number and resident;
    issued papers by number.
    What this person may not see is left out.
    """
    words = fold(text).split()
    if not words:
        return []
    sees_people, sees_plans = office.may("residents.see"), office.may("plans.see")
    hits = search_residents(office, text, limit) if sees_people else []
    with office.read() as session:
        others = [*_services(session, words), *_providers(session, words)]
        if sees_plans:
            others += _plans(session, words, hits)
        if sees_people and "/" in text:
            others += _papers(office, text)
        if office.may("applications.see"):
            others += _applications(session, words, hits)
        if sees_people:
            others += _notes(session, words, {hit.id for hit in hits}, limit)
    people = [Found("residents", hit.id, hit.name, _about(hit)) for hit in hits]
    # Near spellings of people must not push out what fits letter by letter.
    exact = [found for hit, found in zip(hits, people, strict=True) if not hit.is_near]
    near = [found for hit, found in zip(hits, people, strict=True) if hit.is_near]
    room = max(limit // 2, limit - len(others))
    return [*exact[:room], *others, *exact[room:], *near][:limit]


def _about(hit: ResidentHit) -> str:
    born = tr("search.found.born", date=format_date(hit.birth_date)) if hit.birth_date else ""
    return " · ".join(part for part in (born, hit.place, format_phone(hit.phone)) if part)


def _fits(words: Sequence[str], *texts: str) -> bool:
    folded = " ".join(fold(text) for text in texts)
    return all(word in folded for word in words)


def _services(session: Session, words: Sequence[str]) -> Iterator[Found]:
    aliases: dict[bytes, list[str]] = {}
    names = select(ServiceAlias.service_id, ServiceAlias.name)
    for service_id, alias in session.execute(names.where(ServiceAlias.retired_at.is_(None))):
        aliases.setdefault(service_id, []).append(alias)
    query = select(Service.id, Service.name, Service.area).where(Service.retired_at.is_(None))
    for service_id, name, area in session.execute(query.order_by(Service.sort_key)):
        if _fits(words, name):
            area_name = tr(f"enums.service_area.{area}")
            yield Found("catalogue", service_id, name, tr("search.found.service", area=area_name))
            continue
        fitting = (alias for alias in aliases.get(service_id, ()) if _fits(words, name, alias))
        known_as = next(fitting, None)
        if known_as is not None:
            yield Found("catalogue", service_id, name, tr("search.found.alias", alias=known_as))


def _providers(session: Session, words: Sequence[str]) -> Iterator[Found]:
    query = select(
        Provider.id, Provider.name, Provider.kind, Provider.contact_name, Provider.contact_phone
    ).where(Provider.retired_at.is_(None))
    for provider_id, name, kind, contact, phone in session.execute(
        query.order_by(Provider.sort_key)
    ):
        if _fits(words, name, contact, phone):
            said = tr("search.found.provider", kind=tr(f"enums.provider_kind.{kind}"))
            yield Found("providers", provider_id, name, f"{said}, {contact}" if contact else said)


def _papers(office: Office, text: str) -> Iterator[Found]:
    """Yield issued papers by their number, such as ZAKW/3/2026."""
    from cusdesk.services.papers import list_papers  # rarely asked for

    wanted = fold(text).strip()
    for row in list_papers(office):
        if wanted in fold(row.number):
            said = " · ".join(filter(None, (row.recipient, format_date(row.issued_on))))
            yield Found("papers", row.id, f"{row.number} {row.form_title}", said)


def _plans(session: Session, words: Sequence[str], hits: Sequence[ResidentHit]) -> Iterator[Found]:
    by_resident = [hit.id for hit in hits[:_PLANS_OF] if not hit.is_near]
    whole = " ".join(words)
    query = (
        select(Plan.id, Plan.number, STAGE, Resident.surname, Resident.given_name)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            Plan.retired_at.is_(None),
            or_(Plan.number.icontains(whole, autoescape=True), Plan.resident_id.in_(by_resident)),
        )
        .order_by(Plan.valid_from.desc())
        .limit(_PLANS_OF * 2)
    )
    for plan_id, number, stage, surname, given_name in session.execute(query):
        title = tr("search.found.plan", number=number)
        if not number:
            title = tr("search.found.plan_unnumbered")
        said = f"{surname} {given_name} · {tr(f'enums.plan_stage.{stage}')}"
        yield Found("plans", plan_id, title, said)


def _applications(
    session: Session, words: Sequence[str], hits: Sequence[ResidentHit]
) -> Iterator[Found]:
    by_resident = [hit.id for hit in hits[:_PLANS_OF] if not hit.is_near]
    whole = " ".join(words)
    query = (
        select(
            Application.id,
            Application.number,
            Application.status,
            Resident.surname,
            Resident.given_name,
        )
        .join(Resident, Resident.id == Application.resident_id)
        .where(
            Application.retired_at.is_(None),
            or_(
                Application.number.icontains(whole, autoescape=True),
                Application.resident_id.in_(by_resident),
            ),
        )
        .order_by(Application.received_on.desc(), Application.id.desc())
        .limit(_PLANS_OF * 2)
    )
    for application_id, number, status, surname, given_name in session.execute(query):
        title = tr("search.found.application", number=number)
        if not number:
            title = tr("search.found.contact")
        said = f"{surname} {given_name} · {tr(f'enums.application_status.{status}')}"
        yield Found("applications", application_id, title, said)


def _notes(
    session: Session, words: Sequence[str], known: set[bytes], limit: int
) -> Iterator[Found]:
    """Yield residents not found by name whose notes hold every word, one answer a resident."""
    if max(len(word) for word in words) < _SHORTEST_NOTE_WORD:
        return
    dated = (
        select(ResidentNote.resident_id, ResidentNote.text, ResidentNote.date)
        .where(ResidentNote.retired_at.is_(None), _like(ResidentNote.text, words))
        .order_by(ResidentNote.date.desc())
    )
    remarks = select(Resident.id, Resident.notes, null()).where(_like(Resident.notes, words))
    found: dict[bytes, str] = {}
    for query in (dated, remarks):
        for resident_id, text, date in session.execute(query):
            if resident_id not in known and resident_id not in found and _fits(words, text):
                found[resident_id] = _excerpt(text, words[0], date)
    ids = list(found)[:limit]
    names = select(Resident.id, Resident.surname, Resident.given_name).where(
        Resident.id.in_(ids), Resident.retired_at.is_(None)
    )
    for resident_id, surname, given_name in session.execute(names):
        yield Found("residents", resident_id, f"{surname} {given_name}", found[resident_id])


def _like(column: InstrumentedAttribute[str], words: Sequence[str]) -> ColumnElement[bool]:
    """Return a condition that lets through every text whose folded form holds the words.

    It lets through a few more: the caller compares the folded texts.
    """
    patterns = ("".join("_" if s in _VARIABLE else s for s in word) for word in words)
    return and_(*(column.like(f"%{pattern.replace('%', '_')}%") for pattern in patterns))


def _excerpt(text: str, word: str, date: dt.date | None) -> str:
    """Return the part of a note around the word, in one line."""
    line = collapse_spaces(text)
    start = max(0, fold(line).find(word) - _SHOWN_TEXT // 3)
    part = line[start : start + _SHOWN_TEXT]
    shown = ("…" if start else "") + part + ("…" if start + _SHOWN_TEXT < len(line) else "")
    if date is None:
        return tr("search.found.remark", text=shown)
    return tr("search.found.note", date=format_date(date), text=shown)
