"""A decision as its window edits it."""

from __future__ import annotations

import datetime as dt  # noqa: TC003 (drafts are read by their annotations)
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from cusdesk.domain.fees.decision import DecisionDraft, DecisionRelief, Regime
from cusdesk.domain.labels import label as enum_label
from cusdesk.ui.common.form import Choice, FieldSpec, FormSpec, Section

if TYPE_CHECKING:
    from cusdesk.services.fees import DecisionChoices

_DECISION = "fields.fee_decisions."
_RELIEF = "fields.fee_decision_reliefs."


@dataclass(slots=True)
class DecisionFields:
    """A decision while it is typed; the person is chosen above the form."""

    service_id: bytes | None = None
    regime: Regime = Regime.PROGRAMME
    number: str = ""
    decided_on: dt.date | None = None
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None
    is_single: bool = True
    persons: int | None = None
    income_gr: int | None = None
    income_month: dt.date | None = None
    fixed_percent: int | None = None
    fixed_rate_gr: int | None = None
    monthly_minutes: int | None = None
    reliefs: tuple[DecisionRelief, ...] = ()
    notes: str = ""


_NAMES = [f.name for f in fields(DecisionFields)]


def fields_of(draft: DecisionDraft) -> DecisionFields:
    """Return a decision as its window edits it."""
    return DecisionFields(**{name: getattr(draft, name) for name in _NAMES})


def draft_of(typed: DecisionFields, resident_id: bytes | None) -> DecisionDraft:
    """Return what was typed as the service takes it."""
    values: dict[str, Any] = {name: getattr(typed, name) for name in _NAMES}
    return DecisionDraft(resident_id=resident_id, **values)


def decision_form(choices: DecisionChoices) -> FormSpec:
    """Return the form of a decision; only services and reliefs of the rules can be chosen."""
    services = [Choice(key, name) for key, name in choices.services]
    reliefs = [Choice(key, name) for key, name in choices.reliefs]
    regimes = [Choice(value, enum_label(value)) for value in Regime]
    return FormSpec([
        Section("", [
            FieldSpec("service_id", f"{_DECISION}service_id", "choice", required=True,
                      choices=services),
            FieldSpec("regime", f"{_DECISION}regime", "choice", choices=regimes,
                      offers_nothing=False),
            (FieldSpec("number", f"{_DECISION}number"), _date("decided_on")),
            (_date("valid_from", required=True), _date("valid_to")),
        ]),
        Section("fees.decision.income", [
            FieldSpec("is_single", f"{_DECISION}is_single", "check"),
            (
                FieldSpec("income_gr", f"{_DECISION}income_gr", "money", 26),
                FieldSpec("persons", f"{_DECISION}persons", "number", 16),
                FieldSpec("income_month", f"{_DECISION}income_month", "date"),
            ),
        ], hint="fees.decision.income_hint"),
        Section("fees.decision.reliefs", [_reliefs(reliefs)]),
        Section("fees.decision.fixed", [
            (
                FieldSpec("fixed_percent", f"{_DECISION}fixed_percent", "money", 26),
                FieldSpec("fixed_rate_gr", f"{_DECISION}fixed_rate_gr", "money", 30),
            ),
            FieldSpec("monthly_minutes", f"{_DECISION}monthly_minutes", "minutes", 16),
        ], hint="fees.decision.fixed_hint"),
        Section("", [FieldSpec("notes", f"{_DECISION}notes", "multiline", lines=2)]),
    ])  # fmt: skip


def _date(name: str, *, required: bool = False) -> FieldSpec:
    return FieldSpec(name, f"{_DECISION}{name}", "date", required=required)


def _reliefs(choices: list[Choice]) -> FieldSpec:
    return FieldSpec(
        "reliefs",
        "fees.decision.relief_list",
        "rows",
        row_type=DecisionRelief,
        row_fields=[
            FieldSpec("relief_id", f"{_RELIEF}relief_id", "choice", choices=choices),
            FieldSpec("valid_from", f"{_RELIEF}valid_from", "date", 14),
            FieldSpec("valid_to", f"{_RELIEF}valid_to", "date", 14),
        ],
        add_label="fees.decision.add_relief",
    )
