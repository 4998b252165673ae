"""The form of one service: fields, and the way between them and the draft of the service."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cusdesk.domain.catalogue import (
    LimitScope,
    ServiceArea,
    ServiceDraft,
    ServiceGroup,
    ServiceMode,
    ServiceStatus,
    ServiceUnit,
    counts_time,
)
from cusdesk.domain.labels import label
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Callable, Sequence

    Choices = Callable[[], Sequence[Choice]]


@dataclass(frozen=True, slots=True)
class AliasEntry:
    """One other name."""

    name: str = ""


@dataclass(frozen=True, slots=True)
class ProviderEntry:
    """One provider of the service."""

    provider_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class ServiceFields:
    """A `ServiceDraft` as the form edits it: its lists are entries."""

    name: str = ""
    area: ServiceArea | None = None
    unit: ServiceUnit = ServiceUnit.HOUR
    unit_minutes: int | None = None
    mode: ServiceMode = ServiceMode.INDIVIDUAL
    group: ServiceGroup | None = None
    addressees: str = ""
    age_from: int | None = None
    age_to: int | None = None
    group_min: int | None = None
    group_max: int | None = None
    place: str = ""
    description: str = ""
    price_gr: int | None = None
    price_note: str = ""
    market_price_gr: int | None = None
    market_price_date: dt.date | None = None
    market_price_source: str = ""
    limit_minutes: int | None = None
    limit_units: int | None = None
    limit_scope: LimitScope | None = None
    funding: str = ""
    funding_until: dt.date | None = None
    status: ServiceStatus = ServiceStatus.REGULAR
    aliases: tuple[AliasEntry, ...] = ()
    provider_ids: tuple[ProviderEntry, ...] = ()


_SAME = [f.name for f in fields(ServiceFields) if f.name not in {"aliases", "provider_ids"}]


def fields_of(draft: ServiceDraft) -> ServiceFields:
    """Return a draft of the service as the form edits it."""
    values: dict[str, Any] = {name: getattr(draft, name) for name in _SAME}
    return ServiceFields(
        **values,
        aliases=tuple(AliasEntry(name) for name in draft.aliases),
        provider_ids=tuple(ProviderEntry(i) for i in draft.provider_ids),
    )


def draft_of(typed: ServiceFields) -> ServiceDraft:
    """Return what stands on the form as a draft of the service; of the limit only what counts."""
    values: dict[str, Any] = {name: getattr(typed, name) for name in _SAME}
    values["limit_units" if counts_time(typed.unit) else "limit_minutes"] = None
    chosen = [entry.provider_id for entry in typed.provider_ids]
    return ServiceDraft(
        **values,
        aliases=[entry.name for entry in typed.aliases],
        provider_ids=[i for i in chosen if i is not None],
    )


def values_for(name: str, draft: ServiceDraft) -> dict[str, Any]:
    """Return what is written when a field was left: the unit takes the limit along."""
    names = {name}
    if name == "unit":
        names |= {"limit_minutes", "limit_units"}
    return {each: getattr(draft, each) for each in names}


def _enum(kind: type[enum.StrEnum]) -> list[Choice]:
    return [Choice(value, label(value)) for value in kind]


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    return FieldSpec(name, f"fields.services.{name}", kind, **more)


def service_form(providers: Choices, fundings: Choices) -> FormSpec:
    """Return the form; the two callables give the providers and the known sources of money."""
    return FormSpec(
        [
            Section("catalogue.form.what", _what()),
            Section("catalogue.form.whom", _whom()),
            Section("catalogue.form.counted", _counted(), hint="catalogue.form.counted_hint"),
            Section("catalogue.form.money", _money(fundings)),
            Section("catalogue.form.who", [_providers(providers)]),
        ]
    )


def _what() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    alias = FieldSpec("name", "fields.service_aliases.name")
    return [
        _field("name", required=True),
        FieldSpec(
            "aliases",
            "catalogue.form.aliases",
            "rows",
            hint="catalogue.form.aliases_hint",
            row_type=AliasEntry,
            row_fields=(alias,),
            add_label="catalogue.form.add_alias",
        ),
        _field("area", "choice", choices=_enum(ServiceArea)),
        (
            _field("status", "choice", required=True, choices=_enum(ServiceStatus)),
            FieldSpec(
                "group", "fields.services.service_group", "choice", choices=_enum(ServiceGroup)
            ),
        ),
        _field("description", "multiline", lines=3),
    ]


def _whom() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        _field("addressees", hint="catalogue.form.addressees_hint"),
        (_field("age_from", "number"), _field("age_to", "number")),
        (
            _field("mode", "choice", required=True, choices=_enum(ServiceMode)),
            _field("group_min", "number", width=12),
            _field("group_max", "number", width=12),
        ),
        _field("place"),
    ]


def _counted() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        (
            _field("unit", "choice", required=True, choices=_enum(ServiceUnit)),
            _field("unit_minutes", "number", width=14),
        ),
        (
            _field("limit_minutes", "minutes", width=12),
            _field("limit_units", "number", width=12),
            _field("limit_scope", "choice", choices=_enum(LimitScope)),
        ),
    ]


def _money(fundings: Choices) -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        (
            FieldSpec(
                "price_gr", "catalogue.form.price", "money", hint="catalogue.form.price_hint"
            ),
            FieldSpec("market_price_gr", "catalogue.form.market", "money"),
            FieldSpec("market_price_date", "catalogue.form.market_date", "date"),
        ),
        (_field("price_note"), _field("market_price_source")),
        (_field("funding", "suggest", choices=fundings), _field("funding_until", "date")),
    ]


def _providers(choices: Choices) -> FieldSpec:
    one = FieldSpec(
        "provider_id", "fields.service_providers.provider_id", "choice", choices=choices
    )
    return FieldSpec(
        "provider_ids",
        "catalogue.form.providers",
        "rows",
        row_type=ProviderEntry,
        row_fields=(one,),
        add_label="catalogue.form.add_provider",
    )
