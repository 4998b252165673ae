"""What a row of a list of applications would write, as plain values, and back into a draft."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.core.messages import tr
from cusdesk.domain.applications import (
    OPEN,
    ApplicantKind,
    ApplicationChannel,
    ApplicationDraft,
    ApplicationStatus,
    OutcomeDraft,
    Receipt,
    WishedService,
)
from cusdesk.domain.dates import format_date
from cusdesk.domain.phones import normalise_phone
from cusdesk.domain.recruitment import is_minor
from cusdesk.services.imports.model import date_of, id_of
from cusdesk.services.imports.residents.payload import payload_of

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.importing.applications import ApplicationRow
    from cusdesk.services.catalogue import ServiceFinder

TAKEN_OVER = frozenset(ApplicationStatus) - {*OPEN, ApplicationStatus.PASSED_ON}
"""Outcomes a list can tell whole; passing on rests on a consent no list holds."""


def payload(row: ApplicationRow, finder: ServiceFinder) -> dict[str, Any]:
    """Return what a row would write: the person in the shape of a list of residents, and the rest.

    Shape: `values`, `phones`, `contact`, `note`, `doubts` of the person; `resident_id` once it is
    known whose it is; `application` with the fields of `ApplicationDraft`, receipt and outcome.
    """
    person = row.person
    notes = [person.notes, *person.extra_notes, *person.comments]
    services = person.services
    person.services, person.notes = [], ""
    person.extra_notes, person.comments = [], []
    found = payload_of(person)
    person.services = services
    person.notes = notes[0]
    if found["note"]:  # an address of another kind, a number as written: of the person
        notes.append(found["note"])
        found["note"] = ""
    found["contact"] = row.applicant
    for phone in found["phones"] if row.applicant else ():
        phone["label"] = phone["label"] or row.applicant
    return found | {
        "resident_id": None,
        "application": _application(row, finder, services, notes),
    }


def _application(
    row: ApplicationRow, finder: ServiceFinder, services: list[str], notes: list[str]
) -> dict[str, Any]:
    return {
        "number": row.number,
        "received_on": row.received_on,
        "received_minute": row.minute or 0,
        "has_hour": row.minute is not None,
        "channel": (row.channel or ApplicationChannel.OTHER).value,
        "applicant_kind": _kind(row).value,
        "applicant_name": row.applicant,
        "applicant_phone": _phone(row) if row.applicant else "",
        "applicant_address": row.applicant_address if row.applicant else "",
        "applicant_basis": row.applicant_basis if row.applicant else "",
        "coordinator": row.coordinator,
        "description": row.description or ("" if services else row.title),
        "services": [_service(finder, text) for text in services],
        "wishes": row.wishes,
        "conditions": bool(row.conditions),
        "relief": bool(row.relief),
        "outcome": row.outcome.value if row.outcome in TAKEN_OVER and row.outcome else "",
        "outcome_on": row.outcome_on,
        "outcome_reason": row.outcome_reason,
        "notes": "\n".join(dict.fromkeys(line for line in [*notes, *_said(row)] if line)),
    }


def _phone(row: ApplicationRow) -> str:
    return normalise_phone(row.applicant_phone) or row.applicant_phone


def _kind(row: ApplicationRow) -> ApplicantKind:
    if not row.applicant:
        return ApplicantKind.SELF
    born, on = row.person.birth_date, row.received_on
    of_child = born is not None and on is not None and is_minor(born, on)
    return ApplicantKind.STATUTORY if row.is_statutory or of_child else ApplicantKind.CARER


def _service(finder: ServiceFinder, text: str) -> dict[str, Any]:
    matches = finder.find(text)
    if matches and matches[0].certain:
        return {"service_id": matches[0].id, "words": "", "name": matches[0].name}
    return {"service_id": None, "words": text, "name": text}


def _said(row: ApplicationRow) -> list[str]:
    """Return the lines about an outcome, and about a statement the register has no field for."""
    lines = []
    if row.rules is not None:
        key = "yes" if row.rules else "no"
        lines.append(tr(f"imports_plan.note.rules_{key}"))
    if row.outcome_words or row.outcome_reason or row.outcome_on:
        parts = [row.outcome_words, format_date(row.outcome_on), row.outcome_reason]
        text = ", ".join(dict.fromkeys(part for part in parts if part))
        if text != row.person.notes:
            lines.append(tr("imports_plan.note.outcome", text=text))
    return lines


def receipt_of(application: dict[str, Any], today: dt.date) -> Receipt:
    """Return the moment of an application; the day it is written down where none is known."""
    return Receipt(
        date_of(application["received_on"]) or today,
        application["received_minute"],
        ApplicationChannel(application["channel"]),
        tr("imports_plan.note.late"),
    )


def draft_of(application: dict[str, Any]) -> ApplicationDraft:
    """Return an application as the register keeps it; statements are of the day it came in."""
    on = date_of(application["received_on"])
    names = ("applicant_name", "applicant_phone", "applicant_address", "applicant_basis",
             "coordinator", "description", "wishes", "notes")  # fmt: skip
    return ApplicationDraft(
        applicant_kind=ApplicantKind(application["applicant_kind"]),
        services=tuple(
            WishedService(id_of(each["service_id"]), each["words"])
            for each in application["services"]
        ),
        conditions_stated_on=on if application["conditions"] else None,
        relief_stated_on=on if application["relief"] else None,
        **{name: application[name] for name in names},
    )


def outcome_of(application: dict[str, Any], person: str) -> OutcomeDraft | None:
    """Return how an application ended, None for one that goes on or whose day nobody wrote."""
    day = date_of(application["outcome_on"])
    if not application["outcome"] or day is None:
        return None
    kind = ApplicationStatus(application["outcome"])
    reason = application["outcome_reason"]
    if kind is ApplicationStatus.WAITING and not reason:
        reason = tr("imports_plan.note.waiting")
    withdrawn = kind is ApplicationStatus.WITHDRAWN
    by_whom = (application["applicant_name"] or person) if withdrawn else ""
    return OutcomeDraft(kind=kind, decided_on=day, reason=reason, by_whom=by_whom)
