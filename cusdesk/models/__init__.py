"""SQLAlchemy mapped classes: columns and trivial properties, no queries."""

from __future__ import annotations

from cusdesk.models import (
    applications,
    attachments,
    attendance,
    audit,
    blobs,
    catalogue,
    clocks,
    imports,
    journal,
    needs_talks,
    office,
    papers,
    plan_course,
    plans,
    protection,
    providers,
    recruitment,
    residents,
)
from cusdesk.models.base import Base

__all__ = [
    "Base",
    "applications",
    "attachments",
    "attendance",
    "audit",
    "blobs",
    "catalogue",
    "clocks",
    "imports",
    "journal",
    "needs_talks",
    "office",
    "papers",
    "plan_course",
    "plans",
    "protection",
    "providers",
    "recruitment",
    "residents",
]
