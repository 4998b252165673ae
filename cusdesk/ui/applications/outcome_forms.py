"""What is asked for each outcome of an application."""

from __future__ import annotations

from typing import Any

from cusdesk.domain.applications import ApplicationStatus
from cusdesk.ui.common.form import FieldSpec, FormSpec, Section

_Line = FieldSpec | tuple[FieldSpec, ...]


def _field(name: str, kind: Any = "text", **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    return FieldSpec(name, f"fields.application_outcomes.{name}", kind, **more)


def _long(name: str, lines: int = 3, **more: Any) -> FieldSpec:  # noqa: ANN401 (handed on to FieldSpec)
    return _field(name, "multiline", lines=lines, **more)


def _signed() -> _Line:
    return (_field("signatory"), _field("signatory_post"))


def outcome_form(kind: ApplicationStatus, *, is_fixed: bool = False) -> FormSpec:
    """Return the form of an outcome; of one that stands, the day cannot be changed."""
    day = _field("decided_on", "date", required=not is_fixed, read_only=is_fixed)
    return FormSpec([Section("", [day, *_LINES[kind]()])])


def _qualified() -> list[_Line]:
    return [
        _field("without_plan", "check", hint="applications.outcome.qualified.without_plan_hint"),
        _long("reason", 2, hint="applications.outcome.qualified.reason_hint"),
        _signed(),
    ]


def _waiting() -> list[_Line]:
    return [_long("reason", required=True, hint="applications.outcome.waiting.reason_hint")]


def _passed_on() -> list[_Line]:
    return [
        _field("recipient", required=True),
        _field("is_inside", "check", hint="applications.outcome.passed_on.inside_hint"),
        _field("consented_on", "date"),
        _long("consent_scope", 2, hint="applications.outcome.passed_on.scope_hint"),
        _field("check_back_on", "date", hint="applications.outcome.passed_on.back_hint"),
        _long("reason", 2),
        _signed(),
    ]


def _refused() -> list[_Line]:
    return [
        _long("legal_basis", 2),
        _long("ruling", 2, hint="applications.outcome.refused.ruling_hint"),
        _long("facts"),
        _long("law"),
        _long("instruction", 5, hint="applications.outcome.refused.instruction_hint"),
        _signed(),
        _field("delivered_on", "date"),
    ]


def _withdrawn() -> list[_Line]:
    return [_field("by_whom", required=True), _long("reason", 2)]


def _left() -> list[_Line]:
    return [_long("reason", 2)]


_LINES = {
    ApplicationStatus.QUALIFIED: _qualified,
    ApplicationStatus.WAITING: _waiting,
    ApplicationStatus.PASSED_ON: _passed_on,
    ApplicationStatus.REFUSED: _refused,
    ApplicationStatus.WITHDRAWN: _withdrawn,
    ApplicationStatus.DIED: _left,
    ApplicationStatus.MOVED: _left,
}
