"""The list of residents: ids first, rows by pages."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select

from cusdesk.db.reading import read_columns
from cusdesk.domain.access import needs
from cusdesk.domain.addresses import Address
from cusdesk.domain.periods import age_on
from cusdesk.domain.plans import PlanStatus
from cusdesk.domain.polish_text import sort_key
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident, ResidentIndex, ResidentPhone
from cusdesk.services.programmes import hidden_columns
from cusdesk.services.residents.dto import ResidentFilter, ResidentRow
from cusdesk.services.residents.filters import CONDITIONS, text_condition
from cusdesk.services.residents.places import place_of
from cusdesk.services.residents.terms import parse_terms
from cusdesk.services.residents.typeahead import FEW, find_ids

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence

    from sqlalchemy import ColumnElement, Select
    from sqlalchemy.orm import InstrumentedAttribute, Session

    from cusdesk.services.office import Office

COLUMN_KEYS = (*CONDITIONS, "plan_valid_to")
_NEAR_LISTED = 200
_CLOSED_PLANS = {PlanStatus.ENDED.value, PlanStatus.RESIGNED.value}
_DIGITS = re.compile(r"\d+")
_PLAIN: dict[str, tuple[InstrumentedAttribute[Any], bool]] = {
    "birth_date": (Resident.birth_date, False),
    "age": (Resident.birth_date, True),
    "pesel": (Resident.pesel, False),
}
"""Columns SQL can order by: column, and whether small values come last."""
_WORDS: dict[str, tuple[InstrumentedAttribute[str], ...]] = {
    "given_name": (Resident.given_name,),
    "locality": (Resident.locality,),
    "place": (Resident.locality, Resident.street, Resident.house, Resident.flat),
    "solectwo": (Resident.solectwo,),
    "status": (Resident.status,),
}
"""Columns in the Polish order of their values."""


@needs("residents.see")
def list_ids(
    office: Office,
    wanted: ResidentFilter | None = None,
    sort: str = "",
    *,
    descending: bool = False,
) -> list[bytes]:
    """Return the ids of the residents that match, in order; empty values always last.

    `sort` is one of `COLUMN_KEYS` or "" for surname and given name; equal values keep that order.
    When the words of the search box fit almost nobody and nothing else narrows the list, people
    with near spellings follow.
    """
    wanted = wanted or ResidentFilter()
    with office.read() as session:
        by_name = sort in {"", "surname"}
        query = _matching(session, wanted, office.clock.today(), joined=not by_name)
        ids = _ordered(session, query, sort, descending=descending)
        if len(ids) < FEW and wanted == ResidentFilter(text=wanted.text) and wanted.text:
            terms = parse_terms(wanted.text)
            _exact, near = find_ids(office, session.connection(), terms, _NEAR_LISTED)
            known = set(ids)
            ids += [i for i in near if i not in known]
    return ids


@needs("residents.see")
def localities(office: Office) -> list[str]:
    """Return the villages on record in Polish order, for offering while somebody types."""
    return _distinct(office, Resident.locality)


@needs("residents.see")
def solectwa(office: Office) -> list[str]:
    """Return the village units (sołectwa) on record in Polish order."""
    return _distinct(office, Resident.solectwo)


@needs("residents.see")
def rows_for(office: Office, ids: Sequence[bytes]) -> list[ResidentRow]:
    """Return the rows of these residents in the given order, those in the bin too."""
    if not ids:
        return []
    with office.read() as session:
        rows = read_rows(session, ids, office.clock.today())
        hidden = hidden_columns(office, session)
    shown = rows if office.may("plans.see") else [_without_plan(row) for row in rows]
    return [_without_disability(row) for row in shown] if "disability" in hidden else shown


def _without_plan(row: ResidentRow) -> ResidentRow:
    return replace(row, coordinator="", plan_status="", plan_valid_to=None)


def _without_disability(row: ResidentRow) -> ResidentRow:
    return replace(row, disability="none", disability_valid_to=None)


def read_rows(session: Session, ids: Sequence[bytes], today: dt.date) -> list[ResidentRow]:
    """Return the same inside a running read."""
    chosen = select(Resident.__table__).where(Resident.id.in_(ids))
    people = {row.id: row for row in read_columns(session, chosen)}
    phones: dict[bytes, list[str]] = {}
    numbers = (
        select(ResidentPhone.resident_id, ResidentPhone.number)
        .where(ResidentPhone.resident_id.in_(ids), ResidentPhone.retired_at.is_(None))
        .order_by(ResidentPhone.position)
    )
    for resident_id, number in read_columns(session, numbers):
        phones.setdefault(resident_id, []).append(number)
    plans = newest_plans(session, ids)
    return [
        _row(row, phones.get(row.id, []), plans.get(row.id), today)
        for row in (people.get(i) for i in ids)
        if row is not None
    ]


def newest_plans(session: Session, ids: Sequence[bytes] | None = None) -> dict[bytes, Any]:
    """Return resident -> (coordinator, status, valid_to) of the plan that counts now."""
    query = select(
        Plan.resident_id, Plan.coordinator, Plan.status, Plan.valid_to, Plan.valid_from
    ).where(Plan.retired_at.is_(None))
    if ids is not None:
        query = query.where(Plan.resident_id.in_(ids))
    found = list(read_columns(session, query))
    found.sort(key=lambda p: (p.status not in _CLOSED_PLANS, str(p.valid_from or "")))
    return {p.resident_id: p for p in found}  # the last one wins: open, newest


def _row(row: Any, phones: list[str], plan: Any, today: dt.date) -> ResidentRow:  # noqa: ANN401 (result rows)
    return ResidentRow(
        row.id,
        row.surname,
        row.given_name,
        row.birth_date,
        age_of(row.birth_date, row.status, row.status_date, today),
        row.sex,
        row.pesel,
        row.locality,
        row.house,
        place_of(Address(row.locality, row.street, row.house, row.flat)),
        row.solectwo,
        phones[0] if phones else "",
        len(phones),
        row.status,
        row.status_date,
        row.disability,
        row.disability_valid_to,
        plan.coordinator if plan else "",
        plan.status if plan else "",
        plan.valid_to if plan else None,
    )


def age_of(born: dt.date | None, status: str, since: dt.date | None, today: dt.date) -> int | None:
    """Return the age in whole years, of the deceased at their death; None when not known."""
    if born is None or born > today:
        return None
    if status == ResidentStatus.DECEASED.value:
        return age_on(born, since) if since is not None and since >= born else None
    return age_on(born, today)


def _matching(
    session: Session, wanted: ResidentFilter, today: dt.date, *, joined: bool
) -> Select[bytes]:
    """Return the query for the ids; cards are joined when asked or needed."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.statuses:
        conditions.append(Resident.status.in_(wanted.statuses))
    if wanted.locality:
        conditions.append(Resident.locality == wanted.locality)
    if wanted.solectwo:
        conditions.append(Resident.solectwo == wanted.solectwo)
    for key, text in wanted.columns.items():
        if key in CONDITIONS and text.strip():
            conditions.append(CONDITIONS[key](session, text, today))
    query = select(ResidentIndex.resident_id).where(*conditions)
    if conditions or joined:
        query = query.join(Resident, Resident.id == ResidentIndex.resident_id)
    return query.where(text_condition(wanted.text)) if parse_terms(wanted.text) else query


def _ordered(session: Session, query: Select[bytes], sort: str, *, descending: bool) -> list[bytes]:
    if sort in {"", "surname"}:
        key = ResidentIndex.sort_key
        return _ids(session, query.order_by(key.desc() if descending else key))
    if sort in _PLAIN:
        column, turned = _PLAIN[sort]
        order = column.desc() if descending is not turned else column
        is_empty = column.is_(None) | (func.length(column) == 0)
        return _ids(session, query.order_by(is_empty, order, ResidentIndex.sort_key))
    rows = _with_values(session, query, sort)
    filled = [row for row in rows if row[1]]
    ranks = _ranks(sort, {value for _id, values in filled for value in values})
    filled.sort(key=lambda row: [ranks[value] for value in row[1]], reverse=descending)
    return [row[0] for row in filled] + [row[0] for row in rows if not row[1]]


def _ids(session: Session, query: Select[bytes]) -> list[bytes]:
    return [row[0] for row in read_columns(session, query)]


def _with_values(
    session: Session, query: Select[bytes], sort: str
) -> list[tuple[bytes, tuple[str, ...]]]:
    """Return (id, values to order by) in the order of names; an empty tuple stands for nothing."""
    query = query.order_by(ResidentIndex.sort_key)
    if sort in _WORDS:
        columns = _WORDS[sort]
        found = read_columns(session, query.add_columns(*columns))
        return [(row[0], tuple(row[1:]) if any(row[1:]) else ()) for row in found]
    ids = _ids(session, query)
    values = _values_outside(session, sort)
    return [(i, (values[i],) if values.get(i) else ()) for i in ids]


def _values_outside(session: Session, sort: str) -> dict[bytes, str]:
    if sort == "phone":
        phones = (
            select(ResidentPhone.resident_id, func.min(ResidentPhone.number))
            .where(ResidentPhone.retired_at.is_(None))
            .group_by(ResidentPhone.resident_id)
        )
        return dict(session.execute(phones).all())
    field = "valid_to" if sort == "plan_valid_to" else "coordinator"
    return {i: str(getattr(p, field) or "") for i, p in newest_plans(session).items()}


def _ranks(sort: str, values: set[str]) -> dict[str, Any]:
    """Return value -> what it is ordered by: Polish order, house numbers as numbers."""
    if sort == "status":
        return {status.value: place for place, status in enumerate(ResidentStatus)}
    return {value: _natural(value) for value in values}


def _natural(value: str) -> tuple[int, str]:
    number = _DIGITS.match(value)
    return (int(number[0]), value) if number else (-1 if not value else 1 << 60, sort_key(value))


def _distinct(office: Office, column: InstrumentedAttribute[str]) -> list[str]:
    query = select(column).where(Resident.retired_at.is_(None), column != "").distinct()
    with office.read() as session:
        return sorted(session.scalars(query), key=sort_key)
