"""Everything that runs, in one list: for the day sheet, the record, the screen and the paper."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from cusdesk.core.ids import text_id
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.clocks import Pace, group_name
from cusdesk.services.clocks.cases import application_clocks, plan_clocks
from cusdesk.services.clocks.clock import Clock, Terms
from cusdesk.services.clocks.guarded import protection_clocks
from cusdesk.services.clocks.office_clocks import duty_clocks, own_clocks, programme_clocks

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy.orm import Session

    from cusdesk.services.office import Office

_PACES = list(Pace)


@needs("office.see")
def list_clocks(office: Office) -> list[Clock]:
    """Return every running clock this person may see, by day; those without a day come first."""
    with office.read() as session:
        return in_order(running(office, session))


@needs("office.see")
def running(
    office: Office, session: Session, *, near: bool = False, registers: bool = True
) -> list[Clock]:
    """Return the same inside a running read, in no order.

    Args:
        office: the open office.
        session: the running read.
        near: leave out what is calm, where that saves reading.
        registers: with those of data protection; they have a section of their own on the day sheet.
    """
    found = [
        clock
        for clock in _all(office, session, near=near, registers=registers)
        if clock is not None
    ]
    return list({clock.id: clock for clock in found}.values())


def _all(
    office: Office, session: Session, *, near: bool, registers: bool
) -> Iterator[Clock | None]:
    terms = Terms(session, office.clock.today())
    yield from _of_cases(office, session, terms, near=near)
    yield from duty_clocks(session, terms)
    yield from programme_clocks(session, terms)
    yield from own_clocks(session, terms, sees_residents=office.may("residents.see"))
    if registers and office.may("protection.see"):
        yield from protection_clocks(office, session, terms)


def _of_cases(
    office: Office, session: Session, terms: Terms, *, near: bool = False
) -> Iterator[Clock | None]:
    if office.may("applications.see"):
        yield from application_clocks(session, terms)
    if office.may("plans.see"):
        yield from plan_clocks(session, terms, near=near)


def in_order(found: list[Clock]) -> list[Clock]:
    """Return clocks by day, the ones without a day first: nobody knows how late they are."""
    return sorted(found, key=lambda c: (c.due or dt.date.min, _PACES.index(c.pace), c.about))


@needs("office.see")
def clocks_of_resident(office: Office, resident_id: bytes) -> list[Clock]:
    """Return what runs for one resident, as far as this person may see it; by day."""
    today = office.clock.today()
    with office.read() as session:
        terms = Terms(session, today, resident_id=resident_id)
        found = list(_of_cases(office, session, terms))
        found += own_clocks(session, terms, sees_residents=office.may("residents.see"))
    return in_order([clock for clock in found if clock and clock.resident_id == resident_id])


@needs("office.see")
def clocks_of_record(office: Office, record_id: bytes) -> list[Clock]:
    """Return what runs for one plan or application; by day."""
    with office.read() as session:
        terms = Terms(session, office.clock.today(), record_id=record_id)
        return in_order([c for c in _of_cases(office, session, terms) if c is not None])


@needs("office.see")
def clock_json(office: Office) -> list[dict[str, Any]]:
    """Return the clocks as the command line prints them."""
    return [
        {
            "term": clock.key,
            "name": clock.name,
            "group": str(clock.group),
            "group_name": group_name(clock.group),
            "due": clock.due.isoformat() if clock.due else None,
            "days": clock.days,
            "pace": str(clock.pace),
            "begins": clock.begins.isoformat() if clock.begins else None,
            "about": clock.about,
            "number": clock.number,
            "responsible": clock.responsible,
            "feature": clock.feature,
            "id": text_id(clock.record_id) if clock.record_id else None,
            "is_confirmed": clock.is_confirmed,
            "remark": tr(clock.remark) if clock.remark else "",
        }
        for clock in list_clocks(office)
    ]
