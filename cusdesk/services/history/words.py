"""What the history says in words: operations, fields, stored values."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING

from cusdesk.core.messages import tr
from cusdesk.domain.absences import reason_name
from cusdesk.domain.access import parse_roles, role_name
from cusdesk.domain.clocks import term_name
from cusdesk.domain.durations import format_minutes
from cusdesk.domain.needs_talks import dimension_name
from cusdesk.domain.needs_talks.unmet import age_group_name
from cusdesk.domain.phones import format_phone
from cusdesk.domain.schedule import Rhythm
from cusdesk.domain.times_of_day import format_time

if TYPE_CHECKING:
    from collections.abc import Callable


def operation_label(kind: str, count: int = 1) -> str:
    """Return the Polish name of an operation, e.g. for `Cofnij: …`."""
    return tr(f"history.operation.{kind}", n=count)


def field_label(table: str, field: str) -> str:
    """Return the Polish name of a column."""
    return tr(f"fields.{table}.{field}")


def shown_value(table: str, field: str | None, value: object) -> str:
    """Return a stored value in words: dates, money, names of enum values."""
    if value is None or field is None:
        return ""
    enum_name = _ENUM_FIELDS.get((table, field))
    if enum_name and value:
        return tr(f"enums.{enum_name}.{value}")
    words = _WORDS.get((table, field))
    if words is not None:
        return words(str(value))
    if field == "retired_at":
        return tr("history.in_bin")
    return _shown_value(field, value)


def _shown_value(field: str, value: object) -> str:
    if isinstance(value, bytes):
        return tr("history.another_record")
    if field.startswith("is_") or field == "without_plan":
        return tr("history.yes" if value else "history.no")
    if isinstance(value, int):
        return _shown_number(field, value)
    return _date_or_text(value) if isinstance(value, str) else str(value)


def _shown_number(field: str, value: int) -> str:
    if field.endswith("_minute"):
        return format_time(value)
    if field == "minutes" or field.endswith("_minutes"):
        return format_minutes(value)
    if field.endswith("_gr"):
        from cusdesk.domain.money import format_money

        return format_money(value)
    if field.endswith("_milli"):
        from cusdesk.domain.quantities import format_quantity

        return format_quantity(value)
    return str(value)


def _setting_words(value: object) -> str:
    """Return the value of a setting in words: lists joined, yes and no."""
    if isinstance(value, bool):
        return tr("history.yes" if value else "history.no")
    if isinstance(value, dict):
        return ", ".join(_setting_words(part) for part in value.values() if part)
    if isinstance(value, list):
        return "; ".join(_setting_words(part) for part in value if part)
    return "" if value is None else str(value)


def _date_or_text(value: str) -> str:
    try:
        date = dt.date.fromisoformat(value)
    except ValueError:
        return value
    return f"{date:%d.%m.%Y}"


def _form(code: str) -> str:
    from cusdesk.domain.reports.forms import form_name  # papers are not needed to open an office

    return form_name(code)


def _roles(value: str) -> str:
    return ", ".join(role_name(role) for role in sorted(parse_roles(value)))


def _rhythm(value: str) -> str:
    return tr(f"attendance.series.rhythm.{value}") if value in set(Rhythm) else value


def _weekdays(value: str) -> str:
    names = dict(enumerate(tr("attendance.weekday.short").split()))
    days = [names.get(int(day), day) if day.isdecimal() else day for day in value.split()]
    return ", ".join(days)


_WORDS: dict[tuple[str, str], Callable[[str], str]] = {
    ("attendance", "reason"): reason_name,
    ("meeting_series", "rhythm"): _rhythm,
    ("meeting_series", "weekdays"): _weekdays,
    ("head_counts", "age_group"): age_group_name,
    ("clock_terms", "key"): term_name,
    ("duty_entries", "key"): term_name,
    ("own_clocks", "key"): term_name,
    ("issued_papers", "form"): _form,
    ("needs_talk_answers", "dimension"): dimension_name,
    ("resident_phones", "number"): format_phone,
    ("representatives", "phone"): format_phone,
    ("users", "roles"): _roles,
    ("settings", "value_json"): lambda value: _setting_words(json.loads(value)),
}
DERIVED = {"sort_key"}
"""Columns that only follow another one; their changes tell a person nothing."""
_ENUM_FIELDS = {
    ("residents", "sex"): "sex",
    ("residents", "status"): "resident_status",
    ("residents", "disability"): "disability_degree",
    ("representatives", "kind"): "representative_kind",
    ("services", "area"): "service_area",
    ("services", "unit"): "service_unit",
    ("services", "mode"): "service_mode",
    ("services", "status"): "service_status",
    ("services", "limit_scope"): "limit_scope",
    ("services", "service_group"): "service_group",
    ("providers", "kind"): "provider_kind",
    ("providers", "procurement_mode"): "procurement_mode",
    ("providers", "stakeholder_type"): "stakeholder_type",
    ("funding_sources", "kind"): "funding_kind",
    ("contracts", "mode"): "procurement_mode",
    ("contract_services", "unit"): "contract_unit",
    ("contract_services", "counting"): "counting",
    ("pool_reasons", "kind"): "pool_kind",
    ("invoices", "kind"): "invoice_kind",
    ("invoices", "status"): "invoice_status",
    ("invoice_steps", "status"): "invoice_status",
    ("invoice_lines", "unit"): "contract_unit",
    ("plans", "status"): "plan_status",
    ("applications", "status"): "application_status",
    ("applications", "channel"): "application_channel",
    ("applications", "reported_channel"): "application_channel",
    ("applications", "applicant_kind"): "applicant_kind",
    ("application_outcomes", "kind"): "application_status",
    ("editions", "tie_rule"): "tie_rule",
    ("candidates", "status"): "candidate_status",
    ("candidate_marks", "mark"): "criterion_mark",
    ("candidate_calls", "outcome"): "call_outcome",
    ("plan_goals", "term"): "goal_term",
    ("plan_goals", "outcome"): "goal_outcome",
    ("plans", "update_reason"): "plan_update_reason",
    ("plan_versions", "update_reason"): "plan_update_reason",
    ("plan_steps", "kind"): "plan_step",
    ("plan_notes", "form"): "plan_note_form",
    ("plan_tasks", "task"): "plan_task",
    ("plan_closings", "satisfaction"): "satisfaction",
    ("plan_services", "form"): "plan_service_form",
    ("plan_services", "unit"): "service_unit",
    ("plan_services", "amount_per"): "amount_per",
    ("needs_talks", "place"): "talk_place",
    ("needs_talk_services", "form"): "plan_service_form",
    ("needs_talk_answers", "urgency"): "need_urgency",
    ("needs_talk_answers", "source"): "answer_source",
    ("unmet_needs", "area"): "service_area",
    ("unmet_needs", "source"): "unmet_source",
    ("attendance", "mark"): "mark",
    ("processing_agreements", "status"): "agreement_status",
    ("consents", "purpose"): "consent_purpose",
    ("breaches", "risk"): "breach_risk",
    ("data_requests", "kind"): "request_kind",
    ("issued_papers", "status"): "paper_status",
    ("issued_papers", "layout"): "paper_layout",
}
