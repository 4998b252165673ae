"""Services and their providers from a catalogue kept in a workbook."""

from __future__ import annotations

from cusdesk.services.imports.catalogue.plan import differences_of, plan_services
from cusdesk.services.imports.catalogue.write import apply_services

__all__ = ["apply_services", "differences_of", "plan_services"]
