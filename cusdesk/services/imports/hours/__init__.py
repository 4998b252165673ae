"""Work cards: visits of workers with residents."""

from __future__ import annotations

from cusdesk.services.imports.hours.plan import plan_hours
from cusdesk.services.imports.hours.returned import plan_returned
from cusdesk.services.imports.hours.write import apply_hours

__all__ = ["apply_hours", "plan_hours", "plan_returned"]
