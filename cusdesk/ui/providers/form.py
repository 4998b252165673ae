"""The form of one provider: the contact person first, the papers after."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cusdesk.domain.labels import label
from cusdesk.domain.phones import format_phone, normalise_phone
from cusdesk.domain.providers import (
    ProcurementMode,
    ProviderDraft,
    ProviderKind,
    StakeholderType,
)
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Iterable, Sequence

    Choices = Callable[[], Sequence[Choice]]

SERVICES = "services"
"""The field that is no part of the provider's own draft: what it carries out."""


@dataclass(frozen=True, slots=True)
class ServiceEntry:
    """One service the provider carries out."""

    service_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class ProviderFields:
    """A `ProviderDraft` as the form edits it, with the services it carries out."""

    name: str = ""
    kind: ProviderKind = ProviderKind.OTHER
    stakeholder_type: StakeholderType | None = None
    nip: str = ""
    regon: str = ""
    address: str = ""
    contact_name: str = ""
    contact_phone: str = ""
    contact_email: str = ""
    keeper: str = ""
    procurement_mode: ProcurementMode | None = None
    rate_gr: int | None = None
    qualifications: str = ""
    insurance_until: dt.date | None = None
    notes: str = ""
    is_social_economy: bool = False
    services: tuple[ServiceEntry, ...] = ()


_SAME = [f.name for f in fields(ProviderDraft)]


def fields_of(draft: ProviderDraft, service_ids: Iterable[bytes]) -> ProviderFields:
    """Return a provider as the form edits it."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _SAME}
    values["contact_phone"] = format_phone(draft.contact_phone)
    return ProviderFields(**values, services=tuple(ServiceEntry(i) for i in service_ids))


def draft_of(typed: ProviderFields) -> ProviderDraft:
    """Return what stands on the form as a draft of the provider, without its services."""
    values: dict[str, Any] = {name: getattr(typed, name) for name in _SAME}
    values["contact_phone"] = normalise_phone(typed.contact_phone) or typed.contact_phone
    return ProviderDraft(**values)


def services_of(typed: ProviderFields) -> list[bytes]:
    """Return the chosen services."""
    return [entry.service_id for entry in typed.services if entry.service_id is not None]


def _enum(kind: type[enum.StrEnum]) -> list[Choice]:
    return [Choice(value, label(value)) for value in kind]


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    return FieldSpec(name, f"fields.providers.{name}", kind, **more)


def provider_form(services: Choices, keepers: Choices) -> FormSpec:
    """Return the form; the two callables give the services and the people of the centre."""
    kinds, modes, types = _enum(ProviderKind), _enum(ProcurementMode), _enum(StakeholderType)
    contact: list[FieldSpec | tuple[FieldSpec, ...]] = [
        _field("contact_name", hint="providers.form.contact_hint"),
        (_field("contact_phone", width=20), _field("contact_email")),
        _field("keeper", "suggest", choices=keepers, hint="providers.form.keeper_hint"),
    ]
    papers: list[FieldSpec | tuple[FieldSpec, ...]] = [
        (_field("nip", width=16), _field("regon", width=18)),
        _field("address"),
        (_field("procurement_mode", "choice", choices=modes), _field("rate_gr", "money")),
        _field("qualifications", "multiline", lines=3),
        _field("insurance_until", "date"),
        _field("stakeholder_type", "choice", choices=types, hint="providers.form.type_hint"),
    ]
    return FormSpec(
        [
            Section(
                "providers.form.who",
                [
                    _field("name", required=True),
                    _field("kind", "choice", required=True, choices=kinds),
                    _field("is_social_economy", "check"),
                ],
            ),
            Section("providers.form.contact", contact),
            Section("providers.form.services", [_services(services)]),
            Section("providers.form.papers", papers),
            Section("providers.form.notes", [_field("notes", "multiline")]),
        ]
    )


def _services(choices: Choices) -> FieldSpec:
    one = FieldSpec("service_id", "fields.service_providers.service_id", "choice", choices=choices)
    return FieldSpec(
        SERVICES,
        "providers.form.carried_out",
        "rows",
        row_type=ServiceEntry,
        row_fields=(one,),
        add_label="providers.form.add_service",
    )
