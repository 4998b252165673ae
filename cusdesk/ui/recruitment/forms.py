"""What the windows of recruitment ask for."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cusdesk.domain.labels import label
from cusdesk.domain.recruitment import CALL_TRIES, CriterionDraft, EditionDraft, TieRule
from cusdesk.services import catalogue, programmes
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    from cusdesk.services.office import Office


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service people are recruited to."""

    service_id: bytes | None = None


@dataclass(slots=True)
class EditionFields:
    """An edition as its window edits it."""

    name: str = ""
    programme_id: bytes | None = None
    services: tuple[ServiceLine, ...] = ()
    opens_on: dt.date | None = None
    closes_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    seats: int | None = None
    tie_rule: TieRule = TieRule.SUBMISSION
    call_tries: int | None = CALL_TRIES
    criteria: tuple[CriterionDraft, ...] = ()
    notes: str = ""


@dataclass(slots=True)
class ReasonDraft:
    """A day and a reason."""

    on: dt.date | None = None
    reason: str = ""


def fields_of(draft: EditionDraft) -> EditionFields:
    """Return an edition as its window edits it."""
    return EditionFields(
        draft.name,
        draft.programme_id,
        tuple(ServiceLine(service) for service in draft.services),
        draft.opens_on,
        draft.closes_on,
        draft.starts_on,
        draft.ends_on,
        draft.seats,
        draft.tie_rule,
        draft.call_tries,
        draft.criteria,
        draft.notes,
    )


def draft_of(typed: EditionFields) -> EditionDraft:
    """Return what was typed as the service takes it."""
    return EditionDraft(
        name=typed.name,
        programme_id=typed.programme_id,
        services=tuple(line.service_id for line in typed.services if line.service_id is not None),
        opens_on=typed.opens_on,
        closes_on=typed.closes_on,
        starts_on=typed.starts_on,
        ends_on=typed.ends_on,
        seats=typed.seats,
        tie_rule=typed.tie_rule,
        call_tries=typed.call_tries,
        notes=typed.notes,
        criteria=typed.criteria,
    )


def edition_form(office: Office, *, is_frozen: bool) -> FormSpec:
    """Return the form of an edition; what an approved list stands on is only shown.

    Reads names of services and programmes: call it on the database thread.
    """
    services = [Choice(key, name) for key, name in catalogue.names(office)]
    known = [Choice(row.id, row.draft.name) for row in programmes.list_programmes(office)]
    rules = [Choice(rule, label(rule)) for rule in TieRule]
    what = (
        FieldSpec("name", "fields.editions.name", required=True),
        FieldSpec("programme_id", "fields.editions.programme_id", "choice", choices=known),
        FieldSpec(
            "services",
            "recruitment.form.services",
            "rows",
            row_type=ServiceLine,
            row_fields=[
                FieldSpec(
                    "service_id", "fields.edition_services.service_id", "choice", choices=services
                )
            ],
            add_label="recruitment.form.add_service",
        ),
    )
    when = (
        (_date("opens_on"), _date("closes_on")),
        (_date("starts_on"), _date("ends_on")),
        FieldSpec("seats", "fields.editions.seats", "number", 12, hint="recruitment.form.seats"),
        FieldSpec("call_tries", "fields.editions.call_tries", "number", 12),
    )
    tie = FieldSpec(
        "tie_rule",
        "fields.editions.tie_rule",
        "choice",
        choices=rules,
        offers_nothing=False,
        read_only=is_frozen,
    )
    return FormSpec([
        Section("", what),
        Section("recruitment.form.when", when),
        Section("recruitment.form.points", [_criteria(is_frozen=is_frozen), tie],
                hint="recruitment.form.points_hint"),
        Section("", [FieldSpec("notes", "fields.editions.notes", "multiline", lines=3)]),
    ])  # fmt: skip


def _date(name: str) -> FieldSpec:
    return FieldSpec(name, f"fields.editions.{name}", "date")


def _criteria(*, is_frozen: bool) -> FieldSpec:
    return FieldSpec(
        "criteria",
        "recruitment.form.criteria",
        "rows",
        row_type=CriterionDraft,
        row_fields=[
            FieldSpec("text", "fields.edition_criteria.text", read_only=is_frozen),
            FieldSpec("points", "fields.edition_criteria.points", "number", 8, read_only=is_frozen),
            FieldSpec(
                "is_required",
                "fields.edition_criteria.is_required",
                "check",
                23,
                read_only=is_frozen,
            ),
        ],
        add_label="recruitment.form.add_criterion",
        read_only=is_frozen,
    )


def reason_form(day: str, reason: str) -> FormSpec:
    """Return the form of a day and a reason; `day` "" leaves the day out."""
    wanted = [FieldSpec("reason", reason, "multiline", required=True, lines=3)]
    if day:
        wanted.insert(0, FieldSpec("on", day, "date", required=True))
    return FormSpec([Section("", wanted)])
