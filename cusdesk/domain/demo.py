"""The fictional commune: the name of its file and its password, which everybody may know."""

from __future__ import annotations

DEMO_FILE = "gmina-fikcyjna.cusdesk"
DEMO_PASSWORD = "Pokazowa-gmina-2026"  # noqa: S105 (opens invented people only)
