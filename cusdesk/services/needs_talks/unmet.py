"""The register of needs no service answers, and its counts, which name nobody."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (dataclass fields)
import hashlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.core.errors import ValidationError
from cusdesk.core.ids import new_id, text_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.catalogue import ServiceArea
from cusdesk.domain.labels import label
from cusdesk.domain.needs_talks import (
    UnmetDraft,
    UnmetSource,
    age_group_name,
    age_group_of,
    check_unmet,
    masked_counts,
    proposals,
)
from cusdesk.domain.needs_talks.unmet import age_group_order, smallest_shown
from cusdesk.domain.polish_text import one_line, sort_key
from cusdesk.models.needs_talks import NeedsTalk, UnmetNeed
from cusdesk.models.residents import Resident
from cusdesk.services.records import Saved, put_fields

if TYPE_CHECKING:
    from collections.abc import Callable

    from cusdesk.domain.changes import Changes
    from cusdesk.services.office import Office

FEATURE = "unmet_needs"
BY = ("need", "area", "locality", "age_group")
"""What needs are counted by."""


@dataclass(frozen=True, slots=True)
class UnmetRow:
    """A need in the register.

    Attributes:
        age_group: in words.
        talk_id: the talk in which it came to light, None for another source.
    """

    id: bytes
    resident_id: bytes
    resident_name: str
    recorded_on: dt.date
    need: str
    area: str
    locality: str
    age_group: str
    source: str
    note: str
    met_on: dt.date | None
    talk_id: bytes | None
    version: int


@dataclass(frozen=True, slots=True)
class CountRow:
    """How often something stands in the register, ready to leave the office.

    Attributes:
        id: stable for the same `by` and value.
        by: one of `BY`; "" for the sum.
        value: what is counted, in words.
        needs, people: numbers, small ones covered.
    """

    id: bytes
    by: str
    value: str
    needs: str
    people: str


@needs("plans.change")
def add_unmet_need(
    office: Office, resident_id: bytes, draft: UnmetDraft, talk_id: bytes | None = None
) -> Saved:
    """Write down that no service answers a need; village and age group are those of the day.

    Raises:
        ValidationError: nothing is said, or the day is in the future.
        NotFoundError: the resident or the talk is gone.
    """
    today = office.clock.today()
    _check(draft, today)
    need_id = new_id()
    with office.write("unmet_needs.add", record=(FEATURE, need_id)) as work:
        resident = work.get(Resident, resident_id)
        day = draft.recorded_on or today
        if talk_id is not None:
            day = draft.recorded_on or work.get(NeedsTalk, talk_id).held_on or today
        row = UnmetNeed(
            id=need_id,
            subject_id=resident_id,
            resident_id=resident_id,
            talk_id=talk_id,
            recorded_on=day,
            locality=resident.locality,
            age_group=age_group_of(resident.birth_date, day),
        )
        put_fields(row, _columns(draft))
        work.session.add(row)
    return Saved(need_id, 1, work.changes)


@needs("plans.change")
def change_unmet_need(office: Office, need_id: bytes, draft: UnmetDraft, version: int) -> Saved:
    """Change a need, or say since when a service answers it.

    Raises:
        ValidationError: as `add_unmet_need`.
        ConflictError, NotFoundError: somebody else was quicker.
    """
    _check(draft, office.clock.today())
    with office.write("unmet_needs.change", record=(FEATURE, need_id)) as work:
        row = work.get(UnmetNeed, need_id, version)
        put_fields(row, _columns(draft))
        if draft.recorded_on is not None:
            row.recorded_on = draft.recorded_on
        work.session.flush()
        saved = row.row_version
    return Saved(need_id, saved, work.changes)


@needs("plans.change")
def retire_unmet_need(office: Office, need_id: bytes) -> Changes:
    """Put a need into the bin.

    Raises:
        NotFoundError: it is there already.
    """
    with office.write("unmet_needs.retire", record=(FEATURE, need_id)) as work:
        work.retire(work.get(UnmetNeed, need_id))
    return work.changes


def _columns(draft: UnmetDraft) -> dict[str, object]:
    return {
        "need": one_line(draft.need),
        "area": draft.area,
        "source": draft.source,
        "note": draft.note,
        "met_on": draft.met_on,
    }


def _check(draft: UnmetDraft, today: dt.date) -> None:
    problems = check_unmet(draft, today)
    if problems:
        raise ValidationError(problems)


@needs("plans.see")
def list_unmet_needs(office: Office, *, talk_id: bytes | None = None) -> list[UnmetRow]:
    """Return the register, the newest first; or only what came out of one talk."""
    query = (
        select(
            UnmetNeed.id,
            UnmetNeed.resident_id,
            func.trim(Resident.surname + " " + Resident.given_name),
            UnmetNeed.recorded_on,
            UnmetNeed.need,
            UnmetNeed.area,
            UnmetNeed.locality,
            UnmetNeed.age_group,
            UnmetNeed.source,
            UnmetNeed.note,
            UnmetNeed.met_on,
            UnmetNeed.talk_id,
            UnmetNeed.row_version,
        )
        .join(Resident, Resident.id == UnmetNeed.resident_id)
        .where(UnmetNeed.retired_at.is_(None))
        .order_by(UnmetNeed.recorded_on.desc(), UnmetNeed.id.desc())
    )
    if talk_id is not None:
        query = query.where(UnmetNeed.talk_id == talk_id)
    found = []
    with office.read() as session:
        for row in session.execute(query):
            values: list[Any] = list(row)
            values[7] = age_group_name(values[7])
            found.append(UnmetRow(*values))
    return found


def unmet_draft(row: UnmetRow) -> UnmetDraft:
    """Return a row of the register as it is edited."""
    area = ServiceArea(row.area) if row.area else None
    return UnmetDraft(
        row.need, area, UnmetSource(row.source), row.recorded_on, row.note, row.met_on
    )


@needs("plans.see")
def unmet_counts(
    office: Office, *, since: dt.date | None = None, until: dt.date | None = None
) -> list[CountRow]:
    """Return how many needs and people there are by need, area, village and age.

    Small numbers are covered, so that the table may leave the office. Needs a service answers by
    now are left out; the last row is the sum.
    """
    query = select(
        UnmetNeed.resident_id,
        UnmetNeed.need,
        UnmetNeed.area,
        UnmetNeed.locality,
        UnmetNeed.age_group,
    ).where(UnmetNeed.retired_at.is_(None), UnmetNeed.met_on.is_(None))
    if since is not None:
        query = query.where(UnmetNeed.recorded_on >= since)
    if until is not None:
        query = query.where(UnmetNeed.recorded_on <= until)
    with office.read() as session:
        rows = [tuple(row) for row in session.execute(query)]
    smallest = smallest_shown(office.clock.today())
    rows = _without_rare_words(rows, smallest, {p.need for p in proposals(office.clock.today())})
    found = [row for place, by in enumerate(BY, 1) for row in _counted(by, rows, place, smallest)]
    if rows:
        people = len({row[0] for row in rows})
        total = tr("needs_talks.counts.total")
        found.append(
            CountRow(_row_id("", ""), "", total, *masked_counts([len(rows), people], smallest))
        )
    return found


def _without_rare_words(
    rows: list[tuple[Any, ...]], smallest: int, known: set[str]
) -> list[tuple[Any, ...]]:
    """Put needs in rare words of somebody's own under one heading: the words may name a person."""
    often = Counter(row[1] for row in rows)
    return [
        row if row[1] in known or often[row[1]] >= smallest else (row[0], "", *row[2:])
        for row in rows
    ]


def _counted(by: str, rows: list[tuple[Any, ...]], place: int, smallest: int) -> list[CountRow]:
    needs_by: Counter[str] = Counter(row[place] for row in rows)
    people = Counter(value for _, value in {(row[0], row[place]) for row in rows})
    values = sorted(needs_by, key=_order(by, needs_by))
    needs_shown = masked_counts([needs_by[value] for value in values], smallest)
    people_shown = masked_counts([people[value] for value in values], smallest)
    return [
        CountRow(_row_id(by, value), by, _words(by, value), count, persons)
        for value, count, persons in zip(values, needs_shown, people_shown, strict=True)
    ]


def _order(by: str, counts: Counter[str]) -> Callable[[str], Any]:
    if by == "age_group":
        return age_group_order
    return lambda value: (-counts[value], sort_key(_words(by, value)))


def _words(by: str, value: str) -> str:
    if not value:
        return tr(f"needs_talks.counts.no_{by}")
    if by == "area":
        return label(ServiceArea(value))
    return age_group_name(value) if by == "age_group" else value


def _row_id(by: str, value: str) -> bytes:
    return hashlib.sha256(f"{by}:{value}".encode()).digest()[:16]


@needs("plans.see")
def unmet_json(office: Office) -> list[dict[str, Any]]:
    """Return the register as the command line prints it: ids as text, dates ISO."""
    return [
        {
            "id": text_id(row.id),
            "resident": row.resident_name,
            "resident_id": text_id(row.resident_id),
            "date": row.recorded_on.isoformat(),
            "need": row.need,
            "area": row.area or None,
            "locality": row.locality,
            "age_group": row.age_group,
            "source": row.source,
            "notes": row.note,
            "met_on": row.met_on.isoformat() if row.met_on else None,
        }
        for row in list_unmet_needs(office)
    ]
