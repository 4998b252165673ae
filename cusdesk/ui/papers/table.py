"""The list of issued papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cusdesk.domain.papers import PaperStatus
from cusdesk.ui.common.table import ColumnSpec

if TYPE_CHECKING:
    from cusdesk.services.papers import PaperRow


def _tone(row: PaperRow) -> str:
    return "error" if row.status == PaperStatus.CANCELLED else ""


def columns() -> tuple[ColumnSpec, ...]:
    """Return the columns."""
    return (
        ColumnSpec("number", "fields.issued_papers.number", width=22),
        ColumnSpec("issued_on", "fields.issued_papers.issued_on", "date", width=12),
        ColumnSpec(
            "status",
            "fields.issued_papers.status",
            "enum",
            width=18,
            enum_prefix="enums.paper_status",
            tone=_tone,
        ),
        ColumnSpec("form_title", "fields.issued_papers.form", width=36),
        ColumnSpec("recipient", "fields.issued_papers.recipient", width=24),
        ColumnSpec("person", "fields.issued_papers.resident_id", width=22),
        ColumnSpec("case_sign", "fields.issued_papers.case_sign", width=18),
        ColumnSpec("issued_by", "fields.issued_papers.issued_by", width=18),
        ColumnSpec("cancel_reason", "fields.issued_papers.cancel_reason", width=26),
        ColumnSpec(
            "layout",
            "fields.issued_papers.layout",
            "enum",
            width=12,
            enum_prefix="enums.paper_layout",
            is_visible=False,
        ),
        ColumnSpec(
            "form_version", "fields.issued_papers.form_version", "date", width=12,
            is_visible=False, can_filter=False,
        ),
        ColumnSpec(
            "cancelled_on", "fields.issued_papers.cancelled_on", "date", width=14,
            is_visible=False, can_filter=False,
        ),
        ColumnSpec(
            "sha256", "fields.issued_papers.sha256", width=20, is_visible=False,
            can_filter=False, can_sort=False,
        ),
    )  # fmt: skip
