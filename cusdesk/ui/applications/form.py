"""The form of one application, in the order of the paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.domain.applications import ApplicantKind, AskedDocument, WishedService
from cusdesk.domain.labels import label
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cusdesk.services.applications import KnownPerson
    from cusdesk.ui.applications.viewmodel import ApplicationChoices
    from cusdesk.ui.common.form import Form

    Choices = Callable[[], Sequence[Choice]]
    Line = FieldSpec | tuple[FieldSpec, ...]


def field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    """Return a field of an application with its usual label."""
    return FieldSpec(name, f"fields.applications.{name}", kind, **more)


def applicant_fields(people: Choices) -> list[Line]:
    """Return who applies; `people` are the representatives and contacts of the card."""
    kinds = [Choice(kind, label(kind)) for kind in ApplicantKind]
    return [
        field("applicant_kind", "choice", choices=kinds, offers_nothing=False, required=True),
        field("applicant_name", "suggest", choices=people, hint="applications.form.applicant_hint"),
        (field("applicant_phone", width=18), field("applicant_address")),
        field("applicant_basis", hint="applications.form.basis_hint"),
    ]


_OF_ANOTHER = ("applicant_name", "applicant_phone", "applicant_address", "applicant_basis")


def show_applicant(form: Form[Any]) -> None:
    """Show the fields of the applicant only when it is somebody else."""
    is_another = form.value("applicant_kind") != ApplicantKind.SELF
    for name in _OF_ANOTHER:
        form.set_field_visible(name, is_another)


def known_values(people: Sequence[KnownPerson], typed: Any) -> dict[str, Any]:  # noqa: ANN401 (the draft of either form)
    """Return what the card adds about the applicant who was named, into fields still empty."""
    person = next((p for p in people if p.name == typed.applicant_name), None)
    if person is None:
        return {}
    found: dict[str, Any] = {}
    if not typed.applicant_phone and person.phone:
        found["applicant_phone"] = person.phone
    if not typed.applicant_address and person.address:
        found["applicant_address"] = person.address
    return found


def application_form(known: ApplicationChoices) -> FormSpec:
    """Return the form; `known` gives what is offered while typing."""
    asked: list[Line] = [
        field("programme", "suggest", choices=known.programmes),
        _services(known.services),
        field("description", "multiline", lines=3),
        field("wishes", "multiline", lines=2),
    ]
    statements: list[Line] = [
        (
            field("conditions_stated_on", "date", hint="applications.form.conditions_hint"),
            field("relief_stated_on", "date", hint="applications.form.relief_hint"),
        ),
        field("relief_ground", "multiline", lines=2),
        field("clause_version", read_only=True, hint="applications.form.clause_hint"),
    ]
    return FormSpec(
        [
            Section("applications.form.asked", asked),
            Section("applications.form.applicant", applicant_fields(known.people)),
            Section(
                "applications.form.statements", statements, "applications.form.statements_hint"
            ),
            Section("applications.form.documents", [_documents()]),
            Section(
                "applications.form.rest",
                [
                    field("coordinator", "suggest", choices=known.coordinators),
                    field("notes", "multiline", lines=3),
                ],
            ),
        ]
    )


def _services(choices: Choices) -> FieldSpec:
    return FieldSpec(
        "services",
        "applications.form.services",
        "rows",
        hint="applications.form.services_hint",
        row_type=WishedService,
        row_fields=(
            FieldSpec(
                "service_id", "fields.application_services.service_id", "choice", choices=choices
            ),
            FieldSpec("words", "fields.application_services.words"),
        ),
        add_label="applications.form.add_service",
    )


def _documents() -> FieldSpec:
    def day(name: str) -> FieldSpec:
        """Return a field for one date of an asked document."""
        return FieldSpec(name, f"fields.application_documents.{name}", "date")

    return FieldSpec(
        "documents",
        "applications.form.asked_documents",
        "rows",
        row_type=AskedDocument,
        row_fields=(
            FieldSpec("name", "fields.application_documents.name"),
            FieldSpec(
                "asked_on", "fields.application_documents.asked_on", "date", starts_line=True
            ),
            day("due_on"),
            day("delivered_on"),
        ),
        add_label="applications.form.add_document",
    )
