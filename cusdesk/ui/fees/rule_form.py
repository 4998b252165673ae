"""A fee rule as its window edits it: in the order in which a resolution reads."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cusdesk.domain.fees.rule import (
    BandKind,
    Combination,
    CriterionBase,
    FeeBand,
    FeePrice,
    FeeRelief,
    FeeRule,
    FeeUnit,
    ReliefKind,
    RoundingStage,
)
from cusdesk.domain.fees.starter import relief_names
from cusdesk.domain.labels import label as enum_label
from cusdesk.domain.money import format_money
from cusdesk.services import catalogue
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    import enum
    from collections.abc import Sequence

    from cusdesk.services.office import Office

_RULE, _BAND, _PRICE, _RELIEF = (
    f"fields.{table}." for table in ("fee_rules", "fee_bands", "fee_prices", "fee_reliefs")
)
_ROUNDINGS = (1, 10, 100)


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """A service of the rule."""

    service_id: bytes | None = None


@dataclass(frozen=True, slots=True)
class BandLine:
    """A band while it is typed."""

    upto: int | None = None
    kind: BandKind = BandKind.PERCENT
    single: int | None = None
    family: int | None = None
    paragraph: str = ""


@dataclass(frozen=True, slots=True)
class ReliefLine:
    """A relief while it is typed."""

    id: bytes | None = None
    name: str = ""
    kind: ReliefKind = ReliefKind.PERCENT
    value: int | None = None
    is_for_all: bool = False
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    paragraph: str = ""


@dataclass(slots=True)
class RuleFields:
    """A rule while it is typed; see `FeeRule`."""

    name: str = ""
    number: str = ""
    resolved_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    services: tuple[ServiceLine, ...] = ()
    unit: FeeUnit = FeeUnit.HOUR
    unit_minutes: int | None = 60
    base: CriterionBase = CriterionBase.OWN
    paragraph_base: str = ""
    full_without_income: bool = False
    prices: tuple[FeePrice, ...] = ()
    paragraph_price: str = ""
    bands: tuple[BandLine, ...] = ()
    reliefs: tuple[ReliefLine, ...] = ()
    combination: Combination = Combination.BEST
    charges_absent: bool = False
    charges_excused: bool = False
    paragraph_absence: str = ""
    rounding_stage: RoundingStage = RoundingStage.TOTAL
    rounding_unit_gr: int = 1
    paragraph_rounding: str = ""
    minimum_gr: int | None = None
    paragraph_minimum: str = ""
    due_day: int | None = 15
    is_due_shifted: bool = True
    paragraph_due: str = ""
    income_threshold: int | None = None
    notes: str = ""


_SAME = [
    f.name
    for f in fields(RuleFields)
    if f.name not in {"services", "bands", "reliefs", "unit_minutes", "minimum_gr"}
]


def fields_of(rule: FeeRule) -> RuleFields:
    """Return a rule as its window edits it."""
    values: dict[str, Any] = {name: getattr(rule, name) for name in _SAME}
    return RuleFields(
        **values,
        services=tuple(ServiceLine(service) for service in rule.services),
        bands=tuple(BandLine(b.upto, b.kind, b.single, b.family, b.paragraph) for b in rule.bands),
        reliefs=tuple(_line(relief) for relief in rule.reliefs),
        unit_minutes=rule.unit_minutes,
        minimum_gr=rule.minimum_gr or None,
    )


def _line(relief: FeeRelief) -> ReliefLine:
    return ReliefLine(**{f.name: getattr(relief, f.name) for f in fields(ReliefLine)})


def rule_of(typed: RuleFields) -> FeeRule:
    """Return what was typed as a rule; empty figures count as nothing."""
    values: dict[str, Any] = {name: getattr(typed, name) for name in _SAME}
    return FeeRule(
        **values,
        services=tuple(line.service_id for line in typed.services if line.service_id is not None),
        bands=tuple(
            FeeBand(b.upto, b.kind, b.single or 0, b.family or 0, b.paragraph or "")
            for b in typed.bands
        ),
        reliefs=tuple(
            FeeRelief(
                r.id, r.name or "", r.kind, r.value or 0, bool(r.is_for_all), r.valid_from,
                r.valid_to, r.paragraph or "",
            )
            for r in typed.reliefs
        ),
        unit_minutes=typed.unit_minutes or 0,
        minimum_gr=typed.minimum_gr or 0,
    )  # fmt: skip


def rule_form(office: Office) -> FormSpec:
    """Return the form of a rule. Reads names of services: call it on the database thread."""
    services = [Choice(key, name) for key, name in catalogue.names(office)]
    return FormSpec([
        Section("", _head(services)),
        Section("fees.form.what", _what()),
        Section("fees.form.prices", [_prices(services)], hint="fees.form.prices_hint"),
        Section("fees.form.bands", [_bands()], hint="fees.form.bands_hint"),
        Section("fees.form.reliefs", [_reliefs(), _choice("combination", Combination)],
                hint="fees.form.reliefs_hint"),
        Section("fees.form.absences", _absences()),
        Section("fees.form.rounding", _rounding()),
        Section("fees.form.term", _term()),
        Section("", [FieldSpec("notes", f"{_RULE}notes", "multiline", lines=3)]),
    ])  # fmt: skip


def _choice(name: str, kind: type[enum.StrEnum], width: int = 0, prefix: str = _RULE) -> FieldSpec:
    entries = [Choice(value, enum_label(value)) for value in kind]
    return FieldSpec(
        name, f"{prefix}{name}", "choice", width, choices=entries, offers_nothing=False
    )


def _paragraph(name: str) -> FieldSpec:
    return FieldSpec(f"paragraph_{name}", f"{_RULE}paragraph_{name}", width=24)


def _head(services: Sequence[Choice]) -> list[FieldSpec | tuple[FieldSpec, ...]]:
    line = FieldSpec("service_id", f"{_PRICE}service_id", "choice", choices=services)
    return [
        FieldSpec("name", f"{_RULE}name", required=True),
        (
            FieldSpec("number", f"{_RULE}number"),
            FieldSpec("resolved_on", f"{_RULE}resolved_on", "date"),
        ),
        (
            FieldSpec("valid_from", f"{_RULE}valid_from", "date", required=True),
            FieldSpec("valid_to", f"{_RULE}valid_to", "date"),
        ),
        FieldSpec(
            "services",
            "fees.form.services",
            "rows",
            row_type=ServiceLine,
            row_fields=[line],
            add_label="fees.form.add_service",
        ),
    ]


def _what() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        (
            _choice("unit", FeeUnit, 18),
            FieldSpec("unit_minutes", f"{_RULE}unit_minutes", "number"),
            _paragraph("price"),
        ),
        _choice("base", CriterionBase),
        _paragraph("base"),
        FieldSpec("full_without_income", f"{_RULE}full_without_income", "check"),
    ]


def _prices(services: Sequence[Choice]) -> FieldSpec:
    return FieldSpec(
        "prices",
        "fees.form.price_list",
        "rows",
        row_type=FeePrice,
        row_fields=[
            FieldSpec("valid_from", f"{_PRICE}valid_from", "date", 14),
            FieldSpec("price_gr", f"{_PRICE}price_gr", "money", 12),
            FieldSpec("market_gr", f"{_PRICE}market_gr", "money", 12),
            FieldSpec("service_id", "fees.form.price_service", "choice", choices=services),
        ],
        add_label="fees.form.add_price",
    )


def _bands() -> FieldSpec:
    return FieldSpec(
        "bands",
        "fees.form.band_list",
        "rows",
        row_type=BandLine,
        row_fields=[
            FieldSpec("upto", f"{_BAND}upto", "money", 9),
            _choice("kind", BandKind, 20, _BAND),
            FieldSpec("single", f"{_BAND}single", "money", 9),
            FieldSpec("family", f"{_BAND}family", "money", 9),
            FieldSpec("paragraph", f"{_BAND}paragraph"),
        ],
        add_label="fees.form.add_band",
    )


def _reliefs() -> FieldSpec:
    names = [Choice(name, name) for name in relief_names()]
    return FieldSpec(
        "reliefs",
        "fees.form.relief_list",
        "rows",
        row_type=ReliefLine,
        row_fields=[
            FieldSpec("name", f"{_RELIEF}name", "suggest", choices=names),
            _choice("kind", ReliefKind, 26, _RELIEF),
            FieldSpec("value", f"{_RELIEF}value", "money", 10),
            FieldSpec("is_for_all", f"{_RELIEF}is_for_all", "check", 16, starts_line=True),
            FieldSpec("valid_from", f"{_RELIEF}valid_from", "date", 14),
            FieldSpec("valid_to", f"{_RELIEF}valid_to", "date", 14),
            FieldSpec("paragraph", f"{_RELIEF}paragraph"),
        ],
        add_label="fees.form.add_relief",
    )


def _absences() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        FieldSpec("charges_absent", f"{_RULE}charges_absent", "check"),
        FieldSpec("charges_excused", f"{_RULE}charges_excused", "check"),
        _paragraph("absence"),
    ]


def _rounding() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    units = [Choice(unit, format_money(unit)) for unit in _ROUNDINGS]
    return [
        (
            _choice("rounding_stage", RoundingStage, 26),
            FieldSpec(
                "rounding_unit_gr", f"{_RULE}rounding_unit_gr", "choice", 14, choices=units,
                offers_nothing=False,
            ),
            _paragraph("rounding"),
        ),
        (FieldSpec("minimum_gr", f"{_RULE}minimum_gr", "money"), _paragraph("minimum")),
    ]  # fmt: skip


def _term() -> list[FieldSpec | tuple[FieldSpec, ...]]:
    return [
        (FieldSpec("due_day", f"{_RULE}due_day", "number"), _paragraph("due")),
        FieldSpec("is_due_shifted", f"{_RULE}is_due_shifted", "check"),
        FieldSpec(
            "income_threshold", f"{_RULE}income_threshold", "money", hint="fees.form.threshold_hint"
        ),
    ]
