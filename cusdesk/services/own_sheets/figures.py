"""The figures of a month, as cells of the office's own workbook ask for them."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from sqlalchemy import func, select

from cusdesk.domain.access import needs
from cusdesk.domain.dates import month_name
from cusdesk.domain.money import GROSZE
from cusdesk.domain.own_sheets import Scope, figure_kinds
from cusdesk.domain.periods import age_on
from cusdesk.domain.planned import month_range
from cusdesk.domain.reports.common import ServiceUnit
from cusdesk.domain.rounding import half_up
from cusdesk.models.residents import Resident
from cusdesk.services.attendance.month import office_month
from cusdesk.services.own_sheets.rates import rates_of_month

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sqlalchemy.orm import Session

    from cusdesk.domain.own_sheets import Mark
    from cusdesk.domain.reports import PersonMonth, ServiceMonth
    from cusdesk.importing.own_sheet import Figure
    from cusdesk.services.office import Office

_ADULT, _OLD = 18, 60
_WOMAN, _MAN = "K", "M"
_QUANTITY = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service in the month: its figures, and those of each of its people, in list order."""

    id: bytes
    values: Mapping[str, Figure]
    persons: tuple[Mapping[str, Figure], ...]


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """Everything a month can put into a workbook; services by name."""

    office: Mapping[str, Figure]
    services: tuple[ServiceFigures, ...]
    by_id: Mapping[bytes, ServiceFigures] = field(init=False)

    def __post_init__(self) -> None:
        """Make services findable."""
        object.__setattr__(self, "by_id", {one.id: one for one in self.services})

    def figure(self, mark: Mark) -> Figure:
        """Return what goes into a marked cell; None when the month has no such figure.

        A service in which nothing happened counts nought people and nought units.
        """
        scope = figure_kinds()[mark.figure].scope
        if scope is Scope.OFFICE:
            return self.office.get(mark.figure)
        if scope is Scope.PERSON:
            return self._of_person(mark)
        if mark.service_id is not None:
            found = self.by_id.get(mark.service_id)
            return found.values.get(mark.figure) if found else _NOTHING.get(mark.figure)
        line = (mark.position or 1) - 1
        return self.services[line].values.get(mark.figure) if line < len(self.services) else None

    def _of_person(self, mark: Mark) -> Figure:
        found = self.by_id.get(mark.service_id) if mark.service_id else None
        line = (mark.position or 1) - 1
        if found is None or line >= len(found.persons):
            return None
        return found.persons[line].get(mark.figure)


_NOTHING: dict[str, Figure] = dict.fromkeys(
    (
        *("users", "women", "men", "under_18", "aged_60"),
        *("delivered", "meetings", "presences", "absences", "amount"),
    ),
    0,
)


@needs("attendance.see")
def month_figures(office: Office, month: dt.date) -> MonthFigures:
    """Return the figures of the office's month.

    Raises:
        RuleError: `access.denied`.
    """
    found = office_month(office, month)
    first, last = month_range(month)
    users = {
        person.person_id
        for service in found.sheet.services
        for person in service.persons
        if person.presences
    }
    with office.read() as session:
        people = _people(session, users)
        rates = rates_of_month(session, first, last)
    services = tuple(
        ServiceFigures(
            service_id,
            _of_service(service, people, last, rates.get(service_id)),
            tuple(_of_one(service, person) for person in service.persons if person.presences),
        )
        for service_id, service in zip(found.service_ids, found.sheet.services, strict=True)
    )
    of_office: dict[str, Figure] = {
        "month_name": month_name(first.month),
        "month_number": first.month,
        "year": first.year,
        "first_day": first,
        "last_day": last,
        "office_name": found.sheet.office.name,
        "prepared_by": office.user_name,
        "today": office.clock.today(),
        **{f"all_{key}": count for key, count in _counted(users, people, last).items()},
    }
    return MonthFigures(of_office, services)


@dataclass(frozen=True, slots=True)
class _Person:
    sex: str
    birth_date: dt.date | None


def _people(session: Session, ids: Collection[bytes]) -> dict[bytes, _Person]:
    wanted = func.json_each(json.dumps([each.hex() for each in ids])).table_valued("value")
    query = select(Resident.id, Resident.sex, Resident.birth_date).where(
        Resident.id.in_(select(func.unhex(wanted.c.value)))
    )
    return {row[0]: _Person(row[1], row[2]) for row in session.execute(query)}


def _counted(
    users: Collection[bytes], people: Mapping[bytes, _Person], last: dt.date
) -> dict[str, int]:
    """Return how many came, of whom women and men, and how old on the last day of the month."""
    known = [people[each] for each in users if each in people]
    ages = [age_on(person.birth_date, last) for person in known if person.birth_date]
    return {
        "users": len(users),
        "women": sum(person.sex == _WOMAN for person in known),
        "men": sum(person.sex == _MAN for person in known),
        "under_18": sum(age < _ADULT for age in ages),
        "aged_60": sum(age >= _OLD for age in ages),
    }


def _of_service(
    service: ServiceMonth, people: Mapping[bytes, _Person], last: dt.date, rate_gr: int | None
) -> dict[str, Figure]:
    users = {person.person_id for person in service.persons if person.presences}
    values: dict[str, Figure] = {
        "service": service.name,
        "provider": service.provider,
        **_counted(users, people, last),
        "delivered": quantity(service.delivered, service),
        "planned": None if service.planned is None else quantity(service.planned, service),
        "left": None if service.left is None else quantity(service.left, service),
        "meetings": service.meeting_count,
        "presences": sum(person.presences for person in service.persons),
        "absences": service.absences,
    }
    if rate_gr is not None:
        units = Decimal(service.delivered) / service.minutes_of_unit
        amount = Decimal(half_up(units * rate_gr))
        values |= {"rate": Decimal(rate_gr) / GROSZE, "amount": amount / GROSZE}
    return values


def _of_one(service: ServiceMonth, person: PersonMonth) -> dict[str, Figure]:
    planned = None if person.planned is None else quantity(person.planned, service)
    return {
        "person": person.full_name,
        "person_delivered": quantity(person.delivered(service.unit), service),
        "person_presences": person.presences,
        "person_absences": person.absences,
        "person_planned": planned,
    }


def quantity(amount: int, service: ServiceMonth) -> Figure:
    """Return minutes as a time where the service counts clock hours, else as units of it."""
    if (
        service.unit is ServiceUnit.HOUR
        and service.minutes_of_unit == ServiceUnit.HOUR.usual_minutes
    ):
        return dt.timedelta(minutes=amount)
    units = Decimal(amount) / service.minutes_of_unit
    return units.quantize(_QUANTITY, ROUND_HALF_UP)
