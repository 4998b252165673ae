"""One search box over the whole office (Ctrl+K): people, notes, services, providers, cases."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import null, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import format_phone
from cusdesk.domain.polish_text import fold
from cusdesk.models.catalogue import Service, ServiceAlias
from cusdesk.models.providers import Provider
from cusdesk.models.residents import Resident, ResidentNote
from cusdesk.services.residents import ResidentHit, search_residents
from cusdesk.services.search.cases import MOST_OF_A_KIND, cases
from cusdesk.services.search.words import Found, excerpt, fits, is_for_texts, like

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

__all__ = ["Found", "find_anything"]


@needs("office.see")
def find_anything(office: Office, text: str, limit: int = 30) -> list[Found]:
    """Return whatever fits the words, in any order and without diacritics.

    Residents by name, telephone, street, part of a PESEL and the words of their notes; services by
    name and alias; providers by name, contact person and telephone; plans and applications by
    number and resident; talks by resident and by what was said; needs without a service by their
    words; files by title, name and author; issued papers by number.
    What this person may not see is left out.
    """
    words = fold(text).split()
    if not words:
        return []
    sees_people = office.may("residents.see")
    hits = search_residents(office, text, limit) if sees_people else []
    with office.read() as session:
        others = [*_services(session, words), *_providers(session, words)]
        others += cases(office, session, words, hits)
        if sees_people and "/" in text:
            others += _papers(office, text)
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


def _services(session: Session, words: Sequence[str]) -> Iterator[Found]:
    aliases: dict[bytes, list[str]] = {}
    names = select(ServiceAlias.service_id, ServiceAlias.name)
    for service_id, alias in session.execute(names.where(ServiceAlias.retired_at.is_(None))):
        aliases.setdefault(service_id, []).append(alias)
    query = select(Service.id, Service.name, Service.area).where(Service.retired_at.is_(None))
    for service_id, name, area in session.execute(query.order_by(Service.sort_key)):
        if fits(words, name):
            area_name = tr(f"enums.service_area.{area}")
            yield Found("catalogue", service_id, name, tr("search.found.service", area=area_name))
            continue
        fitting = (alias for alias in aliases.get(service_id, ()) if fits(words, name, alias))
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
        if fits(words, name, contact, phone):
            said = tr("search.found.provider", kind=tr(f"enums.provider_kind.{kind}"))
            yield Found("providers", provider_id, name, f"{said}, {contact}" if contact else said)


def _papers(office: Office, text: str) -> Iterator[Found]:
    """Yield issued papers by their number, such as ZAKW/3/2026, the newest first."""
    from cusdesk.services.papers import list_papers  # rarely asked for

    wanted = fold(text).strip()
    fitting = (row for row in list_papers(office) if wanted in fold(row.number))
    for row in islice(fitting, MOST_OF_A_KIND):
        said = " · ".join(filter(None, (row.recipient, format_date(row.issued_on))))
        yield Found("papers", row.id, f"{row.number} {row.form_title}", said)


def _notes(
    session: Session, words: Sequence[str], known: set[bytes], limit: int
) -> Iterator[Found]:
    """Yield residents not found by name whose notes hold every word, one answer a resident."""
    if not is_for_texts(words):
        return
    dated = (
        select(ResidentNote.resident_id, ResidentNote.text, ResidentNote.date)
        .where(ResidentNote.retired_at.is_(None), like(ResidentNote.text, words))
        .order_by(ResidentNote.date.desc())
    )
    remarks = select(Resident.id, Resident.notes, null()).where(like(Resident.notes, words))
    found: dict[bytes, str] = {}
    for query in (dated, remarks):
        for resident_id, text, date in session.execute(query):
            if resident_id not in known and resident_id not in found and fits(words, text):
                found[resident_id] = _quoted(text, words[0], date)
    ids = list(found)[:limit]
    names = select(Resident.id, Resident.surname, Resident.given_name).where(
        Resident.id.in_(ids), Resident.retired_at.is_(None)
    )
    for resident_id, surname, given_name in session.execute(names):
        yield Found("residents", resident_id, f"{surname} {given_name}", found[resident_id])


def _quoted(text: str, word: str, date: dt.date | None) -> str:
    shown = excerpt(text, word)
    if date is None:
        return tr("search.found.remark", text=shown)
    return tr("search.found.note", date=format_date(date), text=shown)
