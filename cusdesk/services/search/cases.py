"""What is found of cases: plans, applications, talks, needs without a service, files."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, or_, select

from cusdesk.core.messages import tr
from cusdesk.domain.access import needs, right_to_see
from cusdesk.domain.dates import format_date
from cusdesk.domain.needs_talks import dimension_name
from cusdesk.models.applications import Application
from cusdesk.models.attachments import Attachment
from cusdesk.models.needs_talks import NeedsTalk, NeedsTalkAnswer, UnmetNeed
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services.plan_stage import STAGE
from cusdesk.services.search.words import Found, excerpt, fits, is_for_texts, like
from cusdesk.services.special_rows import hidden_rows

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office
    from cusdesk.services.residents import ResidentHit

CASES_OF = 5
MOST_OF_A_KIND = CASES_OF * 2
_TOLD = (
    *(NeedsTalk.needs_told, NeedsTalk.resources_told, NeedsTalk.used_note, NeedsTalk.wanted),
    *(NeedsTalk.reasonableness, NeedsTalk.possibility, NeedsTalk.actions, NeedsTalk.conclusion),
)
_FOUND_IN = (NeedsTalkAnswer.deficit, NeedsTalkAnswer.resource)


@needs("office.see")
def cases(
    office: Office, session: Session, words: Sequence[str], hits: Sequence[ResidentHit]
) -> Iterator[Found]:
    """Yield what this person may see of the cases, the newest first within a kind."""
    people = [hit.id for hit in hits[:CASES_OF] if not hit.is_near]
    if office.may("plans.see"):
        yield from _plans(session, words, people)
    if office.may("applications.see"):
        yield from _applications(session, words, people)
    hidden = hidden_rows(office, session)
    if office.may("plans.see"):
        yield from _talks(session, words, people, hidden)
        yield from _unmet(session, words)
    if office.may("residents.see"):
        yield from _files(office, session, words, hidden)


def _plans(session: Session, words: Sequence[str], people: Sequence[bytes]) -> Iterator[Found]:
    whole = " ".join(words)
    query = (
        select(Plan.id, Plan.number, STAGE, Resident.surname, Resident.given_name)
        .join(Resident, Resident.id == Plan.resident_id)
        .where(
            Plan.retired_at.is_(None),
            or_(Plan.number.icontains(whole, autoescape=True), Plan.resident_id.in_(people)),
        )
        .order_by(Plan.valid_from.desc())
        .limit(MOST_OF_A_KIND)
    )
    for plan_id, number, stage, surname, given_name in session.execute(query):
        title = tr("search.found.plan", number=number)
        if not number:
            title = tr("search.found.plan_unnumbered")
        said = f"{surname} {given_name} · {tr(f'enums.plan_stage.{stage}')}"
        yield Found("plans", plan_id, title, said)


def _applications(
    session: Session, words: Sequence[str], people: Sequence[bytes]
) -> Iterator[Found]:
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
                Application.resident_id.in_(people),
            ),
        )
        .order_by(Application.received_on.desc(), Application.id.desc())
        .limit(MOST_OF_A_KIND)
    )
    for application_id, number, status, surname, given_name in session.execute(query):
        title = tr("search.found.application", number=number)
        if not number:
            title = tr("search.found.contact")
        said = f"{surname} {given_name} · {tr(f'enums.application_status.{status}')}"
        yield Found("applications", application_id, title, said)


def _talks(
    session: Session, words: Sequence[str], people: Sequence[bytes], hidden: frozenset[bytes]
) -> Iterator[Found]:
    """Yield talks of those found by name, and talks in which the words were said.

    What was found in a dimension this person does not see is not looked at.
    """
    listed = (NeedsTalk.id, NeedsTalk.held_on, Resident.surname, Resident.given_name)
    base = (
        select(*listed)
        .join(Resident, Resident.id == NeedsTalk.resident_id)
        .where(NeedsTalk.retired_at.is_(None), Resident.retired_at.is_(None))
        .order_by(NeedsTalk.held_on.desc(), NeedsTalk.id.desc())
    )
    seen: set[bytes] = set()
    for row in session.execute(base.where(NeedsTalk.resident_id.in_(people)).limit(MOST_OF_A_KIND)):
        seen.add(row[0])
        yield _talk(row, "")
    if not is_for_texts(words):
        return
    told = base.add_columns(*_TOLD).where(or_(*(like(text, words) for text in _TOLD)))
    answers = (
        base.join(NeedsTalkAnswer, NeedsTalkAnswer.talk_id == NeedsTalk.id)
        .add_columns(*_FOUND_IN, NeedsTalkAnswer.id)
        .where(
            NeedsTalkAnswer.retired_at.is_(None),
            or_(*(like(text, words) for text in _FOUND_IN)),
        )
    )
    for row in [*session.execute(told), *session.execute(answers)]:
        texts = [value for value in row[len(listed) :] if isinstance(value, str)]
        holding = next((text for text in texts if fits(words, text)), "")
        if row[0] in seen or row[-1] in hidden or not holding:
            continue
        seen.add(row[0])
        yield _talk(row, excerpt(holding, words[0]))


def _talk(row: Any, quoted: str) -> Found:  # noqa: ANN401 (a result row)
    talk_id, day, surname, given_name = row[:4]
    title = tr("search.found.talk", date=format_date(day) if day else tr("search.found.undated"))
    name = f"{surname} {given_name}"
    return Found("needs_talks", talk_id, title, f"{name} · {quoted}" if quoted else name)


def _unmet(session: Session, words: Sequence[str]) -> Iterator[Found]:
    """Yield needs without a service by their words; each leads to its talk, or to the card."""
    if not is_for_texts(words):
        return
    need = UnmetNeed
    query = (
        select(
            *(need.talk_id, need.resident_id, need.need, need.recorded_on),
            *(Resident.surname, Resident.given_name),
        )
        .join(Resident, Resident.id == need.resident_id)
        .where(need.retired_at.is_(None), Resident.retired_at.is_(None), like(need.need, words))
        .order_by(need.recorded_on.desc(), need.id.desc())
    )
    rows = (row for row in session.execute(query) if fits(words, row[2]))
    for talk_id, resident_id, text, day, surname, given_name in islice(rows, MOST_OF_A_KIND):
        feature, record_id = ("needs_talks", talk_id) if talk_id else ("residents", resident_id)
        said = tr("search.found.unmet", date=format_date(day))
        yield Found(feature, record_id, excerpt(text, words[0]), f"{surname} {given_name} · {said}")


def _files(
    office: Office, session: Session, words: Sequence[str], hidden: frozenset[bytes]
) -> Iterator[Found]:
    """Yield files by title, name and who issued them; each leads to the record it lies beside."""
    if not is_for_texts(words):
        return
    file = Attachment
    texts = (file.title, file.file_name, file.author)
    each = (or_(*(like(text, [word]) for text in texts)) for word in words)
    query = (
        select(
            *(file.id, file.record_feature, file.record_id, file.dimension),
            *(*texts, Resident.surname, Resident.given_name),
        )
        .join(Resident, Resident.id == file.resident_id)
        .where(file.retired_at.is_(None), Resident.retired_at.is_(None), and_(*each))
        .order_by(file.added_on.desc(), file.id.desc())
    )
    shown = 0
    for file_id, feature, record_id, dimension, *told, surname, given in session.execute(query):
        if file_id in hidden or not office.may(right_to_see(feature)) or not fits(words, *told):
            continue
        about = dimension_name(dimension) if dimension else told[2]
        said = tr("search.found.file", name=told[1])
        parts = (f"{surname} {given}", said, about)
        yield Found(feature, record_id, told[0], " · ".join(filter(None, parts)))
        shown += 1
        if shown == MOST_OF_A_KIND:
            return
