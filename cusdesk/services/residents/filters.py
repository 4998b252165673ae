"""The filter row of the residents' list as SQL conditions, one function a column."""

from __future__ import annotations

import datetime as dt
import json
import re
from typing import TYPE_CHECKING

from sqlalchemy import Text, and_, false, func, or_, select, true, type_coerce

from cusdesk.domain.labels import labels
from cusdesk.domain.polish_text import fold
from cusdesk.domain.residents import ResidentStatus
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident, ResidentIndex, ResidentPhone
from cusdesk.services.residents.terms import parse_terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sqlalchemy import ColumnElement
    from sqlalchemy.orm import InstrumentedAttribute, Session

    Condition = ColumnElement[bool]
    Maker = Callable[[Session, str, dt.date], Condition]

_AGES = re.compile(r"(?:(\d{1,3})\s*-\s*(\d{1,3}))|(?:([<>]?)\s*(\d{1,3})\s*(\+?))")
_OLDEST = 200


def among(column: InstrumentedAttribute[str], values: Iterable[str]) -> Condition:
    """Return `column IN values` for any number of values, as one parameter."""
    each = func.json_each(json.dumps(list(values))).table_valued("value")
    return column.in_(select(each.c.value))


def values_like(
    session: Session, column: InstrumentedAttribute[str], words: Iterable[str]
) -> Condition:
    """Return a condition for the values of a column that contain every folded word."""
    wanted = list(words)
    values = session.scalars(select(column).distinct()).all()
    return among(column, [v for v in values if v and all(w in fold(v) for w in wanted)])


def text_condition(text: str) -> Condition:
    """Return a condition for the words of the search box, in any order."""
    found = (ResidentIndex.folded.like(term.pattern) for term in parse_terms(text))
    return and_(true(), *found)


def _surname(_session: Session, text: str, _today: dt.date) -> Condition:
    column = ResidentIndex.surname_folded
    return and_(true(), *(column.contains(w, autoescape=True) for w in fold(text).split()))


def _given_name(session: Session, text: str, _today: dt.date) -> Condition:
    return values_like(session, Resident.given_name, fold(text).split())


def _birth_date(_session: Session, text: str, _today: dt.date) -> Condition:
    shown = type_coerce(Resident.birth_date, Text)
    patterns = [term.pattern.replace("% ", "%") for term in parse_terms(text)]
    return and_(true(), *(shown.like(pattern) for pattern in patterns)) if patterns else false()


def _age(_session: Session, text: str, today: dt.date) -> Condition:
    """Understand `70`, `65-80`, `80+`, `>80` and `<18`."""
    match = _AGES.fullmatch(text.strip())
    if match is None:
        return false()
    if match[1]:
        low, high = int(match[1]), int(match[2])
    else:
        low = high = int(match[4])
        if match[5] or match[3] == ">":
            low, high = low + (match[3] == ">"), _OLDEST
        elif match[3] == "<":
            low, high = 0, low - 1
    youngest, oldest = _years_before(today, low), _years_before(today, high + 1)
    return and_(Resident.birth_date <= youngest, Resident.birth_date > oldest)


def _years_before(day: dt.date, years: int) -> dt.date:
    """Return the day so many years earlier; 29 February gives 28 in a common year."""
    year = max(1, day.year - years)
    last_of_february = (day.month, day.day) == (2, 29)
    return dt.date(year, 2, 28) if last_of_february else day.replace(year=year)


def _place(session: Session, text: str, _today: dt.date) -> Condition:
    conditions: list[Condition] = []
    for word in fold(text.replace(",", " ")).split():
        if word[0].isdigit():
            house, _slash, flat = word.partition("/")
            conditions.append(func.lower(Resident.house).startswith(house, autoescape=True))
            if flat:
                conditions.append(func.lower(Resident.flat).startswith(flat, autoescape=True))
        elif word != "ul.":
            columns = (Resident.locality, Resident.street)
            conditions.append(or_(*(values_like(session, c, [word]) for c in columns)))
    return and_(true(), *conditions)


def _solectwo(session: Session, text: str, _today: dt.date) -> Condition:
    return values_like(session, Resident.solectwo, fold(text).split())


def _locality(session: Session, text: str, _today: dt.date) -> Condition:
    return values_like(session, Resident.locality, fold(text).split())


def _phone(_session: Session, text: str, _today: dt.date) -> Condition:
    digits = re.sub(r"\D", "", text.replace("+48", ""))
    phones = select(ResidentPhone.resident_id).where(
        ResidentPhone.number.like(f"%{digits}%"), ResidentPhone.retired_at.is_(None)
    )
    return Resident.id.in_(phones)


def _status(_session: Session, text: str, _today: dt.date) -> Condition:
    wanted = fold(text)
    found = [v for v, shown in labels(ResidentStatus).items() if wanted in fold(shown)]
    return Resident.status.in_(found)


def _coordinator(session: Session, text: str, _today: dt.date) -> Condition:
    named = values_like(session, Plan.coordinator, fold(text).split())
    return Resident.id.in_(select(Plan.resident_id).where(named, Plan.retired_at.is_(None)))


def _pesel(_session: Session, text: str, _today: dt.date) -> Condition:
    return Resident.pesel.contains(text.strip(), autoescape=True)


CONDITIONS: dict[str, Maker] = {
    "surname": _surname,
    "given_name": _given_name,
    "birth_date": _birth_date,
    "age": _age,
    "pesel": _pesel,
    "locality": _locality,
    "place": _place,
    "solectwo": _solectwo,
    "phone": _phone,
    "status": _status,
    "coordinator": _coordinator,
}
"""Column key -> condition out of the session, the typed text and today."""
