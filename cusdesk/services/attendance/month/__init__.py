"""What a month adds up to: the figures of the screen, of the sheet and of the office are these."""

from __future__ import annotations

from cusdesk.services.attendance.month.sheet import (
    OfficeMonth,
    monthly_sheet,
    office_month,
    service_month,
)

__all__ = ["OfficeMonth", "monthly_sheet", "office_month", "service_month"]
