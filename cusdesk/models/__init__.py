"""SQLAlchemy mapped classes: columns and trivial properties, no queries."""

from __future__ import annotations
