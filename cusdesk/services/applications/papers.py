"""The papers of an application: the form itself, and a letter or decision for each outcome."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.errors import RuleError
from cusdesk.core.messages import tr
from cusdesk.domain.access import needs
from cusdesk.domain.applications import ApplicantKind, ApplicationStatus
from cusdesk.domain.dates import format_date
from cusdesk.domain.labels import label
from cusdesk.domain.law import plan_due
from cusdesk.domain.phones import covers_phone, format_phone
from cusdesk.domain.reports import PlanSignature
from cusdesk.domain.times_of_day import format_time
from cusdesk.models.catalogue import Service
from cusdesk.services import papers
from cusdesk.services.applications.details import get_application
from cusdesk.services.papers import PaperGap
from cusdesk.services.papers.people import person_values

if TYPE_CHECKING:
    from cusdesk.services.applications.dto import ApplicationDetails, OutcomeRow
    from cusdesk.services.office import Office
    from cusdesk.services.papers import PaperDraft

FEATURE, FORM = "applications", "application"
OUTCOME_FORMS = {
    ApplicationStatus.QUALIFIED: "qualification_notice",
    ApplicationStatus.WAITING: "waiting_notice",
    ApplicationStatus.PASSED_ON: "passing_on",
    ApplicationStatus.REFUSED: "refusal_decision",
}
"""Outcomes that go out on paper."""


@needs("applications.see")
def application_paper(office: Office, application_id: bytes) -> PaperDraft:
    """Return an application on its form, as it stands.

    Raises:
        NotFoundError: no such application.
        RuleError: `access.denied`.
    """
    details = get_application(office, application_id)
    draft = details.draft
    values = _common(office, details)
    values |= {
        "application.channel": label(details.receipt.channel),
        "programme": draft.programme,
        "description": draft.description,
        "wishes": draft.wishes,
        "statements.conditions": draft.conditions_stated_on is not None,
        "statements.relief": draft.relief_stated_on is not None,
        "statements.relief_ground": draft.relief_ground,
        "documents": tuple(
            {
                "name": document.name,
                "asked_on": document.asked_on,
                "due_on": document.due_on,
                "delivered_on": document.delivered_on,
            }
            for document in draft.documents
        ),
        "clause_given": details.clause,
    }
    return _draft(office, FORM, details, values)


@needs("applications.see")
def blank_application(office: Office) -> PaperDraft:
    """Return the empty form, to be written on by hand.

    Raises:
        RuleError: `access.denied`.
    """
    return papers.draft_paper(office, FORM, {}, blank=True)


@needs("applications.see")
def outcome_paper(office: Office, application_id: bytes) -> PaperDraft:
    """Return the letter or the decision of the outcome in force.

    Raises:
        NotFoundError: no such application.
        RuleError: this outcome has no paper, the consent it rests on was withdrawn, or
            `access.denied`.
    """
    details = get_application(office, application_id)
    outcome = details.outcome
    form = OUTCOME_FORMS.get(outcome.draft.kind) if outcome is not None else None
    if outcome is None or form is None:
        raise RuleError("applications.rule.no_paper")
    if outcome.consent_withdrawn_on is not None:
        day = format_date(outcome.consent_withdrawn_on)
        raise RuleError("applications.rule.consent_withdrawn", date=day)
    values = _common(office, details) | _of_outcome(details, outcome)
    values["contact"] = _contact(details, outcome, values)
    draft = _draft(office, form, details, values)
    signed = draft.document.values.get("signatory")
    if isinstance(signed, PlanSignature) and signed.name and signed.post:
        return draft
    gap = PaperGap("signatory", tr("applications.paper.no_signatory"))
    return replace(draft, gaps=(*draft.gaps, gap))


def _draft(
    office: Office, form: str, details: ApplicationDetails, values: dict[str, object]
) -> PaperDraft:
    refused = details.outcome is not None and form == OUTCOME_FORMS[ApplicationStatus.REFUSED]
    day = details.outcome.draft.decided_on if refused and details.outcome else None
    return papers.draft_paper(
        office,
        form,
        values,
        resident_id=details.row.resident_id,
        record=(FEATURE, details.id),
        on=day,
    )


def _common(office: Office, details: ApplicationDetails) -> dict[str, object]:
    draft, row = details.draft, details.row
    is_self = draft.applicant_kind == ApplicantKind.SELF
    with office.read() as session:
        person = person_values(session, row.resident_id)
        ids = [wish.service_id for wish in draft.services]
        found = session.execute(select(Service.id, Service.name).where(Service.id.in_(ids)))
        names = {row.id: row.name for row in found}
    is_short = details.outcome is not None and details.outcome.draft.without_plan
    scope = tr("applications.paper.scope_without_plan") if is_short else ""
    own = {"name": person["person.name"], "address": person["person.address"]}
    other = {"name": draft.applicant_name, "address": draft.applicant_address}
    asked = [
        ", ".join(part for part in (names.get(wish.service_id or b"", ""), wish.words) if part)
        for wish in draft.services
    ]
    return {
        "application.number": row.number,
        "application.received_on": row.received_on,
        "application.received_time": format_time(row.received_minute),
        "applicant.kind": draft.applicant_kind.value,
        "applicant.is_self": is_self,
        "applicant.name": own["name"] if is_self else draft.applicant_name,
        "applicant.phone": format_phone(draft.applicant_phone),
        "applicant.address": draft.applicant_address,
        "applicant.basis": draft.applicant_basis,
        "addressee": own if is_self else other,
        "services": tuple(
            {"number": place, "name": name, "scope": scope} for place, name in enumerate(asked, 1)
        ),
        "programme": draft.programme,
        "coordinator": draft.coordinator,
        "person.phone": person["person.phone"],
    }


def _contact(details: ApplicationDetails, outcome: OutcomeRow, values: dict[str, object]) -> str:
    """Return a number for whoever takes the matter over; outside only where the consent says so."""
    given = outcome.draft
    if not (given.is_inside or covers_phone(given.consent_scope)):
        return ""
    applicant = details.draft
    if applicant.applicant_kind != ApplicantKind.SELF and applicant.applicant_phone:
        return f"{applicant.applicant_name}, {format_phone(applicant.applicant_phone)}"
    return str(values.get("person.phone") or "")


def _of_programme(name: str) -> str:
    """Return the name of a programme as it follows "on the terms of"; "" without one."""
    first, _, rest = name.partition(" ")
    if rest and first.lower() == tr("applications.paper.programme_word").lower():
        return tr("applications.paper.of_programme_named", rest=rest)
    return tr("applications.paper.of_programme", name=name) if name else ""


def _of_outcome(details: ApplicationDetails, outcome: OutcomeRow) -> dict[str, object]:
    draft, row = outcome.draft, details.row
    values: dict[str, object] = {
        "decided_on": draft.decided_on,
        "reason": draft.reason,
        "without_plan": draft.without_plan,
        "plan_due": row.due or plan_due(row.received_on),
        "place": row.place,
        "legal_basis": draft.legal_basis,
        "ruling": draft.ruling,
        "facts": draft.facts,
        "law": draft.law,
        "instruction": draft.instruction,
        "is_inside": draft.is_inside,
        "consented_on": draft.consented_on,
        "scope": draft.consent_scope,
        "check_back_on": draft.check_back_on,
        "asked": row.services,
    }
    if draft.kind == ApplicationStatus.QUALIFIED:
        values["programme"] = _of_programme(details.draft.programme)
    if draft.signatory:
        values["signatory"] = PlanSignature(draft.signatory, draft.signatory_post)
    if draft.kind == ApplicationStatus.PASSED_ON:
        values["addressee"] = {"name": draft.recipient}
    return values
