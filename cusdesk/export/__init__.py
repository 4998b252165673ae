"""Report dataclass in, xlsx, pdf or csv out. No database, no Qt."""

from __future__ import annotations
