"""SQLAlchemy mapped classes: columns and trivial properties, no queries."""

from __future__ import annotations

from cusdesk.models import (
    applications,
    attendance,
    audit,
    blobs,
    catalogue,
    imports,
    journal,
    needs_talks,
    office,
    papers,
    plans,
    protection,
    providers,
    residents,
)
from cusdesk.models.base import Base

__all__ = [
    "Base",
    "attachments",
    "applications",
    "attendance",
    "audit",
    "blobs",
    "catalogue",
    "imports",
    "journal",
    "needs_talks",
    "office",
    "papers",
    "plans",
    "protection",
    "providers",
    "residents",
]
