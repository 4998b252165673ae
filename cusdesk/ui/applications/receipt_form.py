"""What is asked when an application is taken down: day, time and channel, and who applies."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (a form reads the annotations of its dataclass)
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from cusdesk.core.errors import Problem, ValidationError
from cusdesk.core.messages import tr
from cusdesk.domain.applications import ApplicantKind, ApplicationChannel, Receipt
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.times_of_day import parse_time
from cusdesk.ui.applications.form import applicant_fields, field
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    from cusdesk.core.errors import CusdeskError
    from cusdesk.ui.applications.viewmodel import ApplicationChoices

APPLICATION, CONTACT = "application", "contact"


@dataclass(frozen=True, slots=True)
class NewApplication:
    """What is asked before an application exists."""

    kind: str = APPLICATION
    received_on: dt.date | None = None
    received_time: str = ""
    channel: ApplicationChannel = ApplicationChannel.IN_PERSON
    late_reason: str = ""
    applicant_kind: ApplicantKind = ApplicantKind.SELF
    applicant_name: str = ""
    applicant_phone: str = ""
    applicant_address: str = ""
    applicant_basis: str = ""
    programme: str = ""


def receipt_fields() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    """Return day, time and channel, and the reason for a moment that jumps the order."""
    channels = [Choice(channel, enum_label(channel)) for channel in ApplicationChannel]
    return [
        (
            field("received_on", "date", required=True),
            FieldSpec("received_time", "applications.column.received_time", width=8, required=True),
            field("channel", "choice", choices=channels, offers_nothing=False, required=True),
        ),
        FieldSpec(
            "late_reason",
            "applications.form.late_reason",
            "multiline",
            lines=2,
            hint="applications.form.late_reason_hint",
        ),
    ]


def receipt_of(typed: Any) -> Receipt:  # noqa: ANN401 (any form with the fields of a receipt)
    """Return the moment a form says.

    Raises:
        ValidationError: the day or the time is missing or cannot be read.
    """
    minute = parse_time(typed.received_time)
    if typed.received_on is None:
        raise ValidationError([Problem("received_on", "applications.problem.no_day")])
    if minute is None:
        raise ValidationError([Problem("received_time", "applications.problem.no_time")])
    return Receipt(typed.received_on, minute, typed.channel, typed.late_reason)


def on_form(error: CusdeskError) -> CusdeskError:
    """Return an error whose problems stand beside the fields of the form."""
    if not isinstance(error, ValidationError):
        return error
    renamed = {"received_minute": "received_time"}
    return ValidationError(
        [replace(p, field=renamed.get(p.field, p.field)) for p in error.problems]
    )


def new_form(known: ApplicationChoices) -> FormSpec:
    """Return the form of an application that does not exist yet."""
    kinds = [Choice(kind, tr(f"applications.new.kind_{kind}")) for kind in (APPLICATION, CONTACT)]
    kind = FieldSpec(
        "kind",
        "applications.new.kind",
        "choice",
        choices=kinds,
        offers_nothing=False,
        required=True,
    )
    programme = field("programme", "suggest", choices=known.programmes)
    return FormSpec(
        [
            Section("", [kind, *receipt_fields(), programme]),
            Section("applications.form.applicant", applicant_fields(known.people)),
        ]
    )
