"""Invented plans and applications whose clocks run, for the tests of clocks."""

from __future__ import annotations

import datetime as dt

from cusdesk.models.applications import Application
from cusdesk.models.plans import Plan
from cusdesk.models.residents import Resident
from cusdesk.services import clocks

TODAY = dt.date(2026, 6, 15)


def day(distance):
    """Return a day so many days after the day of the tests."""
    return TODAY + dt.timedelta(days=distance)


def add(office, *rows):
    """Write rows; return their ids."""
    with office.write("office.setting") as work:
        work.session.add_all(rows)
        work.session.flush()
        return [row.id for row in rows]


def add_resident(office):
    """Write somebody; return the id."""
    row = Resident(id=b"r" * 16, subject_id=b"r" * 16, surname="Łuczak", given_name="Ewa")
    return add(office, row)[0]


def add_plan(office, resident, **values):
    """Write a plan, a draft unless said otherwise; return its id."""
    return add(office, Plan(subject_id=resident, resident_id=resident, **values))[0]


def add_application(office, resident, **values):
    """Write an application of 25 days ago; return its id."""
    values = {"received_on": day(-25), "number": "WN/1/2026", **values}
    row = Application(subject_id=resident, resident_id=resident, **values)
    return add(office, row)[0]


def seen(office, key=""):
    """Return (term, last day, days left) of what runs."""
    return [(c.key, c.due, c.days) for c in clocks.list_clocks(office) if key in ("", c.key)]
