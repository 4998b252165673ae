"""What the rows of the office are called, for the history and the bin."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import select

from cusdesk.core.messages import all_messages, tr
from cusdesk.models import Base
from cusdesk.services.history.words import shown_value

if TYPE_CHECKING:
    from sqlalchemy import Column
    from sqlalchemy.orm import Session

CALLED: dict[str, tuple[str, ...]] = {
    "residents": ("surname", "given_name"),
    "resident_phones": ("number",),
    "representatives": ("name",),
    "resident_notes": ("date", "text"),
    "services": ("name",),
    "service_aliases": ("name",),
    "service_providers": ("provider_id",),
    "providers": ("name",),
    "funding_sources": ("name",),
    "budget_plans": ("year", "amount_gr"),
    "fee_rules": ("name", "number"),
    "fee_bands": ("position",),
    "fee_prices": ("valid_from", "price_gr"),
    "fee_reliefs": ("name",),
    "fee_rule_services": ("service_id",),
    "fee_decisions": ("resident_id", "service_id"),
    "fee_decision_reliefs": ("relief_id",),
    "fee_runs": ("month",),
    "fee_charges": ("resident_id", "month"),
    "fee_payments": ("resident_id", "paid_on"),
    "fee_instalment_plans": ("resident_id", "agreed_on"),
    "fee_instalments": ("due_on", "amount_gr"),
    "fee_instalment_debts": ("charge_id", "amount_gr"),
    "fee_statements": ("file_name", "read_on"),
    "fee_bank_lines": ("booked_on", "amount_gr"),
    "contracts": ("number", "provider_id"),
    "contract_services": ("service_id",),
    "contract_annexes": ("number", "valid_from"),
    "invoices": ("number", "provider_id"),
    "invoice_lines": ("service_id", "words"),
    "invoice_files": ("file_name",),
    "invoice_steps": ("status", "done_on"),
    "pool_reasons": ("kind", "contract_id", "service_id"),
    "person_pool_reasons": ("resident_id", "service_id"),
    "applications": ("number", "resident_id"),
    "application_services": ("service_id", "words"),
    "application_documents": ("name",),
    "application_outcomes": ("kind", "decided_on"),
    "application_corrections": ("reason",),
    "plans": ("number", "resident_id"),
    "plan_goals": ("text",),
    "plan_services": ("service_id",),
    "plan_actions": ("what",),
    "plan_reviews": ("due",),
    "plan_needs": ("text",),
    "plan_steps": ("kind", "person"),
    "plan_versions": ("number", "plan_id"),
    "plan_notes": ("date", "remark"),
    "plan_breaks": ("valid_from", "valid_to"),
    "plan_handovers": ("date", "to_name"),
    "plan_tasks": ("task",),
    "plan_closings": ("plan_id",),
    "plan_packages": ("name",),
    "needs_talks": ("held_on", "resident_id"),
    "needs_talk_services": ("name",),
    "needs_talk_answers": ("dimension",),
    "unmet_needs": ("need", "resident_id"),
    "attachments": ("file_name", "resident_id"),
    "editions": ("name",),
    "edition_services": ("service_id",),
    "edition_criteria": ("text",),
    "candidates": ("resident_id", "edition_id"),
    "candidate_rows": ("edition_id", "position"),
    "candidate_marks": ("candidate_id", "criterion_id"),
    "candidate_calls": ("candidate_id", "outcome"),
    "service_groups": ("name", "service_id"),
    "group_members": ("resident_id",),
    "meetings": ("date", "group_id"),
    "attendance": ("resident_id", "meeting_id"),
    "visits": ("date", "resident_id", "service_id"),
    "meeting_series": ("valid_from", "valid_to", "group_id"),
    "office_breaks": ("name", "valid_from"),
    "head_counts": ("meeting_id", "heads"),
    "absence_calls": ("resident_id", "called_on"),
    "hour_sheets": ("number", "provider_id"),
    "hour_sheet_lines": ("number", "resident_id"),
    "users": ("name",),
    "settings": ("key",),
    "import_batches": ("file_name",),
    "record_classes": ("symbol", "title"),
    "authorisations": ("person", "number"),
    "secrecy_pledges": ("person", "pledged_on"),
    "processing_activities": ("name",),
    "processing_agreements": ("provider_id", "party", "number"),
    "consents": ("resident_id", "purpose"),
    "disclosures": ("resident_id", "recipient", "disclosed_on"),
    "breaches": ("number", "found_on", "description"),
    "data_requests": ("resident_id", "kind", "received_on"),
    "information_clauses": ("title", "version"),
    "clause_deliveries": ("resident_id", "clause_id", "given_on"),
    "clock_terms": ("key",),
    "duty_entries": ("key", "done_on"),
    "own_clocks": ("key", "resident_id", "due_on"),
    "issued_papers": ("number", "title"),
    "paper_clauses": ("clause", "valid_from"),
    "paper_templates": ("name",),
    "month_closures": ("month",),
    "month_lines": ("resident_id", "service_id"),
    "own_sheets": ("name",),
    "own_sheet_marks": ("cell", "figure"),
}
"""Columns whose values name a row; a reference stands for the name of what it points to."""
_LONGEST = 60


class Names:
    """Names of rows, each asked for once; residents only for whoever may see them."""

    def __init__(self, session: Session, *, may_see_residents: bool) -> None:
        self._session = session
        self._may_see = may_see_residents
        self._known: dict[tuple[str, bytes], str] = {}

    def of(self, table: str, row_id: bytes) -> str:
        """Return what a row is called, "" for one without a name."""
        key = (table, row_id)
        if key not in self._known:
            self._known[key] = ""  # a row that points to itself ends here
            self._known[key] = self._read(table, row_id)
        return self._known[key]

    def value(self, table: str, field: str | None, value: object) -> str:
        """Return a stored value in words; a reference as the name of what it points to."""
        if field is not None and isinstance(value, bytes):
            target = _target(Base.metadata.tables[table].c[field])
            return (self.of(target, value) if target else "") or tr("history.another_record")
        if isinstance(value, dt.date):
            value = value.isoformat()
        if (table, field) == ("settings", "key"):
            key = f"history.setting.{value}"
            return tr(key) if key in all_messages() else tr("history.setting_other")
        return shown_value(table, field, value)

    def _read(self, table: str, row_id: bytes) -> str:
        columns = [Base.metadata.tables[table].c[name] for name in CALLED.get(table, ())]
        if not columns:
            return ""
        if table == "residents" and not self._may_see:
            return tr("audit.person.hidden")
        found = self._session.execute(
            select(*columns).where(Base.metadata.tables[table].c.id == row_id)
        ).first()
        if found is None:
            return ""
        words = [
            self.value(table, column.name, value)
            for column, value in zip(columns, found, strict=True)
            if value not in {None, ""}
        ]
        joiner = " " if table == "residents" else ", "
        full = " ".join(joiner.join(word for word in words if word).split())
        return full if len(full) <= _LONGEST else full[: _LONGEST - 1] + "…"


def _target(column: Column[object]) -> str:
    for reference in column.foreign_keys:
        return str(reference.column.table.name)
    return ""
