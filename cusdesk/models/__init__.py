"""SQLAlchemy mapped classes: columns and trivial properties, no queries."""

from __future__ import annotations

from cusdesk.models import (
    attendance,
    audit,
    catalogue,
    imports,
    journal,
    office,
    plans,
    protection,
    providers,
    residents,
)
from cusdesk.models.base import Base

__all__ = [
    "Base",
    "attendance",
    "audit",
    "catalogue",
    "imports",
    "journal",
    "office",
    "plans",
    "protection",
    "providers",
    "residents",
]
