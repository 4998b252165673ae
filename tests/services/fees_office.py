"""An office with a fee rule, decisions and hours, for tests of fees; everybody is invented."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from cusdesk.core.ids import new_id
from cusdesk.domain.fees.decision import DecisionDraft
from cusdesk.domain.fees.rule import FeePrice
from cusdesk.domain.fees.starter import starter_rule
from cusdesk.models.attendance import Visit
from cusdesk.services import fees
from tests.db.test_capture import add_resident
from tests.services.attendance_office import add_service

APRIL, MAY = dt.date(2026, 4, 1), dt.date(2026, 5, 1)


def suo(*services, price_gr=10_000, **fields):
    """Return the national table with a price from 2026."""
    price = FeePrice(dt.date(2026, 1, 1), price_gr, 12_500)
    return replace(
        starter_rule("suo_national"),
        number="XL/1/2026",
        services=services,
        prices=(price,),
        **fields,
    )


def visit(resident, service, day, minutes=60):
    """Return a visit that is not written yet."""
    return Visit(id=new_id(), subject_id=resident, resident_id=resident, service_id=service,
                 date=day, minutes=minutes)  # fmt: skip


def add_visit(office, resident, service, day, minutes=60):
    """Write a visit down; return its id."""
    row = visit(resident, service, day, minutes)
    visit_id = row.id
    with office.write("attendance.visit") as work:
        work.session.add(row)
    return visit_id


def decide(office, resident, service, income_gr=240_000, **fields):
    """Write a decision from April on."""
    given = {"valid_from": APRIL, "number": "ŚR.12.2026", **fields}
    draft = DecisionDraft(resident, service, income_gr=income_gr, **given)
    return fees.create_decision(office, draft).id


def make(office, *surnames, hours=10, income_gr=240_000):
    """Return (rule, service, people): everybody has a decision and hours in May."""
    service = add_service(office, "Usługi opiekuńcze")
    rule = fees.create_rule(office, suo(service)).id
    people = [add_resident(office, surname) for surname in surnames]
    for person in people:
        decide(office, person, service, income_gr)
    if hours:
        with office.write("attendance.visit") as work:  # one step: each costs its own commit
            for person in people:
                days = [MAY.replace(day=day + 1) for day in range(hours)]
                work.session.add_all(visit(person, service, day) for day in days)
    return rule, service, people


def confirm(office, month=MAY):
    """Confirm a month as it is proposed."""
    return fees.confirm_month(office, month, fees.month_fees(office, month).seal)
