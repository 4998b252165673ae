"""One running clock, and what the sources of clocks share."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a field of a public row)
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.ids import starter_id
from cusdesk.domain.access import role_name
from cusdesk.domain.clocks import (
    OwnTerm,
    Pace,
    Term,
    TermGroup,
    TermUnit,
    ends_on,
    law_term,
    pace,
    term_name,
    with_own,
)
from cusdesk.models.clocks import ClockTerm
from cusdesk.models.office import User

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass(frozen=True, slots=True)
class Clock:
    """Something that runs.

    Attributes:
        id: of this clock; the same at every reading.
        key: its term.
        due: the last day; None when the day it begins is not known.
        days: left until then, negative when over; None without a day.
        about: whom or what it is about.
        number: of the plan, application or entry.
        begins: the day from which it counts, where it is counted.
        responsible: who answers for it, "" when nobody is named.
        feature, record_id: the record it leads to.
        remark: message key of what is odd about it, "" for nothing.
    """

    id: bytes
    key: str
    group: TermGroup
    due: dt.date | None
    days: int | None
    pace: Pace
    about: str
    feature: str
    record_id: bytes | None = None
    resident_id: bytes | None = None
    number: str = ""
    begins: dt.date | None = None
    responsible: str = ""
    remark: str = ""
    is_confirmed: bool = True

    @property
    def name(self) -> str:
        """What runs, in words."""
        return term_name(self.key)

    @property
    def is_own(self) -> bool:
        """Whether a person began it by hand; duties of the office lead to the same screen."""
        return self.feature == "clocks" and self.group is not TermGroup.OFFICE


@dataclass(frozen=True, slots=True)
class Subject:
    """What a clock is about; see `Clock`."""

    about: str
    feature: str
    record_id: bytes | None = None
    resident_id: bytes | None = None
    number: str = ""
    responsible: str = ""


class Terms:
    """The terms as this office has them, read once, and of what the clocks are asked for.

    Attributes:
        record_id, resident_id: of one record or one resident alone; None for everything.
    """

    def __init__(
        self,
        session: Session,
        today: dt.date,
        *,
        record_id: bytes | None = None,
        resident_id: bytes | None = None,
    ) -> None:
        self.today = today
        self.record_id, self.resident_id = record_id, resident_id
        self._session = session
        self._own = own_terms(session)
        self._people: dict[str, list[str]] | None = None

    def get(self, key: str, start: dt.date | None = None) -> Term:
        """Return a term for something that begins on a day."""
        begins = start or self.today
        return with_own(law_term(key, begins), self._own.get(key, ()), begins)

    def answers(self, term: Term) -> str:
        """Return who answers for a term: the one person in its role, else the role."""
        if term.role is None:
            return ""
        if self._people is None:
            self._people = _people_by_role(self._session)
        names = self._people.get(term.role.value, [])
        return names[0] if len(names) == 1 else role_name(term.role)

    def clock(
        self,
        key: str,
        subject: Subject,
        *,
        start: dt.date | None = None,
        due: dt.date | None = None,
    ) -> Clock | None:
        """Return a clock that is counted from `start` or ends on `due`; None when switched off."""
        term = self.get(key, start)
        if not term.is_on:
            return None
        # a day written in a case rests on nobody's length
        is_written = due is not None and subject.feature in {"plans", "applications"}
        remark = ""
        if due is None and start is not None:
            due = ends_on(term, start)
            remark = "clocks.remark.future" if start > self.today else ""
        if due is None:
            remark = f"clocks.remark.no_day.{key}"
        days = (due - self.today).days if due is not None else None
        found = pace(days, term) if days is not None else Pace.UNKNOWN
        return Clock(
            starter_id("clock", f"{key}/{(subject.record_id or b'').hex()}/{due}"),
            key,
            term.group,
            due,
            days,
            found,
            subject.about,
            subject.feature,
            subject.record_id,
            subject.resident_id,
            subject.number,
            start,
            subject.responsible,
            remark,
            term.is_confirmed or is_written,
        )


def _people_by_role(session: Session) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    users = session.execute(select(User.name, User.roles).where(User.retired_at.is_(None)))
    for name, roles in users:
        for role in roles.split():
            found.setdefault(role, []).append(name)
    return found


def own_terms(session: Session) -> dict[str, list[OwnTerm]]:
    """Return key -> what the office set for the term, in the order of the days it applies from."""
    rows = session.scalars(
        select(ClockTerm)
        .where(ClockTerm.retired_at.is_(None))
        .order_by(ClockTerm.applies_from.nulls_first())
    )
    found: dict[str, list[OwnTerm]] = {}
    for row in rows:
        found.setdefault(row.key, []).append(own_of(row))
    return found


def own_of(row: ClockTerm) -> OwnTerm:
    """Return a stored row as a value."""
    values = {field.name: getattr(row, field.name) for field in fields(OwnTerm)}
    return OwnTerm(**values | {"unit": TermUnit(row.unit) if row.unit else None})
