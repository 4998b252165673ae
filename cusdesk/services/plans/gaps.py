"""What the paper would show as a gap, in the words of the paper and the fields of the draft."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.reports.forms import FormDefinition, MissingValue, load_form, missing_values

if TYPE_CHECKING:
    import datetime as dt

    from cusdesk.domain.reports import PlanDocument

FORM = "ipus"
PERSON = "person"
_OWN = {
    "header.number": "number",
    "header.drawn_on": "drawn_on",
    "header.application_date": "application_date",
    "header.programmes": "programme",
    "header.coordinator": "coordinator",
    "unmet": "unmet_needs",
}
_PARTS = {
    "services": {
        "name": "service_id",
        "provider": "provider_id",
        "total": "total_amount",
        "period": "valid_from",
        "fee": "fee_gr",
        "goals": "goal_index",
    },
    "reviews": {"subject": "note"},
}
_DECISION = {"number": "decision_number", "hours": "decision_minutes"}
_DUTIES = ("coordinator_duties", "resident_duties", "partner_duties")


@dataclass(frozen=True, slots=True)
class PlanGap:
    """A required value the plan has not.

    Attributes:
        key: draft field as in problems (`needs`, `goals.0.measure`), or `person` for a value of
            the resident's card.
        section_id: section of the form.
        words: what is missing, for people.
    """

    key: str
    section_id: str
    words: str


def plan_form(drawn_on: dt.date | None, today: dt.date) -> FormDefinition:
    """Return the form a plan drawn up on a day is written and printed on."""
    return load_form(FORM, drawn_on or today)


def document_gaps(document: PlanDocument) -> tuple[PlanGap, ...]:
    """Return the gaps of a document; the same that the renderer marks."""
    form = plan_form(document.header.drawn_on, document.printed_on)
    return tuple(_gap(document, form, missing) for missing in missing_values(document, form))


def _gap(document: PlanDocument, form: FormDefinition, missing: MissingValue) -> PlanGap:
    words = missing.label
    if missing.row and missing.field == "duties":
        words = tr("plans.gap.duty", who=document.duties[missing.row - 1].who)
    elif missing.field == "decisions":
        number = document.decisions[missing.row - 1].service
        words = tr("plans.gap.decisions", n=number, field=missing.label)
    elif missing.row:
        words = tr(f"plans.gap.{missing.field}", n=missing.row, field=missing.label)
    return PlanGap(_key(document, form, missing), missing.section_id, words)


def _key(document: PlanDocument, form: FormDefinition, missing: MissingValue) -> str:
    if missing.field == "header.period":
        period = document.header.period
        return "valid_from" if period is None or period.start is None else "valid_to"
    if missing.section_id == PERSON:
        return PERSON
    if missing.row == 0:
        return _OWN.get(missing.field, missing.field)
    if missing.field == "duties":
        return _DUTIES[missing.row - 1]
    name = _column(form, missing)
    if missing.field == "decisions":
        place = document.decisions[missing.row - 1].service - 1
        return f"services.{place}.{_DECISION.get(name, name)}"
    name = _PARTS.get(missing.field, {}).get(name, name)
    return f"{missing.field}.{missing.row - 1}.{name}"


def _column(form: FormDefinition, missing: MissingValue) -> str:
    """Return the name of the field in the table row, which the gap knows by its label only."""
    return next(
        field.name
        for section in form.sections
        for part in section.parts
        if part.name == missing.field
        for column in part.columns
        for field in column.fields
        if field.gap_label == missing.label
    )
