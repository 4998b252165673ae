"""People, receipts and outcomes for the tests of applications."""

from __future__ import annotations

import datetime as dt

from cusdesk.domain.applications import (
    ApplicationChannel,
    OutcomeDraft,
    Receipt,
)
from cusdesk.domain.residents import ResidentDraft
from cusdesk.services import (
    applications,
    residents,
)

TODAY = dt.date(2026, 6, 15)


def person(office, surname="Zalewska", given_name="Halina", **more):
    draft = ResidentDraft(surname=surname, given_name=given_name, **more)
    return residents.create_resident(office, draft).id


def at(day, minute=600, reason=""):
    return Receipt(day, minute, ApplicationChannel.LETTER, reason)


def outcome(kind, **more):
    return OutcomeDraft(kind=kind, decided_on=TODAY, **more)


def row_of(office, made):
    """Return the line of one application out of a register others write in too."""
    return next(row for row in listed(office) if row.id == made.id)


def listed(office):
    return applications.list_applications(office)
