"""The form of one contract: who and when, services with rate and pool, annexes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cusdesk.domain.contracts import AnnexDraft, ContractServiceDraft, ContractUnit, Counting
from cusdesk.domain.labels import label
from cusdesk.domain.providers import ProcurementMode
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Sequence

    Choices = Callable[[], Sequence[Choice]]


def _enum(kind: type[enum.StrEnum]) -> list[Choice]:
    return [Choice(value, label(value)) for value in kind]


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (any kind and options of a field)
    return FieldSpec(name, f"fields.contracts.{name}", kind, **more)


def contract_form(
    providers: Choices, services: Choices, sources: Choices, keepers: Choices
) -> FormSpec:
    """Return the form; the callables give providers, services, funding sources and keepers."""
    who: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (_field("number", required=True, width=24), _field("signed_on", "date")),
        _field("provider_id", "choice", required=True, choices=providers),
        _field("subject", "multiline", lines=2),
        (_field("valid_from", "date"), _field("valid_to", "date"), _field("value_gr", "money")),
    ]
    ground: list[FieldSpec | tuple[FieldSpec, ...]] = [
        _field("mode", "choice", choices=_enum(ProcurementMode)),
        _field("legal_basis", "multiline", lines=2, hint="contracts.form.basis_hint"),
        _field("funding_source_id", "choice", choices=sources, hint="contracts.form.source_hint"),
    ]
    contact: list[FieldSpec | tuple[FieldSpec, ...]] = [
        _field("contact_name", hint="contracts.form.contact_hint"),
        (_field("contact_phone", width=20), _field("contact_email")),
        _field("keeper", "suggest", choices=keepers),
    ]
    return FormSpec(
        [
            Section("contracts.form.who", who),
            Section(
                "contracts.form.services", [_services(services)], "contracts.form.services_hint"
            ),
            Section("contracts.form.annexes", [_annexes(services)], "contracts.form.annexes_hint"),
            Section("contracts.form.ground", ground),
            Section("contracts.form.contact", contact),
            Section("contracts.form.notes", [_field("notes", "multiline")]),
        ]
    )


def _services(services: Choices) -> FieldSpec:
    def one(name: str, kind: Any, **more: Any) -> FieldSpec:  # noqa: ANN401 (any kind and options of a field)
        """Return a field of a line."""
        return FieldSpec(name, f"fields.contract_services.{name}", kind, **more)

    return FieldSpec(
        "services",
        "contracts.form.ordered",
        "rows",
        row_type=ContractServiceDraft,
        row_fields=(
            one("service_id", "choice", choices=services),
            one("rate_gr", "money", starts_line=True),
            one("unit", "choice", choices=_enum(ContractUnit), required=True, width=20),
            one("pool_milli", "quantity", width=14),
            one(
                "counting",
                "choice",
                choices=_enum(Counting),
                required=True,
                starts_line=True,
            ),
        ),
        add_label="contracts.form.add_service",
    )


def _annexes(services: Choices) -> FieldSpec:
    def one(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (any kind and options of a field)
        """Return a field of a line."""
        return FieldSpec(name, f"fields.contract_annexes.{name}", kind, **more)

    return FieldSpec(
        "annexes",
        "contracts.form.changes",
        "rows",
        row_type=AnnexDraft,
        row_fields=(
            one("number", width=14),
            one("signed_on", "date"),
            one("valid_from", "date"),
            one("ends_on", "date"),
            one("service_id", "choice", choices=services, starts_line=True),
            one("rate_gr", "money", starts_line=True),
            one("pool_milli", "quantity", width=18),
            one("note"),
        ),
        add_label="contracts.form.add_annex",
    )
